import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { User } from '../model/org-state.ts';
import type { Person } from '../model/person.ts';
import type { ProposalFacts } from './facts.ts';
import { loginOf, type PeopleIndex } from './index-people.ts';
import { evidenceText, shown } from './words.ts';

type Users = readonly (readonly [Key, User])[];

/** People and users of whom it cannot be told who is who: shown, and not solved. */
export interface Contested {
  readonly users: readonly Key[];
  readonly people: readonly Person[];
  readonly reason: string;
}

/**
 * Where HR and the state, or rows of HR, do not agree on whose login it is. Somebody who was hired again under a new
 * employee id looks the same as a slip: as left under the old id, and with the login of a user. So nobody involved is
 * a leaver, joiner or mover until people have said which it is.
 */
export function findContested(facts: ProposalFacts, index: PeopleIndex, users: Users): Contested[] {
  const byRows = doubles(index);
  const byLogin = claims(facts, index, users);
  const said = new Set([...byRows, ...byLogin].flatMap(({ people }) => people));
  const byName = otherNames(facts, index, users).filter(({ people }) => !people.some((person) => said.has(person)));
  const found = [...byRows, ...byLogin, ...byName];
  return [...found, ...withheldBesides(found, facts, users)];
}

/**
 * Leavers whom HR knows by another login than the state, and GitHub does not show that both are one account. A swap of
 * columns makes such rows: the employee id of one person beside the status of another.
 */
function otherNames({ accounts }: ProposalFacts, { personFor }: PeopleIndex, users: Users): Contested[] {
  return users.flatMap(([key, user]): Contested[] => {
    const person = personFor(key, user);
    const login = person === undefined ? undefined : loginOf(person);
    if (person?.status.kind !== 'left' || login === undefined || login === key) return [];
    const account = accounts.get(login);
    if (account?.kind === 'person' && account.id === user.id) return [];
    const reason = `HR says that ${shown(person.employee)} has left (${rowsOf([person])}) and gives them the login ${shown(login)}, and in the state they are ${user.login}: nobody can tell whose row it is.`;
    return [{ users: [key], people: [person], reason }];
  });
}

function doubles({ doubles, usersOf }: PeopleIndex): Contested[] {
  return doubles.map((people) => {
    const employee = people[0]?.employee ?? '';
    const reason = `The employee ${shown(employee)} is there more than once (${rowsOf(people)}).`;
    return { users: usersOf.get(employee) ?? [], people, reason };
  });
}

function claims(facts: ProposalFacts, index: PeopleIndex, users: Users): Contested[] {
  const byId = new Map(users.flatMap(([key, { id }]) => (id === undefined ? [] : [[id, key] as const])));
  return [...index.claimants]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([login, people]): Contested[] => {
      const claimed = usersBehind(login, facts, byId);
      const [claimant, ...others] = people;
      if (claimant === undefined) return [];
      if (others.length > 0) {
        const reason = `HR gives the login ${shown(login)} to ${people.length} people (${rowsOf(people)}).`;
        return [{ users: claimed.map(({ login }) => keyOf(login)), people, reason }];
      }
      return claimed.flatMap((user) => {
        const other = otherBinding(user, claimant, index);
        if (other === undefined) return [];
        const reason = `HR gives the account ${user.login} to ${shown(claimant.employee)} (${rowsOf(people)}), but ${other}.`;
        return [{ users: [keyOf(user.login)], people, reason }];
      });
    });
}

/** The user with this login, and the user with the id of the account that has it today. */
function usersBehind(login: Key, { state, accounts }: ProposalFacts, byId: ReadonlyMap<number, Key>): User[] {
  const account = accounts.get(login);
  const ofAccount = account?.kind === 'person' ? byId.get(account.id) : undefined;
  const keys = new Set([login, ...(ofAccount === undefined ? [] : [ofAccount])]);
  return [...keys].flatMap((key) => state.users.get(key) ?? []);
}

/** What speaks against it. */
function otherBinding(user: User, claimant: Person, { usersOf, personFor }: PeopleIndex): string | undefined {
  const { employee } = claimant;
  if (user.employee === employee) return undefined;
  if (user.employee !== undefined) return `in the state it is ${shown(user.employee)}'s`;
  const others = usersOf.get(employee);
  if (others !== undefined) return `in the state that employee is ${others.join(' and ')}`;
  const known = personFor(keyOf(user.login), user);
  return known === undefined || known === claimant ? undefined : `by its login it is ${shown(known.employee)}'s`;
}

function rowsOf(people: readonly Person[]): string {
  return people.map(({ evidence }) => evidenceText(evidence)).join('; ');
}

/** Whom the rows themselves disagree about, where nothing above says it already. */
function withheldBesides(said: readonly Contested[], { people, withheld }: ProposalFacts, users: Users): Contested[] {
  const saidOf = new Set<Person | Key>(said.flatMap(({ people, users }) => [...people, ...users]));
  const isWithheld = (employee: string | undefined, login: Key | undefined): boolean =>
    (employee !== undefined && withheld.employees.has(employee)) || (login !== undefined && withheld.logins.has(login));
  const ofHr = people
    .filter((person) => !saidOf.has(person) && isWithheld(person.employee, loginOf(person)))
    .sort((a, b) => compare(a.employee, b.employee))
    .map((person) => {
      const reason = `Rows of HR disagree about the login of ${shown(person.employee)} (${rowsOf([person])}).`;
      return { users: [], people: [person], reason };
    });
  const ofState = users
    .filter(([key, { employee }]) => !saidOf.has(key) && isWithheld(employee, key))
    .map(([key, { login }]) => ({ users: [key], people: [], reason: `Rows of HR disagree about the login ${login}.` }));
  return [...ofHr, ...ofState];
}

import type { Exception } from '../model/exception.ts';
import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { User } from '../model/org-state.ts';
import type { Person } from '../model/person.ts';
import { type Contested, findContested } from './contested.ts';
import type { ProposalFacts } from './facts.ts';
import { indexPeople, loginOf } from './index-people.ts';
import type { ByEmployee } from './rules/manager-chain.ts';

/** The facts, with people and users of the state brought together. Lists are in a fixed order. */
export interface Matched extends ProposalFacts {
  /** By employee id. */
  readonly byEmployee: ByEmployee;
  /** By folded login. */
  readonly users: readonly (readonly [Key, User])[];
  readonly userById: ReadonlyMap<number, User>;
  /** Whom HR knows a user as: by the state's employee id, and by login where the state has none. */
  readonly personOf: ReadonlyMap<Key, Person>;
  /** Folded logins of the users whom the state binds to an employee. */
  readonly usersOf: ReadonlyMap<string, readonly Key[]>;
  /** Active people by the numeric id of the account that has their login, as far as GitHub was asked. */
  readonly activeByAccount: ReadonlyMap<number, Person>;
  /** People who are no user of the state, by employee id. */
  readonly newcomers: readonly Person[];
  readonly conflicts: readonly Contested[];
  /** Users in a conflict: nothing is proposed about them. */
  readonly withheldUsers: ReadonlySet<Key>;
  /** The exception in force that ends last, by folded login. */
  readonly exceptionOf: ReadonlyMap<Key, Exception>;
}

export function matchPeople(facts: ProposalFacts): Matched {
  const users = [...facts.state.users].sort(([a], [b]) => compare(a, b));
  const index = indexPeople(facts.people, users);
  const conflicts = findContested(facts, index, users);
  const personOf = new Map(
    users.flatMap(([key, user]) => {
      const person = index.personFor(key, user);
      return person === undefined ? [] : [[key, person] as const];
    }),
  );
  const known = new Set([...personOf.values()].map(({ employee }) => employee));
  const withheld = new Set(conflicts.flatMap(({ people }) => people.map(({ employee }) => employee)));
  const isWithheld = (key: Key, user: User): boolean =>
    [user.employee, personOf.get(key)?.employee].some((employee) => employee !== undefined && withheld.has(employee));
  const inConflict = new Set(conflicts.flatMap(({ users }) => users));
  return {
    ...facts,
    byEmployee: index.byEmployee,
    users,
    userById: new Map(users.flatMap(([, user]) => (user.id === undefined ? [] : [[user.id, user] as const]))),
    personOf,
    usersOf: index.usersOf,
    activeByAccount: activeByAccount(facts),
    newcomers: [...index.byEmployee.values()]
      .filter(({ employee }) => !known.has(employee) && !withheld.has(employee))
      .sort((a, b) => compare(a.employee, b.employee)),
    conflicts,
    withheldUsers: new Set(
      users.filter(([key, user]) => inConflict.has(key) || isWithheld(key, user)).map(([key]) => key),
    ),
    exceptionOf: inForce(facts),
  };
}

/** Of two with one account the one with the lesser employee id: that they are two is a conflict elsewhere. */
function activeByAccount({ people, accounts }: ProposalFacts): ReadonlyMap<number, Person> {
  const active = people.filter(({ status }) => status.kind === 'active');
  const sorted = active.sort((a, b) => compare(b.employee, a.employee));
  return new Map(
    sorted.flatMap((person) => {
      const login = loginOf(person);
      const account = login === undefined ? undefined : accounts.get(login);
      return account?.kind === 'person' ? [[account.id, person] as const] : [];
    }),
  );
}

function inForce({ exceptions, today }: ProposalFacts): ReadonlyMap<Key, Exception> {
  const standing = exceptions.filter(({ expires }) => expires >= today).sort((a, b) => compare(a.expires, b.expires));
  return new Map(standing.map((exception) => [keyOf(exception.user), exception]));
}

import type { Account } from '../../model/account.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgRole, OrgState, User } from '../../model/org-state.ts';
import type { Person } from '../../model/person.ts';
import type { LiveReader } from '../../scm/live-reader.ts';

/** What GitHub says of everybody whom the state names, and of those in HR who are not gone for good. */
export interface Known {
  /** As `ProposalFacts.accounts` wants them. */
  readonly accounts: ReadonlyMap<Key, Account>;
  /** Everybody in the organisation today. */
  readonly live: ReadonlyMap<Key, OrgRole>;
  /** Folded logins of members, and of those who have an open invitation: they need none. */
  readonly present: ReadonlySet<Key>;
  /** How many invitations are open. */
  readonly openInvitations: number;
}

/**
 * Asks for all members at once, and singly for whom that leaves open: a person of the state who is no member under that
 * login, and a login of HR that is nobody's in the organisation. HR may keep everybody who ever left: who is not in the
 * state is not asked for.
 */
export async function knownAccounts(reader: LiveReader, state: OrgState, people: readonly Person[]): Promise<Known> {
  const [live, { users: invited }] = await Promise.all([reader.allUsers(), reader.invitations()]);
  const known = new Map<Key, Account>();
  for (const [key, user] of live) remember(known, key, user);
  const renamed = await renamedAmong(reader, state, live);
  for (const [key, account] of renamed) known.set(key, account);
  const named = [...state.users.values(), ...asking(people, state)].flatMap(({ login }) => login ?? []);
  const unknown = named.map((login) => [keyOf(login), login] as const).filter(([key]) => !known.has(key));
  const asked = new Map(unknown.filter(([, login]) => isLogin(login)));
  for (const [key, login] of unknown) if (!asked.has(key)) known.set(key, { kind: 'missing', login });
  const found = await reader.accounts([...asked.values()]);
  const open = [...invited].filter(([, { invitation }]) => invitation?.state === 'open').map(([key]) => key);
  return {
    accounts: new Map([...known, ...found]),
    live: new Map([...live].map(([key, { role }]) => [key, role])),
    present: new Set([...live.keys(), ...open]),
    openInvitations: open.length,
  };
}

/** Those of whom something could be proposed, or who could stand in the way of it. */
function asking(people: readonly Person[], { users }: OrgState): readonly Person[] {
  const employees = new Set([...users.values()].map(({ employee }) => employee));
  return people.filter(({ status, employee }) => status.kind !== 'left' || employees.has(employee));
}

/** What nobody can be called is not asked for: HR may have anything in that column, such as a k that is a kelvin sign. */
function isLogin(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,100}$/.test(text);
}

function remember(known: Map<Key, Account>, key: Key, { login, id }: User): void {
  if (id !== undefined) known.set(key, { kind: 'person', login, id });
}

/** Users of the state whose login is not that of a member with their id: by the id, as they are called today. */
async function renamedAmong(
  reader: LiveReader,
  { users }: OrgState,
  live: ReadonlyMap<Key, User>,
): Promise<ReadonlyMap<Key, Account>> {
  const elsewhere = [...users].flatMap(([key, { id }]) =>
    id === undefined || live.get(key)?.id === id ? [] : [[key, id] as const],
  );
  const logins = await reader.loginsOf(elsewhere.map(([, id]) => id));
  return new Map(
    elsewhere.flatMap(([key, id]): (readonly [Key, Account])[] => {
      const login = logins.get(id);
      return login === undefined ? [] : [[key, { kind: 'person', login, id }]];
    }),
  );
}

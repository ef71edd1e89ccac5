import { type Key, keyOf } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import type { Lookup } from '../../planner/standings/facts.ts';
import type { LiveReader } from '../live-reader.ts';
import type { StandingsAsked } from './asked.ts';
import type { PartReader } from './parts.ts';
import { type People, personIn } from './people.ts';

/** The same people, with those found who have another login by now. */
export interface Found {
  /** Members and outside collaborators, by folded login of today. */
  readonly users: ReadonlyMap<Key, User>;
  /** By folded login of today, with the id where it is known; without those of people who took over a login. */
  readonly invitations: ReadonlyMap<Key, User>;
  readonly accounts: ReadonlyMap<Key, Lookup>;
  /** Not all accounts could be looked up. */
  readonly failed: boolean;
}

/** Looks up by id whoever was not found under the login of the state: they may have another, and somebody else theirs. */
export async function lookUp(
  reader: LiveReader,
  asked: StandingsAsked,
  people: People,
  parts: PartReader,
): Promise<Found> {
  const users = new Map([...(people.outside ?? []), ...(people.members ?? [])]);
  const lost = lostAmong(asked, users).filter(
    ({ person }) => people.members !== undefined || isInvited(people, person),
  );
  const accounts = await accountsOf(reader, lost, parts);
  const renamed = [...(accounts ?? [])].flatMap(([, lookup]) => (lookup.kind === 'renamed' ? [lookup.login] : []));
  const more =
    renamed.length === 0 || people.members === undefined
      ? new Map<Key, User>()
      : await parts.read('the members under their logins of today', () => reader.members(renamed.sort()));
  const all = new Map([...users, ...(more ?? [])]);
  for (const { user, person } of lost) settle(all, person, accounts?.get(user));
  return {
    users: all,
    invitations: invitationsOf(people.invitations ?? new Map(), lost, accounts),
    accounts: new Map([...(accounts ?? [])].filter(([, { kind }]) => more !== undefined || kind !== 'renamed')),
    failed: accounts === undefined || more === undefined,
  };
}

interface Lost {
  readonly user: Key;
  readonly person: User;
}

/** People whom no list shows under the login of the state, with their id where it gives one. */
function lostAmong(asked: StandingsAsked, users: ReadonlyMap<Key, User>): readonly Lost[] {
  return [...asked.people].flatMap((user) => {
    const person = personIn(asked, user);
    if (person === undefined) return [];
    const found = users.get(keyOf(person.login));
    const isFound = found !== undefined && (person.id === undefined || found.id === person.id);
    return isFound ? [] : [{ user, person }];
  });
}

/** Where the members could not be read, an open invitation still tells where somebody stands. */
function isInvited({ invitations }: People, { login }: User): boolean {
  return invitations?.has(keyOf(login)) ?? false;
}

async function accountsOf(
  reader: LiveReader,
  lost: readonly Lost[],
  parts: PartReader,
): Promise<ReadonlyMap<Key, Lookup> | undefined> {
  const ids = lost.flatMap(({ person: { id } }) => id ?? []);
  const bare = lost.flatMap(({ person: { id, login } }) => (id === undefined ? [login] : []));
  if (ids.length + bare.length === 0) return new Map();
  return parts.read('the accounts behind logins', async () => {
    const logins = await reader.loginsOf(ids);
    const doubtful = lost.filter(({ person: { id, login } }) => {
      const today = id === undefined ? undefined : logins.get(id);
      return id !== undefined && (today === undefined || keyOf(today) !== keyOf(login));
    });
    const holders = await reader.accounts([...bare, ...doubtful.map(({ person }) => person.login)]);
    return new Map(lost.map(({ user, person }): [Key, Lookup] => [user, lookupOf(person, logins, holders)]));
  });
}

function lookupOf(
  { id, login }: User,
  logins: ReadonlyMap<number, string>,
  holders: Awaited<ReturnType<LiveReader['accounts']>>,
): Lookup {
  const holder = holders.get(keyOf(login));
  const taken = holder !== undefined && holder.kind !== 'missing';
  if (id === undefined) return taken ? { kind: 'same' } : { kind: 'gone', taken: false };
  const today = logins.get(id);
  if (today === undefined) return { kind: 'gone', taken };
  return keyOf(today) === keyOf(login) ? { kind: 'same' } : { kind: 'renamed', login: today, taken };
}

/**
 * Grants are listed by login alone, so whose login they mean must be known: an account that has another login gets it,
 * and whoever took over the login is set apart.
 */
function settle(users: Map<Key, User>, { login, id, role }: User, lookup: Lookup | undefined): void {
  if (id === undefined || lookup === undefined || lookup.kind === 'same') return;
  if (lookup.kind === 'renamed' && !users.has(keyOf(lookup.login)) && role === 'outside') {
    users.set(keyOf(lookup.login), { login: lookup.login, id, role });
  }
  // Nobody's id: all that counts is that it is not theirs.
  if (lookup.taken && !users.has(keyOf(login))) users.set(keyOf(login), { login, id: -id, role: 'outside' });
}

/** GitHub tells no id with an invitation. One under a login that somebody else has by now is that one's. */
function invitationsOf(
  all: ReadonlyMap<Key, User>,
  lost: readonly Lost[],
  accounts: ReadonlyMap<Key, Lookup> | undefined,
): ReadonlyMap<Key, User> {
  const theirs = new Map<Key, User>();
  for (const { user, person } of lost) {
    const lookup = accounts?.get(user);
    if (person.id !== undefined && (lookup === undefined || lookup.kind === 'gone')) continue;
    const key = keyOf(lookup?.kind === 'renamed' ? lookup.login : person.login);
    const invited = all.get(key);
    if (invited !== undefined) theirs.set(key, { ...invited, ...(person.id === undefined ? {} : { id: person.id }) });
  }
  return theirs;
}

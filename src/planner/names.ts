import { type EntryRef, type Entry, entryKey, type EntryKey } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Grant, OrgState, Repo, Team, User } from '../model/org-state.ts';

/** What users, teams and repositories of one state are called in another: a map for each, from key to key. */
export interface Names {
  readonly users: ReadonlyMap<Key, Key>;
  readonly teams: ReadonlyMap<Key, Key>;
  readonly repos: ReadonlyMap<Key, Key>;
}

interface Named {
  readonly id?: number;
  readonly previously?: readonly string[];
  readonly name?: string;
}

/**
 * Finds each user, team and repository of `from` in `to`: by numeric id; else by login, slug or name, though never a
 * person whose id says that it is somebody else; else by an old name that `to` lists,
 * or `from` where a rename is taken back. A team is found by its display name last of all, because
 * GitHub allows each only once. Who is not found keeps their key, set apart where someone else has it in `to`.
 */
export function matchNames(from: OrgState, to: OrgState): Names {
  return {
    users: match(from.users, to.users, { contradicts: hasAnotherId }),
    teams: match(from.teams, to.teams, { byName: byDisplayName(to.teams) }),
    repos: match(from.repos, to.repos, {}),
  };
}

function match<From extends Named, To extends Named>(
  from: ReadonlyMap<Key, From>,
  to: ReadonlyMap<Key, To>,
  {
    byName = new Map(),
    contradicts = () => false,
  }: { byName?: ReadonlyMap<string, Key>; contradicts?: (one: Named, other: Named | undefined) => boolean },
): Map<Key, Key> {
  const byId = new Map([...to].flatMap(([key, { id }]) => (id === undefined ? [] : [[id, key] as const])));
  const byOldName = new Map(
    [...to].flatMap(([key, { previously }]) => (previously ?? []).map((old) => [old.toLowerCase(), key])),
  );
  const names = new Map<Key, Key>();
  const taken = new Set<Key>();
  const settle = (find: (key: Key, item: From) => Key | undefined): void => {
    for (const [key, item] of from) {
      if (names.has(key)) continue;
      const found = find(key, item);
      if (found === undefined || taken.has(found) || contradicts(item, to.get(found))) continue;
      names.set(key, found);
      taken.add(found);
    }
  };
  settle((_, { id }) => (id === undefined ? undefined : byId.get(id)));
  settle((key) => (to.has(key) ? key : undefined));
  settle((key) => byOldName.get(key));
  settle((_, { previously }) => previously?.map(keyOf).find((old) => to.has(old)));
  settle((_, { name }) => (name === undefined ? undefined : byName.get(name.toLowerCase())));
  for (const [key, { id }] of from) {
    if (!names.has(key)) names.set(key, to.has(key) ? (`${key}#${id ?? ''}` as Key) : key);
  }
  return names;
}

/** Another account under the same login is another person. A team or repository made anew under its name is the same to us. */
function hasAnotherId(one: Named, other: Named | undefined): boolean {
  return one.id !== undefined && other?.id !== undefined && one.id !== other.id;
}

function byDisplayName(teams: ReadonlyMap<Key, Team>): Map<string, Key> {
  return new Map([...teams].map(([key, { name, slug }]) => [(name ?? slug).toLowerCase(), key]));
}

/** The same state with every key replaced; what people or GitHub call things stays as it is. */
export function renameState(state: OrgState, names: Names): OrgState {
  return {
    organization: state.organization,
    users: renameKeys(state.users, names.users, (user) => renameInvitation(user, names)),
    teams: renameKeys(state.teams, names.teams, (team) => renameTeam(team, names)),
    repos: renameKeys(state.repos, names.repos, (repo) => renameRepo(repo, names)),
  };
}

/** The same entry under the other state's names. */
export function renameRef(ref: EntryRef, names: Names): EntryRef {
  switch (ref.noun) {
    case 'base-permission':
    case 'policy':
      return ref;
    case 'user':
      return { ...ref, user: called(ref.user, names.users) };
    case 'team':
    case 'team-setting':
      return { ...ref, team: called(ref.team, names.teams) };
    case 'team-member':
      return { ...ref, team: called(ref.team, names.teams), user: called(ref.user, names.users) };
    case 'repo':
      return { ...ref, repo: called(ref.repo, names.repos) };
    case 'repo-team':
      return { ...ref, repo: called(ref.repo, names.repos), team: called(ref.team, names.teams) };
    case 'repo-collaborator':
      return { ...ref, repo: called(ref.repo, names.repos), user: called(ref.user, names.users) };
  }
}

/** Entries, or anything else that carries a `ref`, keyed anew under the other state's names. */
export function renameEntries<E extends Pick<Entry, 'ref'>>(
  entries: ReadonlyMap<EntryKey, E>,
  names: Names,
): Map<EntryKey, E> {
  return new Map(
    [...entries.values()].map((entry) => {
      const ref = renameRef(entry.ref, names);
      return [entryKey(ref), { ...entry, ref }];
    }),
  );
}

function called(key: Key, names: ReadonlyMap<Key, Key>): Key {
  return names.get(key) ?? key;
}

function renameKeys<Value>(
  map: ReadonlyMap<Key, Value>,
  names: ReadonlyMap<Key, Key>,
  rename: (value: Value) => Value = (value) => value,
): Map<Key, Value> {
  return new Map([...map].map(([key, value]) => [called(key, names), rename(value)]));
}

function renameInvitation(user: User, names: Names): User {
  const teams = user.invitation?.teams;
  if (user.invitation === undefined || teams === undefined) return user;
  return {
    ...user,
    invitation: { ...user.invitation, teams: new Set([...teams].map((team) => called(team, names.teams))) },
  };
}

function renameTeam(team: Team, names: Names): Team {
  return {
    ...team,
    ...(team.parent === undefined ? {} : { parent: called(team.parent, names.teams) }),
    members: renameKeys(team.members, names.users),
  };
}

function renameRepo(repo: Repo, names: Names): Repo {
  return {
    ...repo,
    teams: renameKeys<Grant>(repo.teams, names.teams),
    collaborators: renameKeys<Grant>(repo.collaborators, names.users),
  };
}

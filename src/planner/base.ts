import { type Entries, type EntryRef, entryKey, type Touch, type Touches } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState, Repo, Team, User } from '../model/org-state.ts';
import { remembered } from './lookups.ts';
import { matchNames, type Names, renameEntries, renameState } from './names.ts';

/** The state as one commit of the default branch has it; null for files that are not committed. */
export interface Version {
  readonly commit: string | null;
  readonly state: OrgState;
  readonly entries: Entries;
}

/**
 * What the planner compares with: the state applied last, and what the commits since then did to it. All of it is in
 * the names that the newest version uses.
 */
export interface Base {
  /** Null at first adoption: nothing was applied yet, so nothing can be removed. */
  readonly commit: string | null;
  readonly state: OrgState;
  /** Everything that `base` or any commit since then held. What of it desired no longer holds is to go. */
  readonly stood: OrgState;
  readonly touches: Touches;
}

/**
 * Follows the default branch from the version applied last to the newest, step by step. The union of what the commits
 * touched, never the net difference: a run killed half-way whose merge was then reverted must find what it did.
 * @param versions oldest first; the first is `base`, unless `firstRun`, where there is none and all of it is new
 */
export function baseOf(versions: readonly Version[], firstRun = false): Base {
  const [first, ...later] = firstRun ? [emptyLike(versions), ...versions] : versions;
  if (first === undefined) throw new Error('baseOf needs at least one version');
  let base: Base = {
    commit: firstRun ? null : first.commit,
    state: first.state,
    stood: first.state,
    touches: new Map(),
  };
  let before = first;
  for (const version of later) {
    base = follow(base, before, version);
    before = version;
  }
  return base;
}

function emptyLike(versions: readonly Version[]): Version {
  const organization = versions[0]?.state.organization ?? { name: '', customRoles: new Map() };
  return {
    commit: null,
    state: { organization, users: new Map(), teams: new Map(), repos: new Map() },
    entries: new Map(),
  };
}

/** One step: everything known so far is brought to the names of the next version, then the two are compared. */
function follow(base: Base, before: Version, after: Version): Base {
  const names = matchNames(base.stood, after.state);
  const earlier = renameEntries(before.entries, names);
  const touches = renameEntries<Touch>(base.touches, names);
  for (const touch of touchesBetween(earlier, after, names)) touches.set(entryKey(touch.ref), touch);
  for (const [key, touch] of touches) if (isLetGo(touch.ref, after.state)) touches.delete(key);
  return {
    commit: base.commit,
    state: renameState(base.state, names),
    stood: union(renameState(base.stood, names), after.state),
    touches,
  };
}

/** @param names what the earlier version's keys were called, to today's: a new name is a change of that entry alone */
function* touchesBetween(earlier: Entries, after: Version, names: Names): Generator<Touch> {
  const renamed = new Set(
    [names.users, names.teams, names.repos].flatMap((map) =>
      [...map].flatMap(([from, to]) => (from === to ? [] : [to])),
    ),
  );

  for (const [key, entry] of after.entries) {
    const was = earlier.get(key);
    if (was?.text === entry.text && !isRenamed(entry.ref, renamed)) continue;
    const how = was === undefined ? 'added' : 'changed';
    yield { ref: entry.ref, how, commit: after.commit, file: entry.file, line: entry.line };
  }
  for (const [key, entry] of earlier) {
    if (after.entries.has(key)) continue;
    yield { ref: entry.ref, how: 'removed', commit: after.commit, file: entry.file, line: entry.line };
  }
}

function isRenamed(ref: EntryRef, renamed: ReadonlySet<Key>): boolean {
  if (ref.noun === 'user') return renamed.has(ref.user);
  if (ref.noun === 'team') return renamed.has(ref.team);
  return ref.noun === 'repo' && renamed.has(ref.repo);
}

/** Whether the file that an entry belongs to says `managed: false`: it holds nothing, and lets go without removing. */
function isLetGo(ref: EntryRef, state: OrgState): boolean {
  if ('repo' in ref) return state.repos.get(ref.repo)?.managed === false;
  if ('team' in ref) return state.teams.get(ref.team)?.managed === false;
  return false;
}

/** Both states in one; where both have something, the later one's word stands and the earlier one's lists are added. */
function union(earlier: OrgState, later: OrgState): OrgState {
  return {
    organization: later.organization,
    users: new Map([...earlier.users, ...later.users]),
    teams: unionOf(earlier.teams, later.teams, (was, is) => ({
      ...is,
      members: new Map([...was.members, ...is.members]),
    })),
    repos: unionOf(earlier.repos, later.repos, (was, is) => ({
      ...is,
      teams: new Map([...was.teams, ...is.teams]),
      collaborators: new Map([...was.collaborators, ...is.collaborators]),
    })),
  };
}

/** A file with `managed: false` holds nothing, before or after. */
function unionOf<Item extends Team | Repo>(
  earlier: ReadonlyMap<Key, Item>,
  later: ReadonlyMap<Key, Item>,
  both: (was: Item, is: Item) => Item,
): Map<Key, Item> {
  const all = new Map(earlier);
  for (const [key, is] of later) {
    const was = earlier.get(key);
    const merged = was?.managed && is.managed ? both(was, is) : is;
    all.set(key, was === undefined ? merged : { ...merged, previously: oldNames(was, is) });
  }
  return all;
}

/** Every name that it went by, but for today's: live may still use any of them. */
function oldNames(was: Team | Repo, is: Team | Repo): string[] {
  const today = keyOf(nameOf(is));
  const names = [...is.previously, ...was.previously, nameOf(was)].filter((name) => keyOf(name) !== today);
  return [...new Set(names)];
}

function nameOf(item: Team | Repo): string {
  return 'slug' in item ? item.slug : item.name;
}

/** Live under the names that the newest version uses; who stood and no longer does is found by the names used last. */
export function inStateNames(live: OrgState, base: Base): OrgState {
  return renameState(live, matchNames(live, base.stood));
}

/** Whether the commits since `base` touched an entry. */
export function isTouched(base: Base, ref: EntryRef): boolean {
  return base.touches.has(entryKey(ref));
}

/** Whether a login and its id stand together for the first time. */
export function isNewPair({ state }: Base, key: Key, { login, id }: User): boolean {
  const before = state.users.get(key);
  return id !== undefined && (before?.id !== id || keyOf(before.login) !== keyOf(login));
}

/** The people whom any line names that the commits since `base` touched. */
export const touchedPeople = remembered(
  ({ touches }: Base): ReadonlySet<Key> =>
    new Set([...touches.values()].flatMap(({ ref }) => ('user' in ref ? [ref.user] : []))),
);

import type { Account } from '../model/account.ts';
import type { Change, ChangeBody, Cause } from '../model/change.ts';
import type { Departures } from '../model/departure.ts';
import { type Attribution, type Entries, type EntryRef, entryKey } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState, TeamRole, User } from '../model/org-state.ts';
import type { Finding, Scope, Unmanaged } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import { type Base, isTouched, touchedPeople } from './base.ts';
import { grantsOf } from './lookups.ts';

/** All that the comparison needs, in desired's names throughout. */
export interface Sides {
  readonly desired: OrgState;
  readonly live: OrgState;
  readonly base: Base;
  /** Where desired's entries stand in the files. */
  readonly entries: Entries;
  readonly policy: Policy;
  readonly scope: Scope;
  /** What GitHub says of logins that are to be invited or granted access, by folded login. */
  readonly accounts: ReadonlyMap<Key, Account>;
  /** How often an invitation was sent in vain, by folded login. */
  readonly attempts: ReadonlyMap<Key, number>;
  /** Whose invitation an earlier run cleared to send another, which it did not come to. */
  readonly cleared: ReadonlySet<Key>;
  /** Whom a run took out of the organisation and who is to be invited, or was. */
  readonly departures: Departures;
  /** ISO time, by GitHub's clock. */
  readonly now: string;
}

/** What comparing one noun brought to light. */
export interface Draft {
  readonly changes: Change[];
  readonly unmanaged: Unmanaged[];
  readonly findings: Finding[];
}

export function emptyDraft(): Draft {
  return { changes: [], unmanaged: [], findings: [] };
}

/** One change with its reason and the lines that it rests on: it is attributed to the first of them. */
export function explained(body: ChangeBody, reason: string, lines: readonly Attribution[], cause?: Cause): Change {
  const [attribution = null, ...restsOn] = lines;
  return {
    ...body,
    reason,
    attribution,
    ...(restsOn.length === 0 ? {} : { restsOn }),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** Whether this run looks at an entry: a whole run at all, a run on merge at what the commits since base touched. */
export function inScope(sides: Sides, ...refs: readonly EntryRef[]): boolean {
  return sides.scope.kind === 'full' || refs.some((ref) => isTouched(sides.base, ref));
}

/** Whether a commit since `base` touched any of these: then desired is brought about, whatever happened by hand. */
export function anyTouched(sides: Sides, ...refs: readonly EntryRef[]): boolean {
  return refs.some((ref) => isTouched(sides.base, ref));
}

/**
 * The lines that say these entries, each with its commit: first those that a commit since `base` touched, then where the
 * others stand today. The commit of those is not known without asking git, and is left null. What a file says of itself
 * stands on no line of its own, and so counts untouched only where there is no other.
 */
export function linesOf(sides: Sides, ...refs: readonly EntryRef[]): readonly Attribution[] {
  const untouched = refs.filter((ref) => !isTouched(sides.base, ref));
  const own = untouched.filter(({ noun }) => noun !== 'team' && noun !== 'repo');
  const lines = [...touchedLines(sides, refs), ...standingLines(sides, own)];
  return lines.length > 0 ? lines : standingLines(sides, untouched).slice(0, 1);
}

/** The first of these lines alone, where the other entries are named only for want of it. */
export function lineOf(sides: Sides, ...refs: readonly EntryRef[]): readonly Attribution[] {
  return linesOf(sides, ...refs).slice(0, 1);
}

function touchedLines({ base, entries }: Sides, refs: readonly EntryRef[]): Attribution[] {
  return refs.flatMap((ref) => {
    const touch = base.touches.get(entryKey(ref));
    if (touch === undefined) return [];
    const { file, line } = entries.get(entryKey(ref)) ?? touch;
    return [{ commit: touch.commit, file, line }];
  });
}

function standingLines({ entries }: Sides, refs: readonly EntryRef[]): Attribution[] {
  return refs.flatMap((ref) => {
    const entry = entries.get(entryKey(ref));
    return entry === undefined ? [] : [{ commit: null, file: entry.file, line: entry.line }];
  });
}

/** The line of policy that asks for the removal of what is unmanaged; its commit is not known without asking git. */
export function policyLine({ policy }: Sides): readonly Attribution[] {
  return policy.unmanagedLine === undefined ? [] : [{ commit: null, ...policy.unmanagedLine }];
}

/** The role in the organisation that takes effect: a suspended owner is a member. Undefined: not in desired. */
export function wantedRole(sides: Pick<Sides, 'desired'>, user: Key): User['role'] | undefined {
  const wanted = sides.desired.users.get(user);
  return wanted?.suspended !== undefined && wanted.role === 'owner' ? 'member' : wanted?.role;
}

export function isSuspended(sides: Sides, user: Key): boolean {
  return sides.desired.users.get(user)?.suspended !== undefined;
}

type ActiveMember = User & { readonly invitation?: never };

/** A member now, invitation accepted. */
export function isActiveMember(user: User | undefined): user is ActiveMember {
  return user !== undefined && user.role !== 'outside' && user.invitation === undefined;
}

/** Owners are maintainers of every team they are in: GitHub makes them so, whatever is asked. */
export function effectiveTeamRole(role: TeamRole, orgRole: User['role'] | undefined): TeamRole {
  return orgRole === 'owner' ? 'maintainer' : role;
}

/**
 * The person has no access by decision of this plan's state: they leave the organisation or become outside, and that
 * one request takes all the rest with it.
 */
export function leavesTeams(sides: Sides, user: Key): boolean {
  const role = wantedRole(sides, user);
  return (role === undefined && stoodAsUser(sides, user)) || role === 'outside' || leavesAsUnmanaged(sides, user);
}

/** In live, in neither base nor desired, and policy removes such members and invitations. */
export function leavesAsUnmanaged(sides: Sides, user: Key): boolean {
  const live = sides.live.users.get(user);
  if (sides.policy.unmanaged !== 'remove' || live === undefined || live.role === 'outside') return false;
  return live.invitation?.state !== 'failed' && !sides.desired.users.has(user) && !stoodAsUser(sides, user);
}

/**
 * What changes call a team: as desired does, else as live does. Where that slug means another team by now, the key that
 * sets the two apart; the writer's directory knows the slug behind it.
 */
export function slugOf({ desired, live }: Pick<Sides, 'desired' | 'live'>, team: Key): string {
  const found = live.teams.get(team);
  const slug = desired.teams.get(team)?.slug ?? found?.slug ?? team;
  const own = keyOf(slug);
  return own !== team && (desired.teams.has(own) || live.teams.has(own)) ? team : slug;
}

/** Whether base or a commit since held this person. */
export function stoodAsUser(sides: Sides, user: Key): boolean {
  return sides.base.stood.users.has(user);
}

/**
 * Who stands in desired as before, is gone from live, and whom no commit since `base` touched: removed by hand in an
 * emergency, or left. Nothing of theirs is given back until a commit touches a line of theirs.
 */
export function isDeparted(sides: Sides, user: Key): boolean {
  if (sides.live.users.has(user) || !sides.desired.users.has(user) || isPersonTouched(sides, user)) return false;
  if (sides.cleared.has(user)) return false;
  // An outside collaborator who has not accepted any invitation to a repository yet is in no list of people.
  return grantsOf(sides.live, user).length === 0;
}

/** Whether a commit since `base` touched any line that names the person. */
export function isPersonTouched(sides: Sides, user: Key): boolean {
  return touchedPeople(sides.base).has(user);
}

/** The keys of several maps, each once, in a fixed order. */
export function keysOf(...maps: readonly ReadonlyMap<Key, unknown>[]): Key[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
}

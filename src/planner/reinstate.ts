import type { Departure, Holdings } from '../model/departure.ts';
import type { EntryRef } from '../model/entry.ts';
import type { Key } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import { isLowered } from '../model/permission.ts';
import { remembered } from './lookups.ts';
import { effectiveTeamRole, type Sides, wantedRole } from './sides.ts';

/** Whether somebody who is to be invited is asked back with all that they held, and why. */
export interface Reinstatement {
  readonly reinstate: boolean;
  /** The end of a sentence about them. */
  readonly why: string;
}

/**
 * GitHub gives back role, teams and direct grants to who was a member within three months. It gives all of it or
 * nothing, so it is asked to only where desired gives no less.
 * @returns undefined for who is not known to have been a member: nothing is to be said about that
 * @see https://docs.github.com/en/organizations/managing-membership-in-your-organization/reinstating-a-former-member-of-your-organization
 */
export function reinstatementOf(sides: Sides, user: Key): Reinstatement | undefined {
  const departure = sides.departures.get(user);
  if (departure === undefined) return undefined;
  const since = `was ${departure.held.role === 'owner' ? 'an owner' : 'a member'} until ${departure.at.slice(0, 10)}`;
  const hindrance = hindranceTo(sides, user, departure);
  return hindrance === undefined
    ? { reinstate: true, why: `reinstated: ${since}, held ${summaryOf(departure.held)}` }
    : { reinstate: false, why: `not reinstated: ${since}, ${hindrance}` };
}

function hindranceTo(sides: Sides, user: Key, { at, held, stripped }: Departure): string | undefined {
  if (sides.live.users.get(user)?.role === 'outside') return 'and is an outside collaborator now';
  if (!isWithinWindow(at, sides.now)) return 'more than three months ago, and GitHub keeps nothing for longer';
  if (stripped) return 'and had lost their access before';
  const isNothing = held.teams.size + held.repos.size === 0;
  if (isNothing && desiredOf(sides, user).teams.size > 0) return 'and was in no team';
  const [first, ...others] = beyondDesired(sides, user, held);
  if (first === undefined) return held.role === wantedRole(sides, user) ? undefined : 'and is to be an owner';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `and held more than the state gives now: ${nameOf(first)}${more}`;
}

type Compared = Pick<Sides, 'desired' | 'live'>;

/**
 * What somebody has taken out of the state since an open reinstatement was sent that acceptance would bring back. Where
 * the departure is known it decides: what they did not hold does not come back.
 */
export function takenOutSince(sides: Compared & Pick<Sides, 'base' | 'departures'>, user: Key): readonly EntryRef[] {
  const { base, departures } = sides;
  const { role } = holdingsIn(base.state, user);
  const taken = beyondDesired(sides, user, { ...holdingsIn(base.stood, user), role });
  const departure = departures.get(user);
  return taken.length === 0 || departure === undefined ? taken : beyondDesired(sides, user, departure.held);
}

/** Calendar months, ending with the month where it is shorter. On the last day GitHub may count otherwise, and refuse. */
function isWithinWindow(at: string, now: string): boolean {
  const end = new Date(at);
  const day = end.getUTCDate();
  end.setUTCMonth(end.getUTCMonth() + 3);
  if (end.getUTCDate() !== day) end.setUTCDate(0);
  return Date.parse(now) < end.getTime();
}

/**
 * The lines by which somebody holding this would have more than desired gives them.
 * @param held a member's or an owner's
 */
function beyondDesired(sides: Compared, user: Key, held: Holdings): readonly EntryRef[] {
  const wanted = desiredOf(sides, user);
  // An owner may do everything everywhere.
  if (held.role === 'owner') return wanted.role === 'owner' ? [] : [{ noun: 'user', user }];
  const { customRoles } = sides.live.organization;
  return [
    ...[...held.teams].flatMap(([team, role]): EntryRef[] => {
      const given = wanted.teams.get(team);
      return given === role || given === 'maintainer' ? [] : [{ noun: 'team-member', team, user }];
    }),
    ...[...held.repos].flatMap(([repo, role]): EntryRef[] => {
      const given = wanted.role === 'owner' ? 'admin' : wanted.repos.get(repo);
      const isGiven = given !== undefined && !isLowered(role, given, customRoles);
      return isGiven ? [] : [{ noun: 'repo-collaborator', repo, user }];
    }),
  ];
}

function desiredOf(sides: Compared, user: Key): Holdings {
  const role = wantedRole(sides, user) ?? 'member';
  const { teams, repos } = holdingsIn(sides.desired, user);
  return { role, repos, teams: new Map([...teams].map(([team, own]) => [team, effectiveTeamRole(own, role)])) };
}

/** What a state gives a person, but for what it has let go of. */
export function holdingsIn(state: OrgState, user: Key): Holdings {
  const nothing = { teams: new Map<Key, never>(), repos: new Map<Key, never>() };
  const { teams, repos } = holdings(state).get(user) ?? nothing;
  return { role: state.users.get(user)?.role ?? 'member', teams, repos };
}

type Lists = { readonly teams: Map<Key, 'member' | 'maintainer'>; readonly repos: Map<Key, string> };

const holdings = remembered((state: OrgState): ReadonlyMap<Key, Lists> => {
  const all = new Map<Key, Lists>();
  const of = (user: Key): Lists => {
    const known = all.get(user) ?? { teams: new Map(), repos: new Map() };
    all.set(user, known);
    return known;
  };
  for (const [team, { managed, members }] of state.teams)
    for (const [user, { role }] of managed ? members : []) of(user).teams.set(team, role);
  for (const [repo, { managed, collaborators }] of state.repos)
    for (const [user, { role }] of managed ? collaborators : []) of(user).repos.set(repo, role);
  return all;
});

function nameOf(ref: EntryRef): string {
  if (ref.noun === 'team-member') return ref.team;
  return ref.noun === 'repo-collaborator' ? ref.repo : 'the role of an owner';
}

function summaryOf({ teams, repos }: Holdings): string {
  const parts = [counted(teams.size, 'team', 'teams'), counted(repos.size, 'direct grant', 'direct grants')];
  const some = parts.filter((part) => part !== '');
  return some.length === 0 ? 'nothing besides' : some.join(' and ');
}

function counted(count: number, one: string, several: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : several}`;
}

import type { Key } from '../../model/identity.ts';
import type { OrgState, User } from '../../model/org-state.ts';
import { compare } from '../../model/order.ts';
import { isLowered, type RepositoryRole, strengthOf } from '../../model/permission.ts';
import type { Outstanding } from '../../model/standing.ts';
import { ancestorsOf, strongest } from '../inheritance.ts';
import { effectiveTeamRole, wantedRole } from '../sides.ts';
import { type Due, dueOf, type TeamRepo } from './due.ts';
import type { Facts } from './facts.ts';

/** What desired gives a member and live does not show; and what could not be read that would have told. */
export interface Comparison {
  readonly outstanding: readonly Outstanding[];
  /** Names of teams and repositories that could not be read and bear on this person, sorted. */
  readonly unread: readonly string[];
}

type Looking = Pick<Facts, 'desired' | 'live'>;

/** @param member as live has them, a member with an active membership */
export function outstandingOf(facts: Looking, user: Key, member: User): Comparison {
  const due = dueOf(facts.desired, user);
  const parts = [ofRole(facts, user, member), ofBase(facts, member), ofTeams(facts, user, member, due)];
  // Owners do everything everywhere.
  if (member.role !== 'owner') parts.push(ofRepos(facts, user, due), ofTeamRepos(facts, due));
  const outstanding = parts.flatMap((part) => part.outstanding);
  return {
    outstanding: [...new Map(outstanding.map((each) => [orderOf(each), each])).entries()]
      .sort(([one], [other]) => compare(one, other))
      .map(([, each]) => each),
    unread: [...new Set(parts.flatMap(({ unread }) => unread))].sort(),
  };
}

/** Everything that desired gives somebody who is in no way there yet. */
export function allOutstanding({ desired }: Pick<Facts, 'desired'>, user: Key): readonly Outstanding[] {
  const role = wantedRole({ desired }, user);
  const { teams, repos } = dueOf(desired, user);
  return [
    ...(role === undefined || role === 'outside' ? [] : [{ kind: 'role' as const, role }]),
    ...[...teams].map(([team, own]) => ({ kind: 'team' as const, team: slugIn(desired, team), role: own })),
    ...[...repos].map(([repo, own]) => ({ kind: 'repo' as const, repo: repoIn(desired, repo), role: own })),
  ].sort((one, other) => compare(orderOf(one), orderOf(other)));
}

const nothing: Comparison = { outstanding: [], unread: [] };

function ofRole({ desired }: Looking, user: Key, member: User): Comparison {
  const role = wantedRole({ desired }, user);
  return role === undefined || role === member.role ? nothing : { outstanding: [{ kind: 'role', role }], unread: [] };
}

/** What every member may do everywhere, where the state says it. */
function ofBase({ desired, live }: Looking, { role }: User): Comparison {
  const wanted = desired.organization.basePermission ?? 'none';
  if (wanted === 'none' || role === 'owner') return nothing;
  if (live.missing.organization) return { outstanding: [], unread: ['the base permission'] };
  const { basePermission = 'none', customRoles } = live.state.organization;
  if (!isLowered(wanted, basePermission, customRoles)) return nothing;
  return { outstanding: [{ kind: 'repo', repo: '*', role: wanted }], unread: [] };
}

function ofTeams({ desired, live }: Looking, user: Key, member: User, { teams }: Due): Comparison {
  const unread: string[] = [];
  const outstanding = [...teams].flatMap(([team, role]): Outstanding[] => {
    const slug = slugIn(desired, team);
    if (live.missing.teams.has(team)) unread.push(slug);
    if (live.missing.teams.has(team)) return [];
    const own = live.state.teams.get(team)?.members.get(user)?.role;
    const has = own === undefined ? undefined : effectiveTeamRole(own, member.role);
    const wanted = effectiveTeamRole(role, member.role);
    return has === wanted || has === 'maintainer' ? [] : [{ kind: 'team', team: slug, role: wanted }];
  });
  return { outstanding, unread };
}

function ofRepos({ desired, live }: Looking, user: Key, { repos }: Due): Comparison {
  const unread: string[] = [];
  const outstanding = [...repos].flatMap(([repo, role]): Outstanding[] => {
    const name = repoIn(desired, repo);
    if (isBelowBase(live.state, role)) return [];
    if (live.missing.repos.has(repo)) unread.push(name);
    if (live.missing.repos.has(repo)) return [];
    const grant = live.state.repos.get(repo)?.collaborators.get(user);
    const has = grant?.invitation === undefined ? grant?.role : undefined;
    return isEnough(live.state, has, role) ? [] : [{ kind: 'repo', repo: name, role }];
  });
  return { outstanding, unread };
}

/** GitHub refuses to grant a member less than the base permission gives, so there is nothing to see. */
function isBelowBase({ organization }: OrgState, role: RepositoryRole): boolean {
  const { basePermission, customRoles } = organization;
  if (basePermission === undefined) return false;
  const [base, level] = [strengthOf(basePermission, customRoles), strengthOf(role, customRoles)];
  return base !== undefined && level !== undefined && level < base;
}

function ofTeamRepos({ desired, live }: Looking, { teamRepos }: Due): Comparison {
  const unread: string[] = [];
  const outstanding = teamRepos.flatMap((due): Outstanding[] => {
    const { team, granted, repo, role } = due;
    if (isEnough(live.state, roleOfTeam(live.state, team, repo), role)) return [];
    const missing = [team, granted].find((key) => live.missing.teams.has(key));
    if (missing !== undefined) unread.push(slugIn(desired, missing));
    if (missing !== undefined) return [];
    return [
      { kind: 'team-repo', team: slugIn(desired, lackingIn(live.state, due)), repo: repoIn(desired, repo), role },
    ];
  });
  return { outstanding, unread };
}

/** The team whose grant it is, or where that one has it and is not above the person's team in live, the person's. */
function lackingIn(live: OrgState, { team, granted, repo, role }: TeamRepo): Key {
  return isEnough(live, roleOfTeam(live, granted, repo), role) ? team : granted;
}

/**
 * What a team may do in a repository, by its own grant or a parent's: GitHub may list the two alike, and to those in the
 * team they are.
 */
function roleOfTeam(live: OrgState, team: Key, repo: Key): RepositoryRole | undefined {
  const grants = live.repos.get(repo)?.teams;
  const roles = [team, ...ancestorsOf(live, team)].flatMap((key) => grants?.get(key)?.role ?? []);
  return strongest(live, roles);
}

/** Whether what live shows is no less than what desired gives. */
export function isEnough(live: OrgState, has: RepositoryRole | undefined, wanted: RepositoryRole): boolean {
  return has !== undefined && !isLowered(wanted, has, live.organization.customRoles);
}

function slugIn({ teams }: OrgState, team: Key): string {
  return teams.get(team)?.slug ?? team;
}

export function repoIn({ repos }: OrgState, repo: Key): string {
  return repos.get(repo)?.name ?? repo;
}

const kinds = ['role', 'team', 'repo', 'team-repo'] as const;

function orderOf(each: Outstanding): string {
  const { kind, team, repo } = { team: '', repo: '', ...each };
  return `${kinds.indexOf(kind)} ${team} ${repo}`;
}

import type { RepositoryRole } from '../../model/permission.ts';
import { strengthOf } from '../../model/permission.ts';
import { isOwner } from './members.ts';
import { ancestorsOf, descendantsOf } from './teams.ts';
import type { Repo, Team, World } from './world.ts';

/** One way that somebody has to a repository. */
export interface AccessSource {
  readonly from: 'organization' | 'team' | 'repository';
  readonly role: RepositoryRole;
  /** The team that the grant stands on, which may be above the one the person is in. */
  readonly team?: Team;
}

/** How strong a role, or the base permission, is here; an unknown custom role counts as its weakest possible. */
export function strength(world: World, role: RepositoryRole): number {
  return strengthOf(role, world.organization.customRoles) ?? 0;
}

/** The stronger of two roles; undefined is none. */
export function stronger(
  world: World,
  one: RepositoryRole | undefined,
  other: RepositoryRole | undefined,
): RepositoryRole | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return strength(world, other) > strength(world, one) ? other : one;
}

/** A team's role on a repository with what it inherits from the teams above it, and the team each comes from. */
export function teamGrants(world: World, team: Team, repo: number): { role: RepositoryRole; team: Team }[] {
  return [team, ...ancestorsOf(world, team)].flatMap((holder) => {
    const role = holder.repos.get(repo);
    return role === undefined ? [] : [{ role, team: holder }];
  });
}

/** Every repository that a team reaches, with the strongest of its own role and those of the teams above it. */
export function reposOfTeam(world: World, team: Team): Map<number, RepositoryRole> {
  const found = new Map<number, RepositoryRole>();
  for (const holder of [team, ...ancestorsOf(world, team)]) {
    for (const [repo, role] of holder.repos) found.set(repo, stronger(world, found.get(repo), role) ?? role);
  }
  return found;
}

/** What a person's teams give, by repository, the strongest of each. */
export function reposOfTeamsOf(world: World, account: number): Map<number, RepositoryRole> {
  const found = new Map<number, RepositoryRole>();
  for (const team of world.teams.values()) {
    if (!team.members.has(account)) continue;
    for (const [repo, role] of reposOfTeam(world, team))
      found.set(repo, stronger(world, found.get(repo), role) ?? role);
  }
  return found;
}

/** The role that a person has on a repository in the end, by all ways; undefined is none. */
export function roleOn(world: World, account: number, repo: Repo): RepositoryRole | undefined {
  return strongestOf(world, sourcesOf(world, account, repo));
}

function strongestOf(world: World, sources: readonly AccessSource[]): RepositoryRole | undefined {
  return sources.reduce<RepositoryRole | undefined>((best, { role }) => stronger(world, best, role), undefined);
}

/** Every way that a person has to a repository: owning the organisation, its base permission, teams, a direct grant. */
export function sourcesOf(world: World, account: number, repo: Repo): AccessSource[] {
  const sources: AccessSource[] = [];
  const { basePermission } = world.organization;
  if (isOwner(world, account)) sources.push({ from: 'organization', role: 'admin' });
  else if (world.members.has(account) && basePermission !== 'none') {
    sources.push({ from: 'organization', role: basePermission });
  }
  for (const team of world.teams.values()) {
    if (!team.members.has(account)) continue;
    for (const grant of teamGrants(world, team, repo.id)) sources.push({ from: 'team', ...grant });
  }
  const direct = repo.collaborators.get(account);
  if (direct !== undefined) sources.push({ from: 'repository', role: direct });
  return sources;
}

/** Everybody who can reach a repository, with their strongest role: one pass, however many members there are. */
export function everybodyOn(world: World, repo: Repo): Map<number, RepositoryRole> {
  const found = new Map<number, RepositoryRole>();
  const add = (account: number, role: RepositoryRole): void => {
    found.set(account, stronger(world, found.get(account), role) ?? role);
  };
  const { basePermission } = world.organization;
  for (const [account, { role }] of world.members) {
    if (role === 'admin') add(account, 'admin');
    else if (basePermission !== 'none') add(account, basePermission);
  }
  for (const team of world.teams.values()) {
    const role = team.repos.get(repo.id);
    if (role === undefined) continue;
    for (const reached of [team, ...descendantsOf(world, team)]) {
      for (const account of reached.members.keys()) add(account, role);
    }
  }
  for (const [account, role] of repo.collaborators) add(account, role);
  return found;
}

import type { Key } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import { isLowered, type RepositoryRole } from '../model/permission.ts';
import { ancestorsOf } from './inheritance.ts';

/** Whether a team or the base permission gives the person at least this role in the repository. */
export function hasOtherWay(live: OrgState, repo: Key, user: Key, role: RepositoryRole): boolean {
  const { basePermission, customRoles } = live.organization;
  const reaches = (other: RepositoryRole | undefined): boolean =>
    other !== undefined && !isLowered(role, other, customRoles);
  if (reaches(basePermission) && live.users.get(user)?.role !== 'outside') return true;
  return teamRolesIn(live, repo, user).some(reaches);
}

/** The roles that the person's teams and the teams above those have in the repository. */
export function teamRolesIn(live: OrgState, repo: Key, user: Key): RepositoryRole[] {
  const grants = live.repos.get(repo)?.teams;
  if (grants === undefined) return [];
  const theirs = [...live.teams].filter(([, { members }]) => members.has(user)).map(([team]) => team);
  const reaching = new Set(theirs.flatMap((team) => [team, ...ancestorsOf(live, team)]));
  return [...grants].filter(([team]) => reaching.has(team)).map(([, { role }]) => role);
}

/** Whether the commits since base make an outside collaborator of a member. */
export function isConverted(base: OrgState, desired: OrgState, user: Key): boolean {
  const before = base.users.get(user)?.role;
  return before !== undefined && before !== 'outside' && desired.users.get(user)?.role === 'outside';
}

/**
 * Whether a grant may be what GitHub left of a conversion that an earlier run made and could not finish: the person had
 * a team in base that reached the repository.
 */
export function mayBeLeftOver(base: OrgState, desired: OrgState, repo: Key, user: Key): boolean {
  return isConverted(base, desired, user) && teamRolesIn(base, repo, user).length > 0;
}

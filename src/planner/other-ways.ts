import type { Key } from '../model/identity.ts';
import type { Grant, OrgState } from '../model/org-state.ts';
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
export function teamRolesIn(state: OrgState, repo: Key, user: Key): RepositoryRole[] {
  return teamGrantsIn(state, repo, user).map(({ role }) => role);
}

/** The grants of the person's teams and of the teams above those in the repository. */
export function teamGrantsIn(state: OrgState, repo: Key, user: Key): Grant[] {
  const grants = state.repos.get(repo)?.teams;
  if (grants === undefined) return [];
  const theirs = [...state.teams].filter(([, { members }]) => members.has(user)).map(([team]) => team);
  const reaching = new Set(theirs.flatMap((team) => [team, ...ancestorsOf(state, team)]));
  return [...grants].filter(([team]) => reaching.has(team)).map(([, grant]) => grant);
}

/**
 * Whether a grant may be what GitHub left of a conversion that an earlier run made and could not finish: the person is
 * to be outside, and base or a commit since had them in a team that reached the repository.
 */
export function mayBeLeftOver(stood: OrgState, desired: OrgState, repo: Key, user: Key): boolean {
  return desired.users.get(user)?.role === 'outside' && teamRolesIn(stood, repo, user).length > 0;
}

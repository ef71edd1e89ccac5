import type { AccessPair } from '../model/change.ts';
import type { Key } from '../model/identity.ts';
import type { OrgState, Repo } from '../model/org-state.ts';
import { compare } from '../model/order.ts';
import { isLowered, type RepositoryRole } from '../model/permission.ts';

/** The teams above a team, nearest first. Ends at a cycle, should anybody ever report one. */
export function ancestorsOf(state: OrgState, team: Key): Key[] {
  const above: Key[] = [];
  let parent = state.teams.get(team)?.parent;
  while (parent !== undefined && !above.includes(parent)) {
    above.push(parent);
    parent = state.teams.get(parent)?.parent;
  }
  return above;
}

/**
 * What a team and those below it would lose if it stood under another parent: each team and repository for which the
 * parents of today give more than the parents of tomorrow and the team's own grant.
 */
export function lostByMoving(live: OrgState, team: Key, parent: Key | undefined): AccessPair[] {
  const today = ancestorsOf(live, team);
  const tomorrow = parent === undefined ? [] : [parent, ...ancestorsOf(live, parent)];
  const lost: AccessPair[] = [];
  for (const below of [team, ...descendantsOf(live, team)]) {
    const between = [below, ...ancestorsOf(live, below)].filter((above) => !today.includes(above));
    for (const repo of live.repos.values()) {
      const before = strongest(
        live,
        [...between, ...today].map((key) => ownRole(repo, key)),
      );
      const after = strongest(
        live,
        [...between, ...tomorrow].map((key) => ownRole(repo, key)),
      );
      if (before === undefined) continue;
      if (after === undefined || isLowered(before, after, live.organization.customRoles)) {
        lost.push({ team: live.teams.get(below)?.slug ?? below, repo: repo.name });
      }
    }
  }
  return lost.sort((a, b) => compare(a.team, b.team) || compare(a.repo, b.repo));
}

/** The role granted to the team itself. What may be a parent's counts as a parent's: then more is said to be lost, not less. */
function ownRole(repo: Repo, team: Key): RepositoryRole | undefined {
  const grant = repo.teams.get(team);
  return grant?.doubt === undefined ? grant?.role : undefined;
}

/** The teams below a team, in a fixed order. */
export function descendantsOf(state: OrgState, team: Key): Key[] {
  const children = [...state.teams].filter(([key, { parent }]) => parent === team && key !== team).map(([key]) => key);
  return children.flatMap((child) => [child, ...descendantsOf(state, child)]);
}

/** The role that gives most; undefined where there is none. */
export function strongest(state: OrgState, roles: readonly (RepositoryRole | undefined)[]): RepositoryRole | undefined {
  return roles.reduce((best, role) => {
    if (role === undefined || best === undefined) return role ?? best;
    return isLowered(best, role, state.organization.customRoles) ? best : role;
  }, undefined);
}

import type { AccessPair } from '../model/change.ts';
import type { Key } from '../model/identity.ts';
import type { OrgState, Repo } from '../model/org-state.ts';
import { compare } from '../model/order.ts';
import { isLowered, type RepositoryRole } from '../model/permission.ts';

/** The teams above a team, nearest first. Ends at a cycle, should anybody ever report one. */
export function ancestorsOf(state: Pick<OrgState, 'teams'>, team: Key): Key[] {
  const above: Key[] = [];
  let parent = state.teams.get(team)?.parent;
  while (parent !== undefined && !above.includes(parent)) {
    above.push(parent);
    parent = state.teams.get(parent)?.parent;
  }
  return above;
}

/**
 * What a team and those below it would lose by moving: each team and repository for which the parents of today give more
 * than the parents of tomorrow and the team's own grant.
 * @param settled live once all of the plan's moves are made
 * @param moved the teams that move; what stands below another of them is that one's to count
 */
export function lostByMoving(live: OrgState, settled: OrgState, team: Key, moved: ReadonlySet<Key>): AccessPair[] {
  const lost: AccessPair[] = [];
  for (const below of [team, ...stayingBelow(live, team, moved)]) {
    const today = [below, ...ancestorsOf(live, below)];
    const tomorrow = [below, ...ancestorsOf(settled, below)];
    for (const repo of live.repos.values()) {
      const before = strongest(
        live,
        today.map((key) => ownRole(repo, key)),
      );
      const after = strongest(
        live,
        tomorrow.map((key) => ownRole(repo, key)),
      );
      if (before === undefined) continue;
      if (after === undefined || isLowered(before, after, live.organization.customRoles)) {
        lost.push({ team: live.teams.get(below)?.slug ?? below, repo: repo.name });
      }
    }
  }
  return lost.sort((a, b) => compare(a.team, b.team) || compare(a.repo, b.repo));
}

function stayingBelow(live: OrgState, team: Key, moved: ReadonlySet<Key>): Key[] {
  const below = childrenOf(live, team).filter((child) => !moved.has(child));
  return below.flatMap((child) => [child, ...stayingBelow(live, child, moved)]);
}

/** The role granted to the team itself. What may be a parent's counts as a parent's: then more is said to be lost, not less. */
function ownRole(repo: Repo, team: Key): RepositoryRole | undefined {
  const grant = repo.teams.get(team);
  return grant?.doubt === undefined ? grant?.role : undefined;
}

/** The teams below a team, in a fixed order. */
export function descendantsOf(state: OrgState, team: Key): Key[] {
  return childrenOf(state, team).flatMap((child) => [child, ...descendantsOf(state, child)]);
}

function childrenOf(state: OrgState, team: Key): Key[] {
  return [...state.teams].filter(([key, { parent }]) => parent === team && key !== team).map(([key]) => key);
}

/** The role that gives most; undefined where there is none. */
export function strongest(state: OrgState, roles: readonly (RepositoryRole | undefined)[]): RepositoryRole | undefined {
  return roles.reduce((best, role) => {
    if (role === undefined || best === undefined) return role ?? best;
    return isLowered(best, role, state.organization.customRoles) ? best : role;
  }, undefined);
}

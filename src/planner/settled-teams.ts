import type { Change, CreateTeam } from '../model/change.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Grant, OrgState, Team } from '../model/org-state.ts';

/**
 * Live as it is once a plan's changes of teams and of their access are made: what somebody's teams give by the time
 * that the plan comes to people.
 */
export function withTeamsSettled(live: OrgState, changes: readonly Change[]): OrgState {
  const teams = new Map(live.teams);
  const repos = new Map(live.repos);
  const names = new Map<Key, Key>([...live.repos].map(([key, { name }]) => [keyOf(name), key]));
  for (const change of changes) {
    if (change.kind === 'create-team') teams.set(keyOf(change.team), madeBy(change));
    if ((change.kind === 'create-team' || change.kind === 'update-team') && change.after.parent !== undefined)
      nest(teams, change.team, change.after.parent);
    if (
      change.kind !== 'grant-team-access' &&
      change.kind !== 'change-team-access' &&
      change.kind !== 'revoke-team-access'
    )
      continue;
    const key = names.get(keyOf(change.repo));
    const repo = key === undefined ? undefined : repos.get(key);
    if (key !== undefined && repo !== undefined)
      repos.set(key, { ...repo, teams: granted(repo.teams, change.team, change.after) });
  }
  return { ...live, teams, repos };
}

/** A team that the plan makes has nobody and nothing of its own yet; what stands above it counts for those nested below. */
function madeBy({ team: slug }: CreateTeam): Team {
  return { slug, previously: [], managed: true, members: new Map(), listsMembers: true };
}

function nest(teams: Map<Key, Team>, slug: string, parent: string | null): void {
  const team = teams.get(keyOf(slug));
  if (team === undefined) return;
  const { parent: _, ...rest } = team;
  teams.set(keyOf(slug), parent === null ? rest : { ...rest, parent: keyOf(parent) });
}

function granted(grants: ReadonlyMap<Key, Grant>, slug: string, role: string | null): ReadonlyMap<Key, Grant> {
  const after = new Map(grants);
  if (role === null) after.delete(keyOf(slug));
  else after.set(keyOf(slug), { to: slug, role });
  return after;
}

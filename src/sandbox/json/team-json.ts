import type { RepositoryRole } from '../../model/permission.ts';
import { reposOfTeam } from '../world/access.ts';
import { iso } from '../world/clock.ts';
import { membersWithChildren } from '../world/teams.ts';
import type { Team, World } from '../world/world.ts';
import { organizationJson } from './account-json.ts';
import { nodeId } from './node-id.ts';
import { permissionsJson, restWord } from './permission-words.ts';

function ownFields(world: World, team: Team, root: string) {
  const { id, name, slug, description, privacy } = team;
  const organization = world.organization;
  const url = `${root}/organizations/${organization.id}/team/${id}`;
  return {
    name,
    id,
    node_id: nodeId('Team', id),
    slug,
    description,
    privacy,
    notification_setting: team.notificationSetting,
    url,
    html_url: `https://github.com/orgs/${organization.name}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization' as const,
    organization_id: organization.id,
    permission: 'pull',
  };
}

function parentJson(world: World, team: Team, root: string) {
  const parent = team.parent === null ? undefined : world.teams.get(team.parent);
  return parent === undefined ? null : ownFields(world, parent, root);
}

/** GitHub's `team`, as lists have it. */
export function teamJson(world: World, team: Team, root: string) {
  return { ...ownFields(world, team, root), parent: parentJson(world, team, root) };
}

/** A team as the list of a repository's teams has it: with the role granted there. */
export function repoTeamJson(world: World, team: Team, role: RepositoryRole, root: string) {
  return {
    ...teamJson(world, team, root),
    permission: restWord(role),
    permissions: permissionsJson(world, role),
    access_source: 'direct' as const,
  };
}

/** GitHub's `team-full`, with counts that include child teams and inherited repositories. */
export function teamFullJson(world: World, team: Team, root: string) {
  return {
    ...teamJson(world, team, root),
    created_at: iso(team.createdAt),
    updated_at: iso(team.updatedAt),
    members_count: membersWithChildren(world, team).length,
    repos_count: reposOfTeam(world, team).size,
    organization: organizationJson(world, root),
  };
}

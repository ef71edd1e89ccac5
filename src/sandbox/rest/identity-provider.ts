import type { App } from '../app.ts';
import { requireOwner, teamAsked } from '../http/asked.ts';
import { iso } from '../world/clock.ts';

/**
 * Which groups keep a team's members: https://docs.github.com/en/enterprise-cloud@latest/rest/teams/external-groups and
 * https://docs.github.com/en/enterprise-cloud@latest/rest/teams/team-sync. The sandbox has groups of managed users only.
 */
export function registerIdentityProvider(app: App): void {
  const team = '/orgs/:org/teams/:team_slug' as const;
  app.get(`${team}/external-groups`, (c) => {
    requireOwner(c);
    const { externalGroup: group, updatedAt } = teamAsked(c);
    const groups = group ? [{ group_id: group.id, group_name: group.name, updated_at: iso(updatedAt) }] : [];
    return c.json({ groups });
  });
  app.get(`${team}/team-sync/group-mappings`, (c) => {
    requireOwner(c);
    teamAsked(c);
    return c.json({ groups: [] });
  });
}

import type { Context } from 'hono';
import type { App, Env } from '../app.ts';
import { invalid, noContent, notFound } from '../http/answers.ts';
import { accountAsked, below, requireMaintainer, teamAsked, teamPaths } from '../http/asked.ts';
import { membersWithChildren, teamRole } from '../world/teams.ts';
import { refuseExternal } from './team-rules.ts';

/**
 * One member of a team, as it was before memberships; PyGithub asks so whether somebody is in a team.
 * https://docs.github.com/en/rest/teams/members#get-team-member-legacy
 */
export function registerLegacyTeamMembers(app: App): void {
  const paths = below(teamPaths, '/members/:username');
  app.on('GET', paths, (c) => {
    const { id } = accountAsked(c);
    const isThere = membersWithChildren(c.var.world, teamAsked(c)).some(({ account }) => account === id);
    if (!isThere) throw notFound();
    return noContent();
  });
  app.on('PUT', paths, addMember);
  app.on('DELETE', paths, (c) => {
    const team = teamAsked(c);
    requireMaintainer(c, team);
    refuseExternal(team);
    if (!team.members.delete(accountAsked(c).id)) throw notFound();
    return noContent();
  });
}

/** It invites nobody. */
function addMember(c: Context<Env>): Response {
  const team = teamAsked(c);
  requireMaintainer(c, team);
  refuseExternal(team);
  const { world } = c.var;
  const { id } = accountAsked(c);
  if (!world.members.has(id)) {
    const message = "User isn't a member of this organization. Please invite them first.";
    throw invalid({ resource: 'TeamMember', field: 'user', code: 'unaffiliated', message });
  }
  if (!team.members.has(id)) team.members.set(id, teamRole(world, id, 'member'));
  return noContent();
}

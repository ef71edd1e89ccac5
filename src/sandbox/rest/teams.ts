import type { Context } from 'hono';
import type { App, Env } from '../app.ts';
import { forbidden, noContent } from '../http/answers.ts';
import {
  actingAccount,
  below,
  organizationAsked,
  organizationPaths,
  requireMaintainer,
  requireOwner,
  seesTeam,
  teamAsked,
  teamPaths,
} from '../http/asked.ts';
import { type Body, bodyOf, listIn, required, textIn, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { teamFullJson, teamJson } from '../json/team-json.ts';
import { accountByLogin } from '../world/accounts.ts';
import { now } from '../world/clock.ts';
import { repoByName } from '../world/repos.ts';
import { addTeam, childrenOf, deleteTeam, renameTeam, teamRole } from '../world/teams.ts';
import type { Team, World } from '../world/world.ts';
import { parentIn, refuseMaintainers, refuseName, refuseNesting } from './team-rules.ts';

const privacies = ['closed', 'secret'] as const;
const notificationSettings = ['notifications_enabled', 'notifications_disabled'] as const;

/** Teams themselves: https://docs.github.com/en/rest/teams/teams */
export function registerTeams(app: App): void {
  app.on('GET', below(organizationPaths, '/teams'), (c) => {
    const world = organizationAsked(c);
    const teams = c.req.query('team_type') === 'enterprise' ? [] : [...world.teams.values()];
    return list(
      c,
      teams.filter((team) => seesTeam(c, team)),
    );
  });
  app.on('POST', below(organizationPaths, '/teams'), createTeam);
  app.on('GET', [...teamPaths], (c) => c.json(teamFullJson(c.var.world, teamAsked(c), c.var.root)));
  app.on('PATCH', [...teamPaths], updateTeam);
  app.on('DELETE', [...teamPaths], (c) => {
    const team = teamAsked(c);
    requireMaintainer(c, team);
    deleteTeam(c.var.world, team);
    return noContent();
  });
  app.on('GET', below(teamPaths, '/teams'), (c) => list(c, childrenOf(c.var.world, teamAsked(c))));
}

function list(c: Context<Env>, teams: readonly Team[]): Response {
  return page(c, teams, (team) => teamJson(c.var.world, team, c.var.root));
}

async function createTeam(c: Context<Env>): Promise<Response> {
  const world = organizationAsked(c);
  const { actor, root } = c.var;
  if (actor.kind === 'user' && !world.members.has(actor.account.id)) throw forbidden('Must be a member.');
  const body = await bodyOf(c);
  const name = required(textIn(body, 'name'), 'name');
  refuseName(world, name);
  const maintainers = listIn(body, 'maintainers', 'string').map((login) => accountByLogin(world, login));
  refuseMaintainers(world, maintainers);
  const asked = parentIn(world, body) ?? null;
  const { privacy = asked === null ? 'secret' : 'closed', ...settings } = settingsIn(body);
  refuseNesting(world, null, asked, privacy);
  const team = addTeam(world, { ...settings, name, privacy, ...parent(c, asked), creator: actingAccount(c) });
  grantNamedRepos(world, team, listIn(body, 'repo_names', 'string'));
  for (const account of maintainers) if (account) team.members.set(account.id, 'maintainer');
  // A person who makes a team is put into it; an app's installation is nobody who could be.
  if (actor.kind === 'user') team.members.set(actor.account.id, teamRole(world, actor.account.id, 'maintainer'));
  return c.json(teamFullJson(world, team, root), 201);
}

/**
 * The parent that the new team gets. With the switch on, an app's team below one that somebody else made comes out
 * without its parent, as a comment in the Terraform provider says of GitHub.
 */
function parent(c: Context<Env>, asked: Team | null): { parent: number | null } {
  const { world, actor } = c.var;
  const isDropped =
    world.behaviours.nestingDroppedOnCreate && actor.kind === 'installation' && asked?.creator !== actor.account.id;
  return { parent: asked === null || isDropped ? null : asked.id };
}

function settingsIn(body: Body) {
  const description = textIn(body, 'description');
  const privacy = wordIn(body, 'privacy', privacies);
  const notificationSetting = wordIn(body, 'notification_setting', notificationSettings);
  return {
    ...(description === undefined ? {} : { description }),
    ...(privacy === undefined ? {} : { privacy }),
    ...(notificationSetting === undefined ? {} : { notificationSetting }),
  };
}

function grantNamedRepos(world: World, team: Team, names: readonly string[]): void {
  for (const name of names) {
    const repo = repoByName(world, name.slice(name.indexOf('/') + 1));
    if (repo !== undefined) team.repos.set(repo.id, 'read');
  }
}

/** An explicit null as parent un-nests; a parent that is not mentioned stays (terraform-provider-github#1668). */
async function updateTeam(c: Context<Env>): Promise<Response> {
  const team = teamAsked(c);
  const { world, root } = c.var;
  requireMaintainer(c, team);
  const body = await bodyOf(c);
  const name = textIn(body, 'name') ?? team.name;
  const asked = parentIn(world, body);
  if (asked !== undefined) requireOwnerOrBoth(c, asked);
  const above = asked === undefined ? (world.teams.get(team.parent ?? 0) ?? null) : asked;
  const { privacy = team.privacy, ...settings } = settingsIn(body);
  refuseName(world, name, team);
  refuseNesting(world, team, above, privacy);
  if (name !== team.name) renameTeam(world, team, name);
  Object.assign(team, { ...settings, privacy, parent: above?.id ?? null, updatedAt: now(world) });
  return c.json(teamFullJson(world, team, root));
}

/** Nesting takes owners, or maintainers of the team above. */
function requireOwnerOrBoth(c: Context<Env>, above: Team | null): void {
  if (above === null) requireOwner(c);
  else requireMaintainer(c, above);
}

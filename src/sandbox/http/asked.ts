import type { Context } from 'hono';
import type { Env } from '../app.ts';
import { roleOn, strength } from '../world/access.ts';
import { accountByLogin } from '../world/accounts.ts';
import { isOwner } from '../world/members.ts';
import { repoByName } from '../world/repos.ts';
import { teamBySlug } from '../world/teams.ts';
import type { Account, Repo, Team, World } from '../world/world.ts';
import { forbidden, notFound } from './answers.ts';

/** The paths that GitHub serves the same thing under: by name, and by id, which survives renaming. */
export const organizationPaths = ['/orgs/:org', '/organizations/:org_id'] as const;
export const teamPaths = [
  '/orgs/:org/teams/:team_slug',
  '/organizations/:org_id/team/:team_id',
  '/teams/:team_id',
] as const;
export const repoPaths = ['/repos/:owner/:repo', '/repositories/:repo_id'] as const;

/** `rest` below each of `paths`. */
export function below(paths: readonly string[], rest: string): string[] {
  return paths.map((path) => path + rest);
}

/** The world, where the path names its organisation (or none). */
export function organizationAsked(c: Context<Env>): World {
  const { world } = c.var;
  const { id, name } = world.organization;
  const asked = c.req.param('org') ?? c.req.param('org_id');
  const isRight = asked === undefined || asked.toLowerCase() === name.toLowerCase() || asked === String(id);
  if (!isRight) throw notFound();
  return world;
}

export function accountAsked(c: Context<Env>): Account {
  const account = accountByLogin(c.var.world, c.req.param('username') ?? '');
  if (account === undefined) throw notFound();
  return account;
}

/** The team that the path names. A secret team is not there for members who are not in it. */
export function teamAsked(c: Context<Env>): Team {
  const world = organizationAsked(c);
  const slug = c.req.param('team_slug');
  const team = slug === undefined ? world.teams.get(Number(c.req.param('team_id'))) : teamBySlug(world, slug);
  if (team === undefined || !seesTeam(c, team)) throw notFound();
  return team;
}

export function seesTeam(c: Context<Env>, team: Team): boolean {
  const { world, actor } = c.var;
  if (actor.kind !== 'user' || isOwner(world, actor.account.id)) return true;
  if (!world.members.has(actor.account.id)) return false;
  return team.privacy === 'closed' || team.members.has(actor.account.id);
}

/** The repository that the path names. One that the asker may not read is not there for them. */
export function repoAsked(c: Context<Env>): Repo {
  const { world } = c.var;
  const owner = c.req.param('owner');
  if (owner !== undefined && owner.toLowerCase() !== world.organization.name.toLowerCase()) throw notFound();
  const id = c.req.param('repo_id');
  const repo = id === undefined ? repoByName(world, c.req.param('repo') ?? '') : world.repos.get(Number(id));
  if (repo === undefined || (repo.visibility !== 'public' && strengthFor(c, repo) < 0)) throw notFound();
  return repo;
}

/** The strength of the asker's role on a repository, -1 for none; the bot may administer every one. */
function strengthFor(c: Context<Env>, repo: Repo): number {
  const { world, actor } = c.var;
  if (actor.kind === 'installation') return 4;
  const role = actor.kind === 'user' ? roleOn(world, actor.account.id, repo) : undefined;
  return role === undefined ? -1 : strength(world, role);
}

export function isAdministrator(c: Context<Env>): boolean {
  const { world, actor } = c.var;
  return actor.kind === 'installation' || (actor.kind === 'user' && isOwner(world, actor.account.id));
}

export function requireOwner(c: Context<Env>): void {
  if (!isAdministrator(c)) throw forbidden('You must be an owner of the organization.');
}

/** Owners and the team's own maintainers may change a team. */
export function requireMaintainer(c: Context<Env>, team: Team): void {
  const { actor } = c.var;
  if (actor.kind === 'user' && team.members.get(actor.account.id) === 'maintainer') return;
  requireOwner(c);
}

export function requireRepoAdmin(c: Context<Env>, repo: Repo): void {
  if (strengthFor(c, repo) < 4) throw forbidden('Must have admin rights to Repository.');
}

/** The person who asks; the bot, being no person, is refused as GitHub refuses installations. */
export function personAsking(c: Context<Env>): Account {
  const { actor } = c.var;
  if (actor.kind === 'user') return actor.account;
  throw forbidden('Resource not accessible by integration');
}

/** The account in whose name something is done. */
export function actingAccount(c: Context<Env>): number {
  const { actor, world } = c.var;
  return actor.kind === 'nobody' ? world.organization.app.account : actor.account.id;
}

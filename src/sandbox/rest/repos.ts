import type { Context } from 'hono';
import type { App, Env } from '../app.ts';
import { forbidden, invalid, noContent } from '../http/answers.ts';
import {
  below,
  isAdministrator,
  organizationAsked,
  organizationPaths,
  repoAsked,
  repoPaths,
  requireRepoAdmin,
} from '../http/asked.ts';
import { type Body, booleanIn, bodyOf, required, textIn, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { repoFullJson, repoJson } from '../json/repo-json.ts';
import { repoTeamJson } from '../json/team-json.ts';
import { roleOn } from '../world/access.ts';
import { now } from '../world/clock.ts';
import { addRepo, deleteRepo, renameRepo, repoByName } from '../world/repos.ts';
import type { Repo } from '../world/world.ts';

const visibilities = ['public', 'private', 'internal'] as const;

/** Repositories themselves, and the teams granted on each: https://docs.github.com/en/rest/repos/repos */
export function registerRepos(app: App): void {
  app.on('GET', below(organizationPaths, '/repos'), listRepos);
  app.on('POST', below(organizationPaths, '/repos'), createRepo);
  app.on('GET', [...repoPaths], (c) => c.json(fullJson(c, repoAsked(c))));
  app.on('PATCH', [...repoPaths], updateRepo);
  app.on('DELETE', [...repoPaths], (c) => {
    const repo = repoAsked(c);
    requireRepoAdmin(c, repo);
    deleteRepo(c.var.world, repo);
    return noContent();
  });
  app.on('GET', below(repoPaths, '/teams'), listTeams);
  app.get('/installation/repositories', (c) => {
    const { world, root } = c.var;
    return page(
      c,
      [...world.repos.values()],
      (repo) => repoJson(world, repo, undefined, root),
      (repositories, total_count) => ({ total_count, repository_selection: 'all', repositories }),
    );
  });
}

function listRepos(c: Context<Env>): Response {
  const world = organizationAsked(c);
  const type = c.req.query('type') ?? 'all';
  const shown = [...world.repos.values()].filter((repo) => {
    if (type === 'forks') return false;
    if (type !== 'all' && type !== 'sources' && type !== 'member' && repo.visibility !== type) return false;
    return isAdministrator(c) || repo.visibility === 'public' || roleOfAsker(c, repo) !== undefined;
  });
  return page(c, shown, (repo) => repoJson(world, repo, roleOfAsker(c, repo), c.var.root));
}

async function createRepo(c: Context<Env>): Promise<Response> {
  const world = organizationAsked(c);
  const { actor } = c.var;
  const isMember = actor.kind === 'user' && world.members.has(actor.account.id);
  if (!isAdministrator(c) && !(isMember && world.organization.membersCanCreateRepos)) {
    throw forbidden('You need admin access to the organization before adding a repository to it.');
  }
  const body = await bodyOf(c);
  const name = required(textIn(body, 'name'), 'name');
  refuseName(c, name);
  const repo = addRepo(world, {
    name,
    description: textIn(body, 'description') ?? '',
    visibility: visibilityIn(body) ?? 'public',
  });
  // A member who makes a repository becomes a direct collaborator of it (remove-outside-collaborators#16).
  if (actor.kind === 'user' && !isAdministrator(c)) repo.collaborators.set(actor.account.id, 'admin');
  return c.json(fullJson(c, repo), 201);
}

async function updateRepo(c: Context<Env>): Promise<Response> {
  const repo = repoAsked(c);
  requireRepoAdmin(c, repo);
  const { world } = c.var;
  const body = await bodyOf(c);
  const name = textIn(body, 'name') ?? repo.name;
  const isArchived = booleanIn(body, 'archived') ?? repo.archived;
  if (repo.archived && isArchived) throw forbidden('Repository was archived so is read-only.');
  if (name.toLowerCase() !== repo.name.toLowerCase()) refuseName(c, name);
  if (name !== repo.name) renameRepo(world, repo, name);
  repo.archived = isArchived;
  repo.description = textIn(body, 'description') ?? repo.description;
  repo.visibility = visibilityIn(body) ?? repo.visibility;
  repo.defaultBranch = textIn(body, 'default_branch') ?? repo.defaultBranch;
  repo.updatedAt = now(world);
  return c.json(fullJson(c, repo));
}

/** Teams that were granted the repository themselves; what their child teams inherit is not told. */
function listTeams(c: Context<Env>): Response {
  const repo = repoAsked(c);
  const { world, root } = c.var;
  const granted = [...world.teams.values()].flatMap((team) => {
    const role = team.repos.get(repo.id);
    return role === undefined ? [] : [{ team, role }];
  });
  return page(c, granted, ({ team, role }) => repoTeamJson(world, team, role, root));
}

function visibilityIn(body: Body): Repo['visibility'] | undefined {
  const isPrivate = booleanIn(body, 'private');
  const otherwise = isPrivate === undefined ? undefined : isPrivate ? 'private' : 'public';
  return wordIn(body, 'visibility', visibilities) ?? otherwise;
}

function refuseName(c: Context<Env>, name: string): void {
  const resource = 'Repository';
  if (!/^[\w.-]{1,100}$/.test(name)) throw invalid({ resource, code: 'invalid', field: 'name' });
  if (repoByName(c.var.world, name) !== undefined) {
    const message = 'name already exists on this account';
    throw invalid({ resource, code: 'custom', field: 'name', message });
  }
}

function roleOfAsker(c: Context<Env>, repo: Repo) {
  const { world, actor } = c.var;
  if (actor.kind === 'user') return roleOn(world, actor.account.id, repo);
  return actor.kind === 'installation' ? 'admin' : undefined;
}

function fullJson(c: Context<Env>, repo: Repo): object {
  return repoFullJson(c.var.world, repo, roleOfAsker(c, repo), c.var.root);
}

import type { Context } from 'hono';
import type { App, Env } from '../app.ts';
import { archived, invalid, noContent, notFound } from '../http/answers.ts';
import { below, repoAsked, requireRepoAdmin, teamAsked, teamPaths } from '../http/asked.ts';
import { bodyOf, textIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { roleOfWord } from '../json/permission-words.ts';
import { repoJson } from '../json/repo-json.ts';
import { reposOfTeam } from '../world/access.ts';

/** What a team may touch: https://docs.github.com/en/rest/teams/teams#list-team-repositories */
export function registerTeamRepos(app: App): void {
  app.on('GET', below(teamPaths, '/repos'), listRepos);
  const one = below(teamPaths, '/repos/:owner/:repo');
  app.on('GET', one, showRepo);
  app.on('PUT', one, grant);
  app.on('DELETE', one, revoke);
}

/** The list has what parents hold as well (octokit.net#1882), and so has the question for one repository. */
function listRepos(c: Context<Env>): Response {
  const team = teamAsked(c);
  const { world, root } = c.var;
  const repos = [...reposOfTeam(world, team)].flatMap(([id, role]) => {
    const repo = world.repos.get(id);
    return repo === undefined ? [] : [{ repo, role }];
  });
  return page(c, repos, ({ repo, role }) => repoJson(world, repo, role, root));
}

function showRepo(c: Context<Env>): Response {
  const team = teamAsked(c);
  const repo = repoAsked(c);
  const { world, root } = c.var;
  const role = reposOfTeam(world, team).get(repo.id);
  if (role === undefined) throw notFound();
  const wantsRepository = c.req.header('accept')?.includes('repository+json') ?? false;
  return wantsRepository ? c.json(repoJson(world, repo, role, root)) : noContent();
}

async function grant(c: Context<Env>): Promise<Response> {
  const team = teamAsked(c);
  const repo = repoAsked(c);
  requireRepoAdmin(c, repo);
  const word = textIn(await bodyOf(c), 'permission') ?? 'pull';
  const role = roleOfWord(c.var.world, word);
  if (role === undefined) throw invalid({ resource: 'TeamRepository', code: 'invalid', field: 'permission' });
  if (repo.archived) throw archived();
  team.repos.set(repo.id, role);
  return noContent();
}

function revoke(c: Context<Env>): Response {
  const team = teamAsked(c);
  const repo = repoAsked(c);
  requireRepoAdmin(c, repo);
  if (repo.archived) throw archived();
  team.repos.delete(repo.id);
  return noContent();
}

import { type Key, keyOf } from '../../model/identity.ts';
import type { Grant, Repo } from '../../model/org-state.ts';
import type { GitHubClient } from './client.ts';
import { pageOf, readList } from './connection.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { ask, TooLarge } from './graphql-read.ts';
import { createLadder, halvesOf, inBatches } from './ladder.ts';
import { isSourcesRefused, needs, repoCollaborators } from './repo-collaborators.ts';
import { type RepoNode, repoNodeOf } from './parse-repo.ts';
import { bareReposQuery, namedReposQuery, reposQuery } from './queries/repos.ts';
import { getAll, getOne } from './rest-read.ts';
import { nameOf } from './fields.ts';
import { roleIn } from './roles.ts';
import { sideBySide } from './side-by-side.ts';

const reading = { what: 'the repositories', needs };

/** So many repositories a page, with or without their collaborators. */
interface RepoPageSize {
  readonly first: number;
  readonly bare: boolean;
}

const pageSizes: readonly [RepoPageSize, ...RepoPageSize[]] = [
  { first: 25, bare: false },
  ...halvesOf(25).map((first) => ({ first, bare: false })),
  { first: 10, bare: true },
  { first: 1, bare: true },
];

/** Every repository with its direct collaborators; which teams have it stands with the teams. */
export async function readAllRepos(client: GitHubClient, org: string): Promise<readonly Repo[]> {
  const nodes = await readList<RepoNode, RepoPageSize>({
    what: reading.what,
    ladder: createLadder(pageSizes),
    async page({ first, bare }, after) {
      const query = bare ? bareReposQuery : reposQuery;
      const variables = { org, first, after, ...(bare ? {} : { collaborators: 25 }) };
      const data = await ask(client, query, variables, reading, isSourcesRefused);
      return pageOf(fieldsOf(data['organization'], org)['repositories'], reading.what, 'nodes', repoNodeOf);
    },
    idOf: ({ id }) => id,
  });
  const collaborators = repoCollaborators(client, org);
  return sideBySide(nodes, async (node) => repoOf(node, await collaborators(node), new Map()));
}

/** These repositories with their direct collaborators and teams; old names lead to the repository of today. */
export async function readRepos(
  client: GitHubClient,
  org: string,
  names: readonly string[],
  wanted: { readonly teams: boolean } = { teams: true },
): Promise<readonly Repo[]> {
  const nodes = await inBatches(names, 20, (batch) => readNamed(client, org, batch));
  const collaborators = repoCollaborators(client, org);
  // Two names, one of them old, may lead to one repository.
  const unique = [...new Map(nodes.map((node) => [node.id, node])).values()];
  return sideBySide(unique, async (node) => {
    const [people, teams] = await Promise.all([
      collaborators(node),
      wanted.teams ? readTeamsOfRepo(client, org, node.name) : new Map<Key, Grant>(),
    ]);
    return repoOf(node, people, teams);
  });
}

async function readNamed(client: GitHubClient, org: string, names: readonly string[]): Promise<readonly RepoNode[]> {
  const named = { ...reading, what: `the repositories ${names.slice(0, 3).join(', ')}` };
  try {
    const variables = Object.fromEntries(names.map((name, index) => [`n${index}`, name]));
    const query = namedReposQuery(names.length);
    const data = await ask(client, query, { org, collaborators: 100, ...variables }, named, isMissingOrRefused);
    return names.map((_, index) => data[`a${index}`]).flatMap((found) => nodesOf(found, org));
  } catch (error) {
    const [name] = names;
    if (!(error instanceof TooLarge) || names.length > 1 || name === undefined) throw error;
    return readByRest(client, org, name);
  }
}

function isMissingOrRefused(error: { type: string; path: readonly (string | number)[] }): boolean {
  return (error.type === 'NOT_FOUND' && error.path.length === 1) || isSourcesRefused(error);
}

/** Empty for null, and for a repository that was transferred out of the organisation: GitHub follows that too. */
function nodesOf(found: unknown, org: string): readonly RepoNode[] {
  if (found === null) return [];
  const node = fieldsOf(found, 'a repository');
  const owner = nameOf(fieldsOf(node['owner'], 'the owner of a repository')['login'], 'the owner of a repository');
  return keyOf(owner) === keyOf(org) ? [repoNodeOf(node)] : [];
}

async function readByRest(client: GitHubClient, org: string, repo: string): Promise<readonly RepoNode[]> {
  const named = { what: `the repository ${repo}`, needs, orMissing: true };
  const found = await getOne(client, 'GET /repos/{owner}/{repo}', { owner: org, repo }, named);
  if (found === undefined) return [];
  const { id, name, archived, owner } = fieldsOf(found, named.what);
  return nodesOf({ databaseId: id, name, isArchived: archived, owner }, org);
}

/** The teams granted directly on each repository, one request a repository. */
export async function readRepoTeams(
  client: GitHubClient,
  org: string,
  names: readonly string[],
): Promise<ReadonlyMap<Key, Repo['teams']>> {
  const entries = await sideBySide(
    names,
    async (name) => [keyOf(name), await readTeamsOfRepo(client, org, name)] as const,
  );
  return new Map(entries);
}

/** REST alone tells direct grants from inherited ones, and custom roles by name. */
async function readTeamsOfRepo(client: GitHubClient, org: string, repo: string): Promise<ReadonlyMap<Key, Grant>> {
  const what = `the teams of repository ${repo}`;
  const items = await getAll(client, 'GET /repos/{owner}/{repo}/teams', { owner: org, repo }, { what, needs });
  const direct = items.map((item) => fieldsOf(item, what)).filter(isDirect);
  return new Map(direct.map((team) => teamGrant(team, what)));
}

/** Roles of the whole organisation or enterprise show on every repository. Older servers do not have the field. */
function isDirect({ access_source: source }: Fields): boolean {
  return source === undefined || source === 'direct';
}

function teamGrant(team: Fields, what: string): readonly [Key, Grant] {
  const to = nameOf(team['slug'], what);
  return [keyOf(to), { to, role: roleIn(team, what) }];
}

function repoOf({ id, name, archived }: RepoNode, collaborators: Repo['collaborators'], teams: Repo['teams']): Repo {
  const managed = { managed: true, listsTeams: true, listsCollaborators: true, previously: [] };
  return { name, id, archived, ...managed, teams, collaborators };
}

import { type Key, keyOf } from '../../model/identity.ts';
import type { LiveTeam } from '../live-reader.ts';
import type { GitHubClient } from './client.ts';
import { type Page, pageOf, readList } from './connection.ts';
import { fieldsOf, nameOf } from './fields.ts';
import { ask, TooLarge } from './graphql-read.ts';
import { createLadder, halvesOf, inBatches } from './ladder.ts';
import { memberPage, type TeamNode, teamNodeOf } from './parse-team.ts';
import { bareNamedTeamsQuery, bareTeamsQuery, namedTeamsQuery, teamsOfQuery, teamsQuery } from './queries/teams.ts';
import { sideBySide } from './side-by-side.ts';
import { needs, teamLists } from './team-lists.ts';

/** How much of each team's lists comes along with the team; the rest is read team by team. */
const along = { members: 50, repositories: 50, invitations: 10 };
/** Where only a few teams are asked for, whole pages come along. */
const alongFew = { members: 100, repositories: 100, invitations: 25 };
const few = 5;
const reading = { what: 'the teams', needs };

/** So many teams a page, with or without their lists. */
interface TeamPageSize {
  readonly first: number;
  readonly bare: boolean;
}

const pageSizes: readonly [TeamPageSize, ...TeamPageSize[]] = [
  { first: 25, bare: false },
  ...halvesOf(25).map((first) => ({ first, bare: false })),
  { first: 10, bare: true },
  { first: 1, bare: true },
];

/** Every team with its immediate members, its repositories and its invitations, each list to its end. */
export async function readAllTeams(client: GitHubClient, org: string): Promise<readonly LiveTeam[]> {
  const nodes = await readList<TeamNode, TeamPageSize>({
    what: reading.what,
    ladder: createLadder(pageSizes),
    async page({ first, bare }, after) {
      const query = bare ? bareTeamsQuery : teamsQuery;
      const variables = { org, first, after, ...(bare ? {} : along) };
      const data = await ask(client, query, variables, reading);
      return pageOf(fieldsOf(data['organization'], org)['teams'], reading.what, 'nodes', teamNodeOf);
    },
    idOf: ({ settings }) => keyOf(settings.slug),
  });
  const below = childrenOf(nodes);
  const { complete } = teamLists(client, org);
  return sideBySide(nodes, (node) => complete(node, below.get(keyOf(node.settings.slug)) ?? []));
}

/** Slugs of the teams immediately below each: where all teams are known, their parents tell. */
function childrenOf(nodes: readonly TeamNode[]): ReadonlyMap<Key, readonly string[]> {
  const children = new Map<Key, string[]>();
  for (const { settings } of nodes) {
    if (settings.parent === undefined) continue;
    children.set(settings.parent, [...(children.get(settings.parent) ?? []), settings.slug]);
  }
  return children;
}

/** These teams, twenty a request; a slug that no team has is left out. */
export async function readTeams(
  client: GitHubClient,
  org: string,
  slugs: readonly string[],
): Promise<readonly LiveTeam[]> {
  const nodes = await inBatches(slugs, 20, (batch) => readNamed(client, org, batch));
  const { complete } = teamLists(client, org);
  return sideBySide(nodes, (node) => complete(node));
}

async function readNamed(client: GitHubClient, org: string, slugs: readonly string[]): Promise<readonly TeamNode[]> {
  const names = Object.fromEntries(slugs.map((slug, index) => [`s${index}`, slug]));
  const named = { ...reading, what: `the teams ${slugs.slice(0, 3).join(', ')}` };
  const send = async (query: string, more: object): Promise<readonly TeamNode[]> => {
    const data = await ask(client, query, { org, ...more, ...names }, named, isMissing);
    const organization = fieldsOf(data['organization'], `the organisation ${org}`);
    const found = slugs.map((_, index) => organization[`a${index}`]).filter((team) => team !== null);
    return found.map((team) => teamNodeOf(fieldsOf(team, named.what)));
  };
  try {
    return await send(namedTeamsQuery(slugs.length), { ...(slugs.length > few ? along : alongFew), children: 25 });
  } catch (error) {
    if (!(error instanceof TooLarge) || slugs.length > 1) throw error;
    return send(bareNamedTeamsQuery(1), {});
  }
}

function isMissing({ type, path }: { type: string; path: readonly unknown[] }): boolean {
  return type === 'NOT_FOUND' && path.length === 2;
}

/** A team that may have someone in it, and the first page of its members. */
interface Candidate {
  readonly slug: string;
  readonly members: ReturnType<typeof memberPage>;
}

/**
 * The teams that someone is an immediate member of. Whether GitHub's own filter by login also finds those they are in
 * through a child team is not documented, so each team's immediate members decide.
 */
export async function readTeamsOf(client: GitHubClient, org: string, login: string): Promise<readonly string[]> {
  const what = `the teams of ${login}`;
  const candidates = await readList<Candidate, number>({
    what,
    ladder: createLadder([25, ...halvesOf(25)]),
    async page(first, after): Promise<Page<Candidate>> {
      const data = await ask(client, teamsOfQuery, { org, login, first, after, members: 100 }, { what, needs });
      return pageOf(fieldsOf(data['organization'], org)['teams'], what, 'nodes', (node) => {
        const slug = nameOf(node['slug'], what);
        return { slug, members: memberPage(node['members'], slug) };
      });
    },
    idOf: ({ slug }) => keyOf(slug),
  });
  const lists = teamLists(client, org);
  const found = await sideBySide(candidates, async ({ slug, members }) => {
    const isIn = includes(members.items, login) || includes(await lists.members(slug, members), login);
    return isIn ? [slug] : [];
  });
  return found.flat();
}

function includes(members: readonly { readonly login: string }[], login: string): boolean {
  return members.some((member) => keyOf(member.login) === keyOf(login));
}

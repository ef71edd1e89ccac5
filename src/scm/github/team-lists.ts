import { ReadError } from '../../model/errors.ts';
import { keyOf } from '../../model/identity.ts';
import type { TeamMember } from '../../model/org-state.ts';
import type { LiveTeam } from '../live-reader.ts';
import type { GitHubClient } from './client.ts';
import { type Page, readList } from './connection.ts';
import { fieldsOf, nameOf, numberOf } from './fields.ts';
import { ask } from './graphql-read.ts';
import { createLadder, halvesOf } from './ladder.ts';
import {
  childPage,
  type Invitee,
  invitedPage,
  liveTeamOf,
  memberPage,
  repoPage,
  type TeamNode,
  type TeamRepo,
} from './parse-team.ts';
import { teamListQueries } from './queries/teams.ts';
import { getAll, type Reading } from './rest-read.ts';
import { roleIn, teamRoleOf } from './roles.ts';

export const needs = 'the permission "Members: read" of the organisation (scope read:org)';

/** Reads the lists of single teams: what did not fit on a page with others, or would not come with others at all. */
export interface TeamLists {
  /**
   * The rest of what a query brought the first pages of.
   * @param children slugs of the teams immediately below, where the caller knows them
   */
  readonly complete: (node: TeamNode, children?: readonly string[]) => Promise<LiveTeam>;
  /** Immediate members. */
  readonly members: (slug: string, first?: Page<TeamMember>) => Promise<readonly TeamMember[]>;
}

type ListName = keyof typeof teamListQueries;

export function teamLists(client: GitHubClient, org: string): TeamLists {
  const ladder = createLadder([100, ...halvesOf(100)]);
  return { complete, members };

  async function complete({ settings, ...first }: TeamNode, known?: readonly string[]): Promise<LiveTeam> {
    const { slug } = settings;
    const [inTeam, granted, invited, below] = await Promise.all([
      members(slug, first.members),
      repos(slug, first.repos),
      invitees(slug, first.invited),
      known ?? children(slug, first.children),
    ]);
    return liveTeamOf(settings, { members: inTeam, repos: granted, invited, children: below });
  }

  function members(slug: string, first?: Page<TeamMember>): Promise<readonly TeamMember[]> {
    return readList({
      what: `the members of team ${slug}`,
      ladder,
      first,
      page: async (size, after) => memberPage(await list('members', slug, size, after), slug),
      idOf: ({ login }) => keyOf(login),
      otherwise: () => membersByRest(client, org, slug),
    });
  }

  function repos(slug: string, first?: Page<TeamRepo>): Promise<readonly TeamRepo[]> {
    return readList({
      what: `the repositories of team ${slug}`,
      ladder,
      first,
      page: async (size, after) => repoPage(await list('repositories', slug, size, after), slug),
      idOf: ({ repo }) => keyOf(repo),
      otherwise: () => reposByRest(client, org, slug),
    });
  }

  function invitees(slug: string, first?: Page<Invitee>): Promise<readonly Invitee[]> {
    return readList({
      what: `the invitations of team ${slug}`,
      ladder,
      first,
      page: async (size, after) => invitedPage(await list('invitations', slug, size, after), slug),
      idOf: ({ id }) => id,
      otherwise: () => inviteesByRest(client, org, slug),
    });
  }

  function children(slug: string, first?: Page<string>): Promise<readonly string[]> {
    return readList({
      what: `the teams below ${slug}`,
      ladder,
      first,
      page: async (size, after) => childPage(await list('childTeams', slug, size, after), slug),
      idOf: (child) => keyOf(child),
      otherwise: () => childrenByRest(client, org, slug),
    });
  }

  async function list(name: ListName, slug: string, first: number, after: string | null): Promise<unknown> {
    const reading = { what: `the ${name} of team ${slug}`, needs };
    const data = await ask(client, teamListQueries[name], { org, slug, first, after }, reading);
    const { team } = fieldsOf(data['organization'], `the organisation ${org}`);
    return fieldsOf(team, `team ${slug}`)[name];
  }
}

/**
 * REST lists the members of child teams too. Only where it says of each whether they are inherited, which not every
 * organisation has yet, can immediate members be told.
 * @see https://docs.github.com/en/rest/teams/members#list-team-members
 */
async function membersByRest(client: GitHubClient, org: string, slug: string): Promise<readonly TeamMember[]> {
  const reading: Reading = { what: `the members of team ${slug}`, needs };
  const route = 'GET /orgs/{org}/teams/{team_slug}/members';
  const items = await getAll(client, route, { org, team_slug: slug, role: 'all' }, reading);
  const members = items.map((item) => fieldsOf(item, reading.what));
  if (members.some(({ role, inherited }) => typeof inherited !== 'boolean' || role === undefined)) {
    const why = 'GraphQL refuses it, and REST does not tell here who is only in a child team';
    throw new ReadError('members-not-told-apart', `Cannot read ${reading.what}: ${why}. Try again later.`);
  }
  return members
    .filter(({ inherited }) => inherited === false)
    .map(({ login, role }) => ({ login: nameOf(login, reading.what), role: teamRoleOf(role, reading.what) }));
}

async function reposByRest(client: GitHubClient, org: string, slug: string): Promise<readonly TeamRepo[]> {
  const reading: Reading = { what: `the repositories of team ${slug}`, needs };
  const items = await getAll(client, 'GET /orgs/{org}/teams/{team_slug}/repos', { org, team_slug: slug }, reading);
  return items.map((item) => {
    const repo = fieldsOf(item, reading.what);
    return { repo: nameOf(repo['name'], reading.what), role: roleIn(repo, reading.what) };
  });
}

async function inviteesByRest(client: GitHubClient, org: string, slug: string): Promise<readonly Invitee[]> {
  const reading: Reading = { what: `the invitations of team ${slug}`, needs };
  const route = 'GET /orgs/{org}/teams/{team_slug}/invitations';
  const items = await getAll(client, route, { org, team_slug: slug }, reading);
  return items.map((item) => {
    const { id, login } = fieldsOf(item, reading.what);
    return { id: numberOf(id, reading.what), login: login === null ? null : nameOf(login, reading.what) };
  });
}

async function childrenByRest(client: GitHubClient, org: string, slug: string): Promise<readonly string[]> {
  const reading: Reading = { what: `the teams below ${slug}`, needs };
  const items = await getAll(client, 'GET /orgs/{org}/teams/{team_slug}/teams', { org, team_slug: slug }, reading);
  return items.map((item) => nameOf(fieldsOf(item, reading.what)['slug'], reading.what));
}

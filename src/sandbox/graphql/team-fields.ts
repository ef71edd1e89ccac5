import type { TeamRole } from '../../model/org-state.ts';
import { keyOf } from '../../model/identity.ts';
import { nodeId } from '../json/node-id.ts';
import { builtInRole } from '../json/permission-words.ts';
import { reposOfTeam } from '../world/access.ts';
import { loginOf } from '../world/accounts.ts';
import { iso } from '../world/clock.ts';
import { ancestorsOf, childrenOf, descendantsOf, membersWithChildren, type ShownTeamMember } from '../world/teams.ts';
import type { World } from '../world/world.ts';
import { type Asked, type Resolvers, seesRepo } from './asked.ts';
import { connection, ordered, type PageArgs } from './connection.ts';
import { fieldError } from './errors.ts';
import { organizationNode, personNode, repositoryNode, type TeamNode, teamNode } from './nodes.ts';
import { privacyOf, type TeamFilter, teamConnection, teamsLike } from './team-list.ts';

interface MemberFilter {
  readonly membership?: 'ALL' | 'CHILD_TEAM' | 'IMMEDIATE' | null;
  readonly orderBy?: { readonly field: 'CREATED_AT' | 'LOGIN'; readonly direction: 'ASC' | 'DESC' } | null;
  readonly query?: string | null;
  readonly role?: 'MAINTAINER' | 'MEMBER' | null;
}

interface RepositoryFilter {
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
  readonly query?: string | null;
}

export const teamFields: Resolvers<TeamNode> = {
  id: ({ team }) => nodeId('Team', team.id),
  databaseId: ({ team }) => team.id,
  name: ({ team }) => team.name,
  slug: ({ team }) => team.slug,
  combinedSlug: ({ team }, _args, { world }) => `${world.organization.name}/${team.slug}`,
  description: ({ team }) => team.description || null,
  privacy: ({ team }) => privacyOf(team),
  notificationSetting: ({ team }) => team.notificationSetting.toUpperCase(),
  organization: () => organizationNode,
  avatarUrl: ({ team }) => `https://avatars.githubusercontent.com/t/${team.id}?v=4`,
  resourcePath: ({ team }, _args, { world }) => pathOf(world, team.slug),
  url: ({ team }, _args, { world }) => `https://github.com${pathOf(world, team.slug)}`,
  createdAt: ({ team }) => iso(team.createdAt),
  updatedAt: ({ team }) => iso(team.updatedAt),
  viewerCanAdminister: (node, _args, asked) => mayAdminister(asked, node),
  parentTeam: ({ team }, _args, { world }) => {
    const parent = team.parent === null ? undefined : world.teams.get(team.parent);
    return parent === undefined ? null : teamNode(parent);
  },
  ancestors: ({ team }, args: PageArgs, asked, info) =>
    teamConnection(ancestorsOf(asked.world, team), args, asked, info),
  childTeams: ({ team }, args: TeamFilter & PageArgs & { immediateOnly?: boolean | null }, asked, info) => {
    const below = args.immediateOnly === false ? descendantsOf(asked.world, team) : childrenOf(asked.world, team);
    return teamConnection(teamsLike(args, below, asked), args, asked, info);
  },
  members: ({ team }, args: MemberFilter & PageArgs, asked, info) => {
    const items = membersLike(args, membersWithChildren(asked.world, team), asked.world);
    return connection(
      {
        items,
        id: ({ account }) => account,
        node: ({ account }) => personNode(asked.world, account),
        edge: ({ account, role }) => memberEdge(asked.world, team.slug, account, role),
      },
      boundedOrFirst(args),
      asked,
      info,
    );
  },
  repositories: ({ team }, args: RepositoryFilter & PageArgs, asked, info) => {
    const { world } = asked;
    const roles = world.behaviours.graphqlTeamReposInclusive ? reposOfTeam(world, team) : team.repos;
    const query = args.query?.toLowerCase() ?? '';
    const repos = [...roles.keys()].flatMap((id) => world.repos.get(id) ?? []);
    const found = repos.filter((repo) => seesRepo(asked, repo) && repo.name.toLowerCase().includes(query));
    const items = ordered(found, args.orderBy, (repo, { field }) =>
      field === 'NAME' ? keyOf(repo.name) : field === 'UPDATED_AT' ? repo.updatedAt : repo.createdAt,
    );
    // Custom roles show as the one of GitHub's five that they build on: the edge has no other word.
    const edge = ({ id }: { readonly id: number }) => ({
      permission: builtInRole(world, roles.get(id) ?? 'read').toUpperCase(),
    });
    return connection({ items, id: (repo) => repo.id, node: repositoryNode, edge }, args, asked, info);
  },
  invitations: (node, args: PageArgs, asked, info) => {
    if (!mayAdminister(asked, node)) throw fieldError('FORBIDDEN', 'Only maintainers can see team invitations.');
    const items = [...asked.world.invitations.values()].filter(({ teams }) => teams.has(node.team.id));
    const toNode = (invitation: (typeof items)[number]) => ({
      __typename: 'OrganizationInvitation' as const,
      invitation,
    });
    return connection({ items, id: ({ id }) => id, node: toNode }, args, asked, info);
  },
};

const pathOf = (world: World, slug: string) => `/orgs/${world.organization.name}/teams/${slug}`;

function mayAdminister({ privileged, viewer }: Asked, { team }: TeamNode): boolean {
  return privileged || team.members.get(viewer.id) === 'maintainer';
}

/**
 * The one connection that may be asked for without `first` and `last`: the Terraform provider does so for every team
 * that it makes (`removeDefaultMaintainer` in its resource_github_team.go).
 */
function boundedOrFirst(args: PageArgs): PageArgs {
  return args.first == null && args.last == null ? { ...args, first: 100 } : args;
}

/** Who is in the team and in one below it counts as immediate. */
function membersLike(filter: MemberFilter, members: readonly ShownTeamMember[], world: World) {
  const { membership, role, query } = filter;
  const found = members.filter(
    (member) =>
      (membership !== 'IMMEDIATE' || !member.inherited) &&
      (membership !== 'CHILD_TEAM' || member.inherited) &&
      (role == null || member.role.toUpperCase() === role) &&
      (query == null || loginOf(world, member.account).toLowerCase().includes(query.toLowerCase())),
  );
  return ordered(found, filter.orderBy, ({ account }, { field }) =>
    field === 'LOGIN' ? keyOf(loginOf(world, account)) : account,
  );
}

function memberEdge(world: World, slug: string, account: number, role: TeamRole) {
  const path = `${pathOf(world, slug)}/members/${loginOf(world, account)}`;
  return {
    role: role.toUpperCase(),
    memberAccessResourcePath: path,
    memberAccessUrl: `https://github.com${path}`,
  };
}

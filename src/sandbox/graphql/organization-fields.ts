import { keyOf } from '../../model/identity.ts';
import { nodeId } from '../json/node-id.ts';
import { iso } from '../world/clock.ts';
import { teamBySlug } from '../world/teams.ts';
import type { Repo, World } from '../world/world.ts';
import { type Asked, type Resolvers, seesRepo, seesTeam } from './asked.ts';
import { connection, ordered, type PageArgs } from './connection.ts';
import { fieldError } from './errors.ts';
import { type OrganizationNode, personNode, repositoryNode, teamNode } from './nodes.ts';
import { repositoryNamed } from './query-fields.ts';
import { samlProvider } from './saml-fields.ts';
import { type TeamFilter, teamConnection, teamsLike } from './team-list.ts';

const loginIn = (world: World) => world.organization.name;

export const organizationFields: Resolvers<OrganizationNode> = {
  id: (_, _args, { world }) => nodeId('Organization', world.organization.id),
  databaseId: (_, _args, { world }) => world.organization.id,
  login: (_, _args, { world }) => loginIn(world),
  name: (_, _args, { world }) => loginIn(world),
  description: (_, _args, { world }) => world.organization.description || null,
  email: () => null,
  location: () => null,
  isVerified: () => false,
  avatarUrl: (_, _args, { world }) => `https://avatars.githubusercontent.com/u/${world.organization.id}?v=4`,
  resourcePath: (_, _args, { world }) => `/${loginIn(world)}`,
  url: (_, _args, { world }) => `https://github.com/${loginIn(world)}`,
  createdAt: (_, _args, { world }) => iso(world.organization.createdAt),
  updatedAt: (_, _args, { world }) => iso(world.organization.createdAt),
  requiresTwoFactorAuthentication: (_, _args, { privileged }) => (privileged ? false : null),
  viewerCanAdminister: (_, _args, { privileged }) => privileged,
  viewerIsAMember: (_, _args, { world, viewer }) => world.members.has(viewer.id),
  membersWithRole: (_, args: PageArgs, asked, info) => {
    const { world, privileged } = asked;
    const edge = ([id, { role }]: (typeof items)[number]) => ({
      role: role === 'admin' ? 'ADMIN' : 'MEMBER',
      hasTwoFactorEnabled: privileged || id === asked.viewer.id ? true : null,
    });
    const items = isInside(asked) ? [...world.members] : [];
    return connection({ items, id: ([id]) => id, node: ([id]) => personNode(world, id), edge }, args, asked, info);
  },
  pendingMembers: (_, args: PageArgs, asked, info) => {
    const { world } = asked;
    if (!asked.privileged) throw fieldError('FORBIDDEN', 'Only owners can see pending members.');
    const items = [...world.invitations.values()].flatMap(({ account }) => account ?? []);
    return connection({ items, id: (id) => id, node: (id) => personNode(world, id) }, args, asked, info);
  },
  team: (_, { slug }: { slug: string }, asked) => {
    const team = teamBySlug(asked.world, slug);
    return team !== undefined && seesTeam(asked, team) ? teamNode(team) : null;
  },
  teams: (_, args: TeamFilter & PageArgs, asked, info) =>
    teamConnection(teamsLike(args, [...asked.world.teams.values()], asked), args, asked, info),
  repository: (_, args: { name: string; followRenames?: boolean | null }, asked) =>
    repositoryNamed({ ...args, owner: loginIn(asked.world) }, asked),
  repositories: (_, args: RepositoryFilter & PageArgs, asked, info) => {
    const items = ordered(reposLike(args, asked), args.orderBy, sortKey);
    return connection({ items, id: (repo) => repo.id, node: repositoryNode }, args, asked, info);
  },
  samlIdentityProvider: (_, _args, asked) => samlProvider(asked),
};

/** Who is neither a member nor the app sees public members alone, and nobody here is one publicly. */
function isInside({ world, viewer, privileged }: Asked): boolean {
  return privileged || world.members.has(viewer.id);
}

interface RepositoryFilter {
  readonly isArchived?: boolean | null;
  readonly isFork?: boolean | null;
  readonly privacy?: 'PRIVATE' | 'PUBLIC' | null;
  readonly visibility?: 'INTERNAL' | 'PRIVATE' | 'PUBLIC' | null;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

/** There are no forks here, and all repositories are the organisation's own, whatever `ownerAffiliations` says. */
function reposLike(filter: RepositoryFilter, asked: Asked): Repo[] {
  return [...asked.world.repos.values()].filter(
    (repo) =>
      (filter.isArchived == null || repo.archived === filter.isArchived) &&
      filter.isFork !== true &&
      (filter.privacy == null || (repo.visibility === 'public') === (filter.privacy === 'PUBLIC')) &&
      (filter.visibility == null || repo.visibility === filter.visibility.toLowerCase()) &&
      seesRepo(asked, repo),
  );
}

/** @param order nobody has starred or pushed anything here, so that those orders are the order of creation */
function sortKey(repo: Repo, order: { readonly field: string }): string | number {
  if (order.field === 'NAME') return keyOf(repo.name);
  return order.field === 'UPDATED_AT' ? repo.updatedAt : repo.createdAt;
}

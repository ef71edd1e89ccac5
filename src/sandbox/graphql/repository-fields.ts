import { keyOf } from '../../model/identity.ts';
import { nodeId } from '../json/node-id.ts';
import { builtInRole } from '../json/permission-words.ts';
import { type AccessSource, everybodyOn, roleOn, sourcesOf } from '../world/access.ts';
import { accountByLogin, loginOf } from '../world/accounts.ts';
import { iso } from '../world/clock.ts';
import { isOwner } from '../world/members.ts';
import type { Repo, World } from '../world/world.ts';
import { mayPush, type Resolvers, viewerRole } from './asked.ts';
import { connection, type PageArgs } from './connection.ts';
import { fieldError } from './errors.ts';
import { organizationNode, personNode, type RepositoryNode, repositoryNode, teamNode } from './nodes.ts';

interface CollaboratorFilter {
  readonly affiliation?: 'ALL' | 'DIRECT' | 'OUTSIDE' | null;
  readonly login?: string | null;
  readonly query?: string | null;
}

export const repositoryFields: Resolvers<RepositoryNode> = {
  id: ({ repo }) => nodeId('Repository', repo.id),
  databaseId: ({ repo }) => repo.id,
  name: ({ repo }) => repo.name,
  nameWithOwner: ({ repo }, _args, { world }) => fullName(world, repo),
  owner: () => organizationNode,
  description: ({ repo }) => repo.description || null,
  isArchived: ({ repo }) => repo.archived,
  isDisabled: () => false,
  isFork: () => false,
  isInOrganization: () => true,
  isPrivate: ({ repo }) => repo.visibility !== 'public',
  isTemplate: () => false,
  visibility: ({ repo }) => repo.visibility.toUpperCase(),
  resourcePath: ({ repo }, _args, { world }) => `/${fullName(world, repo)}`,
  url: ({ repo }, _args, { world }) => `https://github.com/${fullName(world, repo)}`,
  createdAt: ({ repo }) => iso(repo.createdAt),
  updatedAt: ({ repo }) => iso(repo.updatedAt),
  viewerCanAdminister: ({ repo }, _args, asked) => permissionWord(asked.world, viewerRole(asked, repo)) === 'ADMIN',
  viewerPermission: ({ repo }, _args, asked) => permissionWord(asked.world, viewerRole(asked, repo)),
  collaborators: ({ repo }, args: CollaboratorFilter & PageArgs, asked, info) => {
    const { world } = asked;
    if (!mayPush(asked, repo)) throw fieldError('FORBIDDEN', 'Must have push access to view repository collaborators.');
    const edge = (account: number) => ({
      permission: permissionWord(world, roleOn(world, account, repo)) ?? 'READ',
      permissionSources: () => shownSources(world, account, repo).map((source) => sourceJson(world, repo, source)),
    });
    const items = collaboratorsLike(args, world, repo);
    return connection({ items, id: (id) => id, node: (id) => personNode(world, id), edge }, args, asked, info);
  },
};

const fullName = (world: World, repo: Repo) => `${world.organization.name}/${repo.name}`;

/** A custom role shows as the one of GitHub's five that it builds on. */
function permissionWord(world: World, role: string | undefined): string | null {
  return role === undefined ? null : builtInRole(world, role).toUpperCase();
}

/**
 * DIRECT holds explicit grants alone: neither owners nor members of teams who have no grant of their own. OUTSIDE are
 * those of them who are no members.
 */
function collaboratorsLike(filter: CollaboratorFilter, world: World, repo: Repo): number[] {
  const { affiliation, login, query } = filter;
  const direct = affiliation === 'DIRECT' || affiliation === 'OUTSIDE';
  const everybody = [...(direct ? repo.collaborators : everybodyOn(world, repo)).keys()];
  const only = login == null ? undefined : (accountByLogin(world, login)?.id ?? -1);
  return everybody.filter(
    (id) =>
      (affiliation !== 'OUTSIDE' || !world.members.has(id)) &&
      (only === undefined || id === only) &&
      (query == null || keyOf(loginOf(world, id)).includes(keyOf(query))),
  );
}

/** Owners have been seen to carry a Repository source as well, where nobody had added them (palantir/policy-bot). */
function shownSources(world: World, account: number, repo: Repo): AccessSource[] {
  const sources = sourcesOf(world, account, repo);
  const duplicate = world.behaviours.ownersDuplicatedInPermissionSources && isOwner(world, account);
  if (!duplicate) return sources;
  return [...sources.filter(({ from }) => from !== 'repository'), { from: 'repository', role: 'admin' }];
}

/** `permission` knows the base permissions only; `roleName` has the whole truth. */
function sourceJson(world: World, repo: Repo, { from, role, team }: AccessSource) {
  const level = { read: 'READ', triage: 'READ', write: 'WRITE', maintain: 'WRITE', admin: 'ADMIN' } as const;
  const granters = { organization: organizationNode, repository: repositoryNode(repo), team: team && teamNode(team) };
  return {
    organization: organizationNode,
    permission: level[builtInRole(world, role)],
    roleName: role,
    source: granters[from],
  };
}

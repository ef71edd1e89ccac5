import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { roleOn, strength } from '../world/access.ts';
import { isOwner } from '../world/members.ts';
import type { Account, Repo, Team, World } from '../world/world.ts';
import type { Cost } from './cost.ts';

/** One GraphQL request: who asks, what they see, and what it costs. */
export interface Asked {
  readonly world: World;
  readonly viewer: Account;
  /** An owner, or the app, which is installed with all rights. */
  readonly privileged: boolean;
  readonly cost: Cost;
  readonly rateLimit: RateLimit;
  /** Connections whose nodes are beyond the resource limit. */
  readonly beyondLimit: ReadonlySet<FieldNode>;
}

/** Points an hour for the account that asks, this request counted. `resetAt` is an ISO time. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  readonly resetAt: string;
}

/** Resolvers of one type by field; a field without one is a property, or a function, of its source. */
export type Resolvers<Source> = Readonly<
  Record<string, (source: Source, args: never, asked: Asked, info: GraphQLResolveInfo) => unknown>
>;

export function isPrivileged(world: World, account: Account): boolean {
  return account.id === world.organization.app.account || isOwner(world, account.id);
}

/** Secret teams show to their members and to owners, the others to every member of the organisation. */
export function seesTeam({ world, viewer, privileged }: Asked, team: Team): boolean {
  if (privileged || team.members.has(viewer.id)) return true;
  return team.privacy === 'closed' && world.members.has(viewer.id);
}

export function seesRepo(asked: Asked, repo: Repo): boolean {
  if (asked.privileged || repo.visibility === 'public') return true;
  if (repo.visibility === 'internal' && asked.world.members.has(asked.viewer.id)) return true;
  return viewerRole(asked, repo) !== undefined;
}

/** The viewer's role on a repository. */
export function viewerRole({ world, viewer, privileged }: Asked, repo: Repo): string | undefined {
  return privileged ? 'admin' : roleOn(world, viewer.id, repo);
}

export function mayPush(asked: Asked, repo: Repo): boolean {
  return strength(asked.world, viewerRole(asked, repo) ?? 'none') >= strength(asked.world, 'write');
}

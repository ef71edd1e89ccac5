import { keyOf } from '../../model/identity.ts';
import { accountByLogin, organizationAccount } from '../world/accounts.ts';
import { repoByFormerName, repoByName } from '../world/repos.ts';
import type { Account, World } from '../world/world.ts';
import { type Asked, type Resolvers, seesRepo, seesTeam } from './asked.ts';
import { fieldError, notFound } from './errors.ts';
import { organizationNode, repositoryNode, teamNode, userNode } from './nodes.ts';

interface ByName {
  readonly owner: string;
  readonly name: string;
  readonly followRenames?: boolean | null;
}

export const queryFields: Resolvers<unknown> = {
  viewer: (_, _args, { viewer }) => userNode(viewer),
  user: (_, { login }: { login: string }, { world }) => {
    const account = accountByLogin(world, login);
    if (account?.type !== 'User') throw notFound(`a User with the login of '${login}'`);
    return userNode(account);
  },
  organization: (_, { login }: { login: string }, { world }) => {
    if (!isOrganization(accountByLogin(world, login), world)) {
      throw notFound(`an Organization with the login of '${login}'`);
    }
    return organizationNode;
  },
  repositoryOwner: (_, { login }: { login: string }, { world }) => {
    const account = accountByLogin(world, login);
    if (isOrganization(account, world)) return organizationNode;
    return account?.type === 'User' ? userNode(account) : null;
  },
  repository: (_, args: ByName, asked) => repositoryNamed(args, asked),
  node: (_, { id }: { id: string }, asked) => {
    const found = nodeOf(id, asked);
    if (found instanceof Error) throw found;
    return found;
  },
  nodes: (_, { ids }: { ids: readonly string[] }, asked) => {
    if (ids.length > 100)
      throw fieldError('ARGUMENT_LIMIT', `You may not provide more than 100 node ids; you provided ${ids.length}.`);
    return ids.map((id) => nodeOf(id, asked));
  },
  rateLimit: (_, _args, { cost, rateLimit }) => ({ ...rateLimit, cost: cost.points, nodeCount: cost.nodes }),
};

/** Other organisations exist as accounts alone: nothing is known of what is in them. */
const isOrganization = (account: Account | undefined, world: World) => account === organizationAccount(world);

export function repositoryNamed({ owner, name, followRenames }: ByName, asked: Asked) {
  const { world } = asked;
  const ours = keyOf(owner) === keyOf(world.organization.name);
  const found = repoByName(world, name) ?? (followRenames === false ? undefined : repoByFormerName(world, name));
  if (ours && found !== undefined && seesRepo(asked, found)) return repositoryNode(found);
  throw notFound(`a Repository with the name '${owner}/${name}'`);
}

/** Ids are of the classic form, `04:User1` in Base64, as clients make them from numeric ids. */
function nodeOf(id: string, asked: Asked): object {
  const { world } = asked;
  const [, type, number] = /^0\d+:([A-Za-z]+)(\d+)$/.exec(Buffer.from(id, 'base64').toString('utf8')) ?? [];
  const account = world.accounts.get(Number(number));
  const team = world.teams.get(Number(number));
  const repo = world.repos.get(Number(number));
  if (type === 'User' && account?.type === 'User') return userNode(account);
  if (type === 'Bot' && account?.type === 'Bot') return { __typename: 'Bot', account };
  if (type === 'Organization' && Number(number) === world.organization.id) return organizationNode;
  if (type === 'Team' && team !== undefined && seesTeam(asked, team)) return teamNode(team);
  if (type === 'Repository' && repo !== undefined && seesRepo(asked, repo)) return repositoryNode(repo);
  return notFound(`a node with the global id of '${id}'`);
}

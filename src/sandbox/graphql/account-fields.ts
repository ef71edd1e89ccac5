import { keyOf } from '../../model/identity.ts';
import { nodeId } from '../json/node-id.ts';
import { organizationAccount } from '../world/accounts.ts';
import { iso } from '../world/clock.ts';
import type { Resolvers } from './asked.ts';
import { connection, type PageArgs } from './connection.ts';
import { notFound } from './errors.ts';
import { type AccountNode, organizationNode } from './nodes.ts';

/** Of people and bots alike. */
const commonFields: Resolvers<AccountNode> = {
  id: ({ __typename, account }) => nodeId(__typename, account.id),
  databaseId: ({ account }) => account.id,
  login: ({ account }) => account.login,
  avatarUrl: ({ account }) => `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
  resourcePath: ({ account }) => `/${account.login}`,
  url: ({ account }) => `https://github.com/${account.login}`,
  createdAt: ({ account }) => iso(account.createdAt),
  updatedAt: ({ account }) => iso(account.createdAt),
};

/** GraphQL leaves out the `[bot]` that REST puts behind an app's login (seen in palantir/policy-bot). */
export const botFields: Resolvers<AccountNode> = {
  ...commonFields,
  login: ({ account }) => account.login.replace(/\[bot\]$/, ''),
};

export const userFields: Resolvers<AccountNode> = {
  ...commonFields,
  name: () => null,
  email: () => '',
  isSiteAdmin: () => false,
  isViewer: ({ account }, _args, { viewer }) => account.id === viewer.id,
  organization: ({ account }, { login }: { login: string }, { world }) => {
    const { name } = world.organization;
    const isMember = world.members.has(account.id);
    return isMember && keyOf(login) === keyOf(name) ? organizationNode : null;
  },
  organizations: ({ account }, args: PageArgs, asked, info) => {
    const items = asked.world.members.has(account.id) ? [organizationAccount(asked.world)] : [];
    return connection({ items, id: (each) => each.id, node: () => organizationNode }, args, asked, info);
  },
  repositories: (_, args: PageArgs, asked, info) =>
    connection({ items: [], id: () => '', node: () => null }, args, asked, info),
  repository: ({ account }, { name }: { name: string }) => {
    throw notFound(`a Repository with the name '${account.login}/${name}'`);
  },
};

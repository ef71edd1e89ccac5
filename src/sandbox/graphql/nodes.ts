import type { Account, FailedInvitation, Invitation, Repo, Team, World } from '../world/world.ts';

/** What resolvers hand on: a noun of the world with the name of its GraphQL type. */
export interface AccountNode {
  readonly __typename: 'User' | 'Bot';
  readonly account: Account;
}

export interface OrganizationNode {
  readonly __typename: 'Organization';
}

export interface TeamNode {
  readonly __typename: 'Team';
  readonly team: Team;
}

export interface RepositoryNode {
  readonly __typename: 'Repository';
  readonly repo: Repo;
}

export interface InvitationNode {
  readonly __typename: 'OrganizationInvitation';
  readonly invitation: Invitation | FailedInvitation;
}

/** There is one organisation in a world. */
export const organizationNode: OrganizationNode = { __typename: 'Organization' };

export const teamNode = (team: Team): TeamNode => ({ __typename: 'Team', team });

export const repositoryNode = (repo: Repo): RepositoryNode => ({ __typename: 'Repository', repo });

export const userNode = (account: Account): AccountNode => ({ __typename: 'User', account });

/** A person by id; null for an account that is gone. */
export function personNode(world: World, id: number): AccountNode | null {
  const account = world.accounts.get(id);
  return account === undefined ? null : userNode(account);
}

import type { LiveReader } from '../live-reader.ts';
import type { GitHubClient } from './client.ts';
import { readAccounts, readLogins } from './read-accounts.ts';
import { readInvitations, readInvitationTeams, readRepoInvitations } from './read-invitations.ts';
import { readOrganization } from './read-organization.ts';
import { readAllRepos, readRepos, readRepoTeams } from './read-repos.ts';
import { readSamlIdentities } from './read-saml.ts';
import { readAllTeams, readTeams, readTeamsOf } from './read-teams.ts';
import { readCensus } from './read-census.ts';
import { readAllUsers, readMembers, readOutsideCollaborators } from './read-users.ts';

/** Reads one organisation from GitHub: GraphQL where it saves requests, REST where GraphQL cannot see. */
export function createReader(client: GitHubClient, organizationName: string): LiveReader {
  const org = organizationName;
  return {
    organization: (wanted) => readOrganization(client, org, wanted),
    allUsers: () => readAllUsers(client, org),
    census: () => readCensus(client, org),
    members: (logins) => readMembers(client, org, logins),
    outsideCollaborators: () => readOutsideCollaborators(client, org),
    invitations: () => readInvitations(client, org),
    invitationTeams: (invitations) => readInvitationTeams(client, org, invitations),
    allTeams: () => readAllTeams(client, org),
    teams: (slugs) => readTeams(client, org, slugs),
    teamsOf: (login) => readTeamsOf(client, org, login),
    allRepos: () => readAllRepos(client, org),
    repos: (names, wanted) => readRepos(client, org, names, wanted),
    repoTeams: (names) => readRepoTeams(client, org, names),
    repoInvitations: (names) => readRepoInvitations(client, org, names),
    accounts: (logins) => readAccounts(client, logins),
    loginsOf: (ids) => readLogins(client, ids),
    samlIdentities: () => readSamlIdentities(client, org),
    now: () => client.now(),
  };
}

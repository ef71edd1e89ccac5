import { accountOf } from '../world/accounts.ts';
import { iso } from '../world/clock.ts';
import { isExpired } from '../world/repos.ts';
import type { FailedInvitation, Invitation, Repo, RepoInvitation, World } from '../world/world.ts';
import { accountJson } from './account-json.ts';
import { nodeId } from './node-id.ts';
import { builtInRole } from './permission-words.ts';
import { repoSimpleJson } from './repo-json.ts';

/** GitHub's `organization-invitation`, open or failed. */
export function invitationJson(world: World, invitation: Invitation | FailedInvitation, root: string) {
  const { id, account, email, role, teams, createdAt, inviter } = invitation;
  const failed = 'failedAt' in invitation ? invitation : undefined;
  return {
    id,
    node_id: nodeId('OrganizationInvitation', id),
    login: account === null ? null : accountOf(world, account).login,
    email,
    role,
    created_at: iso(createdAt),
    failed_at: failed ? iso(failed.failedAt) : null,
    failed_reason: failed ? failed.failedReason : null,
    inviter: accountJson(accountOf(world, inviter), root),
    team_count: teams.size,
    invitation_teams_url: `${root}/organizations/${world.organization.id}/invitations/${id}/teams`,
    invitation_source: 'member',
  };
}

/** GitHub's `repository-invitation`. Its vocabulary has no custom roles. */
export function repoInvitationJson(world: World, repo: Repo, invitation: RepoInvitation, root: string) {
  const { id, account, role, createdAt, inviter } = invitation;
  return {
    id,
    node_id: nodeId('RepositoryInvitation', id),
    repository: repoSimpleJson(world, repo, root),
    invitee: accountJson(accountOf(world, account), root),
    inviter: accountJson(accountOf(world, inviter), root),
    permissions: builtInRole(world, role),
    created_at: iso(createdAt),
    expired: isExpired(world, invitation),
    url: `${root}/user/repository_invitations/${id}`,
    html_url: `https://github.com/${world.organization.name}/${repo.name}/invitations`,
  };
}

import { WriteError } from '../../model/errors.ts';
import type { Change, InviteMember, TeamSettings } from '../../model/change.ts';
import { keyOf } from '../../model/identity.ts';
import { repositoryRoles } from '../../model/permission.ts';
import type { Directory } from '../live-writer.ts';
import { restPermission } from './roles.ts';

/** A REST request that changes something: the route's template, and what fills it and its body. */
export interface WriteRequest {
  readonly route: `${'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Sent twice it does what it does once, though it is no PUT or DELETE. */
  readonly repeatable?: true;
}

/**
 * The one request that a change is.
 * @throws WriteError where the directory does not know a team by its id.
 * @see https://docs.github.com/en/rest/orgs, https://docs.github.com/en/rest/teams,
 *   https://docs.github.com/en/rest/collaborators
 */
export function requestOf(change: Change, org: string, directory: Directory): WriteRequest {
  if ('repo' in change) return accessRequest(change, org, directory);
  if ('team' in change) return teamRequest(change, org, directory);
  if ('login' in change) return userRequest(change, org, directory);
  return { route: 'PATCH /orgs/{org}', parameters: { org, default_repository_permission: change.after } };
}

function userRequest(change: UserChange, org: string, directory: Directory): WriteRequest {
  const membership = { org, username: loginOf(change.login, directory) };
  switch (change.kind) {
    case 'invite-member':
      return { route: 'POST /orgs/{org}/invitations', parameters: { org, ...invitationBody(change, directory) } };
    case 'cancel-invitation':
    case 'clear-failed-invitation': {
      const parameters = { org, invitation_id: change.invitation };
      return { route: 'DELETE /orgs/{org}/invitations/{invitation_id}', parameters };
    }
    case 'change-member-role': {
      const parameters = { ...membership, role: change.after === 'owner' ? 'admin' : 'member' };
      return { route: 'PUT /orgs/{org}/memberships/{username}', parameters };
    }
    case 'remove-member':
      return { route: 'DELETE /orgs/{org}/memberships/{username}', parameters: membership };
    case 'convert-to-outside':
      return { route: 'PUT /orgs/{org}/outside_collaborators/{username}', parameters: membership };
    case 'remove-outside-collaborator':
      return { route: 'DELETE /orgs/{org}/outside_collaborators/{username}', parameters: membership };
  }
}

function teamRequest(change: TeamChange, org: string, directory: Directory): WriteRequest {
  const team = { org, team_slug: slugOf(change.team, directory) };
  switch (change.kind) {
    case 'create-team':
      return { route: 'POST /orgs/{org}/teams', parameters: { org, ...settingsBody(change.after, directory) } };
    case 'update-team': {
      const parameters = { ...team, ...settingsBody(change.after, directory) };
      return { route: 'PATCH /orgs/{org}/teams/{team_slug}', parameters };
    }
    case 'delete-team':
      return { route: 'DELETE /orgs/{org}/teams/{team_slug}', parameters: team };
    case 'add-team-member':
    case 'change-team-role': {
      const parameters = { ...team, username: loginOf(change.login, directory), role: due(change.after) };
      return { route: 'PUT /orgs/{org}/teams/{team_slug}/memberships/{username}', parameters };
    }
    case 'remove-team-member': {
      const parameters = { ...team, username: loginOf(change.login, directory) };
      return { route: 'DELETE /orgs/{org}/teams/{team_slug}/memberships/{username}', parameters };
    }
  }
}

function accessRequest(change: AccessChange, org: string, directory: Directory): WriteRequest {
  const repo = directory.repos.get(keyOf(change.repo)) ?? change.repo;
  const onRepo = { owner: org, repo };
  if ('team' in change) return teamAccessRequest(change, { org, ...onRepo }, directory);
  const collaborator = { ...onRepo, username: loginOf(change.login, directory) };
  switch (change.kind) {
    case 'grant-user-access':
    case 'change-user-access':
      return grantRequest(collaborator, due(change.after), change.invitation);
    case 'revoke-user-access':
      return { route: 'DELETE /repos/{owner}/{repo}/collaborators/{username}', parameters: collaborator };
    case 'cancel-repo-invitation': {
      const parameters = { ...onRepo, invitation_id: due(change.invitation) };
      return { route: 'DELETE /repos/{owner}/{repo}/invitations/{invitation_id}', parameters };
    }
  }
}

function teamAccessRequest(
  change: Extract<AccessChange, { readonly team: string }>,
  onRepo: { readonly org: string; readonly owner: string; readonly repo: string },
  directory: Directory,
): WriteRequest {
  const teamRepo = { ...onRepo, team_slug: slugOf(change.team, directory) };
  if (change.kind === 'revoke-team-access') {
    return { route: 'DELETE /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', parameters: teamRepo };
  }
  const parameters = { ...teamRepo, permission: restPermission(due(change.after)) };
  return { route: 'PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', parameters };
}

type AccessChange = Extract<Change, { readonly repo: string }>;
type TeamChange = Exclude<Extract<Change, { readonly team: string }>, AccessChange>;
type UserChange = Exclude<Extract<Change, { readonly login: string }>, AccessChange | TeamChange>;

function loginOf(login: string, directory: Directory): string {
  return directory.logins.get(keyOf(login)) ?? login;
}

function slugOf(slug: string, directory: Directory): string {
  return directory.teams.get(keyOf(slug))?.slug ?? slug;
}

/** A reinstatement brings back the teams that GitHub kept; what more it would do with `team_ids` is not documented. */
function invitationBody({ id, role, teams, reinstate }: InviteMember, directory: Directory): object {
  if (reinstate) return { invitee_id: id, role: 'reinstate' };
  return {
    invitee_id: id,
    role: role === 'owner' ? 'admin' : 'direct_member',
    ...(teams.length === 0 ? {} : { team_ids: teams.map((slug) => teamId(slug, directory)) }),
  };
}

/** Null un-nests; leaving the parent out keeps it. */
function settingsBody({ parent, ...settings }: Partial<TeamSettings>, directory: Directory): object {
  if (parent === undefined) return settings;
  return { ...settings, parent_team_id: parent === null ? null : teamId(parent, directory) };
}

/** A pending invitation is changed in place. That request knows no custom roles; the other takes them. */
function grantRequest(
  collaborator: { readonly owner: string; readonly repo: string; readonly username: string },
  role: string,
  invitation: number | undefined,
): WriteRequest {
  if (invitation !== undefined && repositoryRoles.some((each) => each === role)) {
    const { owner, repo } = collaborator;
    return {
      route: 'PATCH /repos/{owner}/{repo}/invitations/{invitation_id}',
      parameters: { owner, repo, invitation_id: invitation, permissions: role },
    };
  }
  return {
    route: 'PUT /repos/{owner}/{repo}/collaborators/{username}',
    parameters: { ...collaborator, permission: restPermission(role) },
  };
}

function teamId(slug: string, directory: Directory): number {
  const team = directory.teams.get(keyOf(slug));
  if (team !== undefined) return team.id;
  const next = 'It was not made, or is gone; run again.';
  throw new WriteError('no-such-team', `There is no team ${slug} on GitHub. ${next}`, undefined, { sent: nothing });
}

function due<Value>(value: Value | null | undefined): Value {
  if (value !== null && value !== undefined) return value;
  throw new WriteError('incomplete-change', 'The change does not say what it brings; nothing was sent.', undefined, {
    sent: nothing,
  });
}

const nothing = { requestId: undefined, attempts: 0 };

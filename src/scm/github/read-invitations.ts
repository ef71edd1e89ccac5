import { ReadError } from '../../model/errors.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Invitation, Repo, User } from '../../model/org-state.ts';
import type { Invitations } from '../live-reader.ts';
import { failedAnswer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, flagOf, nameOf, numberOf, textOf } from './fields.ts';
import { getAll } from './rest-read.ts';
import { orgRoleOf, repositoryRoleOf } from './roles.ts';
import { sideBySide } from './side-by-side.ts';

const needs = 'the permission "Members: read" of the organisation (scope admin:org)';
const what = 'the invitations';

/** Open and failed invitations. Who has both is in with the open one; of several failed ones the latest counts. */
export async function readInvitations(client: GitHubClient, org: string): Promise<Invitations> {
  const [open, failed] = await Promise.all([
    readFrom(client, 'GET /orgs/{org}/invitations', org),
    readFrom(client, 'GET /orgs/{org}/failed_invitations', org),
  ]);
  return {
    users: new Map([...byLogin(failed, 'failed'), ...byLogin(open, 'open')]),
    withoutLogin: open.filter(({ login }) => login === null).length,
  };
}

async function readFrom(client: GitHubClient, route: `GET ${string}`, org: string): Promise<readonly Fields[]> {
  try {
    const items = await getAll(client, route, { org }, { what, needs });
    return items.map((item) => fieldsOf(item, what));
  } catch (error) {
    throw notThere(error, client.apiUrl);
  }
}

/**
 * GitHub Enterprise Server has no invitations in its API: there people are added without being asked; nor have
 * organisations of managed users, who are provisioned.
 * @see https://docs.github.com/en/enterprise-cloud@latest/rest/orgs/members#list-pending-organization-invitations
 */
function notThere(error: unknown, apiUrl: string): unknown {
  if (!(error instanceof ReadError) || failedAnswer(error.cause).status !== 404) return error;
  const hint = apiUrl.endsWith('/api/v3')
    ? 'GitHub Enterprise Server has no invitations in its API; its members cannot be managed this way.'
    : 'An organisation of Enterprise Managed Users has no invitations; its members cannot be managed this way.';
  return new ReadError('no-invitations', `${error.message} ${hint}`, { cause: error });
}

function byLogin(items: readonly Fields[], state: Invitation['state']): readonly (readonly [Key, User])[] {
  const users = items.flatMap((item) => invitedUser(item, state));
  users.sort(
    (a, b) => a.invitation.createdAt.localeCompare(b.invitation.createdAt) || a.invitation.id - b.invitation.id,
  );
  return users.map((user) => [keyOf(user.login), user]);
}

function invitedUser(item: Fields, state: Invitation['state']): (User & { readonly invitation: Invitation })[] {
  if (item['login'] === null) return [];
  const login = nameOf(item['login'], `a login of ${what}`);
  const role = orgRoleOf(item['role'], what);
  // A billing manager takes no seat and is no member.
  if (role === undefined) return [];
  const invitation: Invitation = {
    id: numberOf(item['id'], `an id of ${what}`),
    state,
    createdAt: textOf(item['created_at'], `a time of ${what}`),
    ...(typeof item['failed_reason'] === 'string' ? { failedReason: item['failed_reason'] } : {}),
    ...(typeof item['failed_at'] === 'string' ? { failedAt: item['failed_at'] } : {}),
    ...(item['role'] === 'reinstate' ? { reinstate: true } : {}),
    // Saves a request; what a reinstatement brings is not told.
    ...(item['role'] !== 'reinstate' && item['team_count'] === 0 ? { teams: new Set<Key>() } : {}),
  };
  return [{ login, role, invitation }];
}

/** The teams that acceptance of these invitations brings, one request each. */
export async function readInvitationTeams(
  client: GitHubClient,
  org: string,
  invitations: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<Key>>> {
  const route = 'GET /orgs/{org}/invitations/{invitation_id}/teams';
  const entries = await sideBySide(invitations, async (id) => {
    const reading = { what: `the teams of invitation ${id}`, needs };
    const teams = await getAll(client, route, { org, invitation_id: id }, reading);
    const slugs = teams.map((team) => keyOf(nameOf(fieldsOf(team, reading.what)['slug'], reading.what)));
    return [id, new Set(slugs)] as const;
  });
  return new Map(entries);
}

/** Repository invitations, one request a repository: GitHub lists them nowhere else. */
export async function readRepoInvitations(
  client: GitHubClient,
  org: string,
  names: readonly string[],
): Promise<ReadonlyMap<Key, Repo['collaborators']>> {
  const entries = await sideBySide(names, async (repo) => {
    const reading = {
      what: `the invitations of ${repo}`,
      needs: 'the permission "Administration: read" of repositories',
    };
    const items = await getAll(client, 'GET /repos/{owner}/{repo}/invitations', { owner: org, repo }, reading);
    return [
      keyOf(repo),
      new Map(items.flatMap((item) => grantOf(fieldsOf(item, reading.what), reading.what))),
    ] as const;
  });
  return new Map(entries);
}

function grantOf(item: Fields, of: string) {
  // Null where the invitation went to an e-mail address.
  if (item['invitee'] === null) return [];
  const to = nameOf(fieldsOf(item['invitee'], of)['login'], of);
  const expired = item['expired'] === undefined ? false : flagOf(item['expired'], of);
  const createdAt = item['created_at'];
  const invitation = {
    id: numberOf(item['id'], of),
    expired,
    ...(typeof createdAt === 'string' ? { createdAt } : {}),
  };
  return [[keyOf(to), { to, role: repositoryRoleOf(item['permissions'], of), invitation }] as const];
}

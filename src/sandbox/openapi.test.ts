import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrganization } from '../../test/support/organization-builder.ts';
import { githubDescription } from '../../test/support/github-description.ts';
import { aSandbox, idOf, type SandboxFixture } from './sandbox-fixture.ts';

const state = anOrganization()
  .with({ customRoles: new Map([['auditor' as never, { name: 'auditor', base: 'read' as const }]]) })
  .withOwner('alice', { id: 1001 })
  .withOwner('anna', { id: 1002 })
  .withMember('bob', { id: 1003 })
  .withMember('dana', { id: 1004 })
  .withOutside('carol', { id: 1005 })
  .withTeam('platform', { id: 11, name: 'Platform', maintainers: ['alice'], members: ['bob'] })
  .withTeam('sre', { id: 12, name: 'SRE', parent: 'platform', members: ['dana'] })
  .withRepo('api', { id: 21, teams: { platform: 'write' }, collaborators: { carol: 'read', bob: 'auditor' } })
  .withRepo('web', { id: 22, teams: { sre: 'admin' } })
  .withRepo('old', { id: 23, archived: true }).state;

interface Call {
  readonly call: string;
  /** As the description writes it. */
  readonly operation: string;
  readonly status: number;
  readonly as?: string;
  readonly token?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const jwt = 'aaaa.bbbb.cccc';
const call = (call: string, operation: string, status: number, more: Partial<Call> = {}): Call => ({
  call,
  operation,
  status,
  ...more,
});

/** In this order, on one organisation: each call finds what those before it left. */
const calls: readonly Call[] = [
  call('GET /user', '/user', 200, { as: 'alice' }),
  call('GET /user', '/user', 403),
  call('GET /', '/', 200),
  call('GET /meta', '/meta', 200),
  call('GET /user/teams', '/user/teams', 200, { as: 'bob' }),
  call('GET /users/bob/orgs', '/users/{username}/orgs', 200),
  call('GET /orgs/acme/public_members/bob', '/orgs/{org}/public_members/{username}', 404),
  call('GET /users/bob', '/users/{username}', 200),
  call('GET /users/nobody', '/users/{username}', 404),
  call('GET /user/1003', '/user/{account_id}', 200),
  call('GET /user/orgs', '/user/orgs', 200, { as: 'bob' }),
  call('GET /app', '/app', 200, { token: jwt }),
  // Not `GET /app/installations`: the description wants its account to be a person and an enterprise at once.
  call('GET /app/installations/2', '/app/installations/{installation_id}', 200, { token: jwt }),
  call('GET /orgs/acme/installation', '/orgs/{org}/installation', 200, { token: jwt }),
  call('GET /repos/acme/api/installation', '/repos/{owner}/{repo}/installation', 200, { token: jwt }),
  call('POST /app/installations/2/access_tokens', '/app/installations/{installation_id}/access_tokens', 201, {
    token: jwt,
  }),
  call('GET /installation/repositories', '/installation/repositories', 200),
  call('GET /orgs/acme', '/orgs/{org}', 200),
  call('GET /orgs/acme', '/orgs/{org}', 200, { as: 'dana' }),
  call('PATCH /orgs/acme', '/orgs/{org}', 200, {
    body: {
      default_repository_permission: 'none',
      name: 'Acme',
      twitter_username: 'acme',
      blog: 'https://acme.example',
      email: 'a@b.example',
    },
  }),
  call('GET /orgs/acme/custom-repository-roles', '/orgs/{org}/custom-repository-roles', 200),
  call('GET /orgs/acme/organization-roles', '/orgs/{org}/organization-roles', 200),
  call('GET /orgs/acme/members', '/orgs/{org}/members', 200),
  call('GET /orgs/acme/public_members', '/orgs/{org}/public_members', 200),
  call('GET /orgs/acme/members/bob', '/orgs/{org}/members/{username}', 204),
  call('GET /orgs/acme/members/carol', '/orgs/{org}/members/{username}', 404),
  call('GET /orgs/acme/memberships/bob', '/orgs/{org}/memberships/{username}', 200),
  call('GET /orgs/acme/memberships/carol', '/orgs/{org}/memberships/{username}', 404),
  call('PUT /orgs/acme/memberships/dana', '/orgs/{org}/memberships/{username}', 200, { body: { role: 'admin' } }),
  call('GET /orgs/acme/outside_collaborators', '/orgs/{org}/outside_collaborators', 200),
  call('DELETE /orgs/acme/outside_collaborators/bob', '/orgs/{org}/outside_collaborators/{username}', 422),
  call('PUT /orgs/acme/outside_collaborators/dana', '/orgs/{org}/outside_collaborators/{username}', 202, {
    body: { async: true },
  }),
  call('POST /orgs/acme/invitations', '/orgs/{org}/invitations', 201, {
    body: { invitee_id: 1004, role: 'reinstate', team_ids: [11] },
  }),
  call('POST /orgs/acme/invitations', '/orgs/{org}/invitations', 422, { body: { invitee_id: 1004 } }),
  call('POST /orgs/acme/invitations', '/orgs/{org}/invitations', 422, { body: { invitee_id: 1003 } }),
  call('POST /orgs/acme/invitations', '/orgs/{org}/invitations', 404, { body: { invitee_id: 9 } }),
  call('POST /orgs/acme/invitations', '/orgs/{org}/invitations', 201, { body: { email: 'eve@example.com' } }),
  call('GET /orgs/acme/invitations', '/orgs/{org}/invitations', 200),
  call('GET /orgs/acme/failed_invitations', '/orgs/{org}/failed_invitations', 200),
  call('GET /user/memberships/orgs', '/user/memberships/orgs', 200, { as: 'dana' }),
  call('PATCH /user/memberships/orgs/acme', '/user/memberships/orgs/{org}', 200, {
    as: 'dana',
    body: { state: 'active' },
  }),
  call('GET /user/memberships/orgs/acme', '/user/memberships/orgs/{org}', 200, { as: 'dana' }),
  call('DELETE /orgs/acme/memberships/nobody', '/orgs/{org}/memberships/{username}', 404),
  call('GET /orgs/acme/teams', '/orgs/{org}/teams', 200),
  call('POST /orgs/acme/teams', '/orgs/{org}/teams', 201, { body: { name: 'Data Science', parent_team_id: 11 } }),
  call('POST /orgs/acme/teams', '/orgs/{org}/teams', 422, { body: { name: 'data science' } }),
  call('GET /orgs/acme/teams/data-science', '/orgs/{org}/teams/{team_slug}', 200),
  call('PATCH /orgs/acme/teams/data-science', '/orgs/{org}/teams/{team_slug}', 200, { body: { parent_team_id: null } }),
  call('GET /orgs/acme/teams/platform/teams', '/orgs/{org}/teams/{team_slug}/teams', 200),
  call('GET /orgs/acme/teams/platform/members', '/orgs/{org}/teams/{team_slug}/members', 200),
  call('GET /orgs/acme/teams/sre/memberships/dana', '/orgs/{org}/teams/{team_slug}/memberships/{username}', 200),
  call('PUT /orgs/acme/teams/sre/memberships/carol', '/orgs/{org}/teams/{team_slug}/memberships/{username}', 200),
  call('GET /orgs/acme/teams/sre/invitations', '/orgs/{org}/teams/{team_slug}/invitations', 200),
  call('DELETE /orgs/acme/teams/sre/memberships/carol', '/orgs/{org}/teams/{team_slug}/memberships/{username}', 204),
  call('GET /orgs/acme/teams/sre/external-groups', '/orgs/{org}/teams/{team_slug}/external-groups', 200),
  call(
    'GET /orgs/acme/teams/sre/team-sync/group-mappings',
    '/orgs/{org}/teams/{team_slug}/team-sync/group-mappings',
    200,
  ),
  call('GET /orgs/acme/teams/sre/repos', '/orgs/{org}/teams/{team_slug}/repos', 200),
  call('GET /orgs/acme/teams/sre/repos/acme/api', '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', 204),
  call('GET /orgs/acme/teams/sre/repos/acme/api', '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', 200, {
    headers: { accept: 'application/vnd.github.v3.repository+json' },
  }),
  call('PUT /orgs/acme/teams/sre/repos/acme/api', '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', 204, {
    body: { permission: 'maintain' },
  }),
  call('DELETE /orgs/acme/teams/sre/repos/acme/api', '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', 204),
  call('DELETE /orgs/acme/teams/data-science', '/orgs/{org}/teams/{team_slug}', 204),
  call('GET /teams/11', '/teams/{team_id}', 200),
  call('GET /teams/11/members', '/teams/{team_id}/members', 200),
  call('GET /teams/11/members/dana', '/teams/{team_id}/members/{username}', 204),
  call('PUT /teams/11/members/dana', '/teams/{team_id}/members/{username}', 204),
  call('DELETE /teams/11/members/dana', '/teams/{team_id}/members/{username}', 204),
  call('DELETE /teams/11/members/dana', '/teams/{team_id}/members/{username}', 404),
  call('GET /orgs/acme/repos', '/orgs/{org}/repos', 200),
  call('POST /orgs/acme/repos', '/orgs/{org}/repos', 201, { body: { name: 'new', private: true } }),
  call('POST /orgs/acme/repos', '/orgs/{org}/repos', 422, { body: { name: 'NEW' } }),
  call('GET /repos/acme/api', '/repos/{owner}/{repo}', 200),
  call('PATCH /repos/acme/new', '/repos/{owner}/{repo}', 200, { body: { name: 'newer' } }),
  call('GET /repos/acme/new', '/repos/{owner}/{repo}', 301),
  call('PATCH /repos/acme/new', '/repos/{owner}/{repo}', 307, { body: { archived: true } }),
  call('DELETE /repos/acme/newer', '/repos/{owner}/{repo}', 204),
  call('GET /repos/acme/none', '/repos/{owner}/{repo}', 404),
  call('GET /repos/acme/api/teams', '/repos/{owner}/{repo}/teams', 200),
  call('GET /repos/acme/api/collaborators', '/repos/{owner}/{repo}/collaborators', 200),
  call('GET /repos/acme/api/collaborators/bob', '/repos/{owner}/{repo}/collaborators/{username}', 204),
  call(
    'GET /repos/acme/api/collaborators/bob/permission',
    '/repos/{owner}/{repo}/collaborators/{username}/permission',
    200,
  ),
  call('PUT /repos/acme/web/collaborators/carol', '/repos/{owner}/{repo}/collaborators/{username}', 201),
  call('PUT /repos/acme/web/collaborators/bob', '/repos/{owner}/{repo}/collaborators/{username}', 204),
  call('PUT /repos/acme/old/collaborators/bob', '/repos/{owner}/{repo}/collaborators/{username}', 403),
  call('GET /repos/acme/web/invitations', '/repos/{owner}/{repo}/invitations', 200),
  call('GET /user/repository_invitations', '/user/repository_invitations', 200, { as: 'carol' }),
  call('DELETE /repos/acme/api/collaborators/carol', '/repos/{owner}/{repo}/collaborators/{username}', 204),
  call('DELETE /orgs/acme/members/bob', '/orgs/{org}/members/{username}', 204),
];

/** Answers with the same path that only GitHub Enterprise Cloud describes. */
const enterpriseOnly = [
  '/orgs/{org}/custom-repository-roles',
  '/orgs/{org}/teams/{team_slug}/external-groups',
  '/orgs/{org}/teams/{team_slug}/team-sync/group-mappings',
];

/** The description leaves out the body of a 404 where the status says it all; GitHub sends its usual one. */
function withoutBareNotFound(status: number, problems: readonly string[]): readonly string[] {
  return problems.filter((problem) => status !== 404 || problem !== 'an answer without content was due');
}

describe.each(['api.github.com', 'ghec'] as const)('answers fit the description of %s', (name) => {
  let at: SandboxFixture;
  const description = githubDescription(name);
  beforeAll(async () => {
    at = await aSandbox(state);
  });
  afterAll(() => at.close());

  const described = calls.filter(({ operation }) => name === 'ghec' || !enterpriseOnly.includes(operation));
  it.each(described)('$call $status', async ({ call, operation, status, ...options }) => {
    const [method = '', path = ''] = call.split(' ');
    const answer = await at.ask(method, path, options);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
    const problems = description.problems(method, operation, status, answer.body);
    expect(withoutBareNotFound(status, problems)).toEqual([]);
  });

  it('PATCH and DELETE of one repository invitation', async () => {
    await at.ask('PUT', '/repos/acme/web/collaborators/bob');
    const listed = await at.ask('GET', '/repos/acme/web/invitations');
    const path = `/repos/acme/web/invitations/${idOf(listed.body[0])}`;
    const operation = '/repos/{owner}/{repo}/invitations/{invitation_id}';
    const changed = await at.ask('PATCH', path, { body: { permissions: 'triage' } });
    expect(description.problems('PATCH', operation, changed.status, changed.body)).toEqual([]);
    expect(changed.body).toMatchObject({ permissions: 'triage' });
    const gone = await at.ask('DELETE', path);
    expect(description.problems('DELETE', operation, gone.status, gone.body)).toEqual([]);
  });

  it('the teams of one invitation, and its end', async () => {
    const body = { invitee_id: 1003, team_ids: [11, 12] };
    const { body: made } = await at.ask('POST', '/orgs/acme/invitations', { body });
    const path = `/orgs/acme/invitations/${idOf(made)}`;
    const teams = await at.ask('GET', `${path}/teams`);
    const operation = '/orgs/{org}/invitations/{invitation_id}';
    expect(description.problems('GET', `${operation}/teams`, teams.status, teams.body)).toEqual([]);
    expect(teams.body).toMatchObject([{ slug: 'platform' }, { slug: 'sre' }]);
    const gone = await at.ask('DELETE', path);
    expect(description.problems('DELETE', operation, gone.status, gone.body)).toEqual([]);
  });

  it('the rate limits, where there are any', async () => {
    await at.control('POST', 'limits', { primary: 'github' });
    const { status, body } = await at.ask('GET', '/rate_limit');
    expect(description.problems('GET', '/rate_limit', status, body)).toEqual([]);
  });
});

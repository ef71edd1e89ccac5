import { afterEach, beforeEach, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .withOwner('alice', { id: 1 })
  .withMember('Bob', { id: 2 })
  .withOutside('carol', { id: 3 })
  .withTeam('platform', { id: 11, members: ['alice'] })
  .withTeam('sre', { id: 12, parent: 'platform', maintainers: ['Bob'] })
  .withRepo('api', { id: 21, teams: { platform: 'write' }, collaborators: { Bob: 'admin', carol: 'read' } })
  .withRepo('web', { id: 22, teams: { sre: 'triage' } }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
});
afterEach(() => at.close());

const logins = async (path: string) =>
  ((await at.ask('GET', path)).body as unknown as { login: string }[]).map(({ login }) => login);

it('lists members by role, and finds them in any case', async () => {
  expect(await logins('/orgs/acme/members')).toEqual(['alice', 'Bob']);
  expect(await logins('/orgs/acme/members?role=admin')).toEqual(['alice']);
  expect(await logins('/orgs/ACME/members?role=member')).toEqual(['Bob']);
  expect((await at.ask('GET', '/orgs/acme/memberships/bOB')).body).toMatchObject({ user: { login: 'Bob' } });
});

it.each(['members', 'memberships'])('removing by %s takes teams and direct grants along', async (list) => {
  expect((await at.ask('DELETE', `/orgs/acme/${list}/bob`)).status).toBe(204);
  const after = await at.control('GET', 'state');
  expect(after['teams']?.['sre']).toMatchObject({ members: {} });
  expect(after['repos']?.['api']).toMatchObject({ collaborators: { carol: 'read' } });
  expect(await logins('/orgs/acme/outside_collaborators')).toEqual(['carol']);
});

it.each([
  ['DELETE', '/orgs/acme/members/alice', undefined],
  ['DELETE', '/orgs/acme/memberships/alice', undefined],
  ['PUT', '/orgs/acme/memberships/alice', { role: 'member' }],
  ['PUT', '/orgs/acme/outside_collaborators/alice', undefined],
])('the last owner stays: %s %s', async (method, path, body) => {
  expect((await at.ask(method, path, { body })).status).toBe(403);
  expect((await at.control('GET', 'state'))['members']?.['alice']).toMatchObject({ role: 'owner' });
});

it('owners read as maintainers of the teams they are in', async () => {
  expect((await at.ask('GET', '/orgs/acme/teams/platform/memberships/alice')).body).toMatchObject({
    role: 'maintainer',
  });
  await at.ask('PUT', '/orgs/acme/memberships/bob', { body: { role: 'admin' } });
  const put = await at.ask('PUT', '/orgs/acme/teams/platform/memberships/bob', { body: { role: 'member' } });
  expect(put.body).toMatchObject({ role: 'maintainer', state: 'active' });
});

it('who becomes an outside collaborator keeps what teams gave as direct grants, and what was stronger', async () => {
  expect((await at.ask('PUT', '/orgs/acme/outside_collaborators/bob')).status).toBe(204);
  expect(await logins('/orgs/acme/outside_collaborators')).toEqual(['Bob', 'carol']);
  const { repos, members } = await at.control('GET', 'state');
  expect(members).not.toHaveProperty('Bob');
  expect(repos).toMatchObject({ api: { collaborators: { Bob: 'admin' } }, web: { collaborators: { Bob: 'triage' } } });
});

it('an outside collaborator is removed from every repository; a member is not taken for one', async () => {
  expect((await at.ask('DELETE', '/orgs/acme/outside_collaborators/carol')).status).toBe(204);
  expect((await at.ask('DELETE', '/orgs/acme/outside_collaborators/bob')).status).toBe(422);
  expect(await logins('/orgs/acme/outside_collaborators')).toEqual([]);
});

it('a renamed account keeps its id, and its old login is nobody until somebody claims it', async () => {
  await at.control('POST', 'change', { rename: { login: 'bob', to: 'robert' } });
  expect((await at.ask('GET', '/users/bob')).status).toBe(404);
  expect((await at.ask('GET', '/user/2')).body).toMatchObject({ login: 'robert' });
  await at.control('POST', 'change', { addAccounts: [{ login: 'bob', id: 50 }] });
  expect((await at.ask('GET', '/users/bob')).body).toMatchObject({ id: 50 });
  expect((await at.ask('GET', '/orgs/acme/members/bob')).status).toBe(404);
});

it('persons may do what their role allows, and tokens of nobody nothing', async () => {
  expect((await at.ask('DELETE', '/orgs/acme/members/bob', { as: 'bob' })).status).toBe(403);
  expect((await at.ask('GET', '/orgs/acme/invitations', { as: 'bob' })).status).toBe(403);
  expect((await at.ask('GET', '/user', { as: 'bob' })).body).toMatchObject({ login: 'Bob' });
  expect((await at.ask('GET', '/user', { as: 'nobody' })).status).toBe(401);
  expect((await at.ask('GET', '/user', { token: 'wrong' })).body).toMatchObject({ message: 'Bad credentials' });
});

it('owners see the app among the installations', async () => {
  const path = '/orgs/acme/installations';
  expect((await at.ask('GET', path, { as: 'alice' })).body).toMatchObject({
    total_count: 1,
    installations: [{ id: 2, app_slug: 'rollcall', account: { login: 'acme' } }],
  });
  expect((await at.ask('GET', path, { as: 'bob' })).status).toBe(403);
});

it("an app's credentials get a token of the installation", async () => {
  const path = '/app/installations/2/access_tokens';
  const { status, body } = await at.ask('POST', path, { token: 'aaaa.bbbb.cccc' });
  expect(status).toBe(201);
  expect((await at.ask('GET', '/orgs/acme/invitations', { token: body['token'] as unknown as string })).status).toBe(
    200,
  );
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, idOf, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .with({ basePermission: 'read', customRoles: new Map([['auditor' as never, { name: 'auditor', base: 'triage' }]]) })
  .withOwner('alice', { id: 1 })
  .withMember('bob', { id: 2 })
  .withMember('dana', { id: 3 })
  .withOutside('carol', { id: 4 })
  .withOutside('frank', { id: 5 })
  .withTeam('sre', { id: 11, members: ['dana'] })
  .withRepo('api', { id: 21, teams: { sre: 'maintain' }, collaborators: { carol: 'write', dana: 'read' } })
  .withRepo('old', { id: 22, archived: true }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
});
afterEach(() => at.close());

const put = (login: string, permission?: string, repo = 'api') =>
  at.ask('PUT', `/repos/acme/${repo}/collaborators/${login}`, { body: permission ? { permission } : {} });
const collaborators = async (query = '') =>
  Object.fromEntries<unknown>(
    (await at.readAll(`/repos/acme/api/collaborators${query}`)).map((each): [string, unknown] => [
      each['login'] as unknown as string,
      each['role_name'],
    ]),
  );

describe('collaborators', () => {
  it('all are everybody with their highest role; direct are explicit grants; outside are no members', async () => {
    expect(await collaborators()).toEqual({ alice: 'admin', bob: 'read', dana: 'maintain', carol: 'write' });
    expect(await collaborators('?affiliation=direct')).toEqual({ carol: 'write', dana: 'maintain' });
    expect(await collaborators('?affiliation=outside')).toEqual({ carol: 'write' });
    expect(await collaborators('?permission=push')).toEqual({ carol: 'write' });
  });

  it('a member or a collaborator is granted at once, anybody else is invited', async () => {
    expect((await put('bob', 'triage')).status).toBe(204);
    expect((await put('carol', 'admin')).status).toBe(204);
    expect(await put('frank', 'pull')).toMatchObject({ status: 201, body: { permissions: 'read', expired: false } });
    expect((await put('nobody', 'pull')).status).toBe(404);
    expect((await put('bob', 'rule')).status).toBe(422);
    expect((await put('bob', 'auditor')).status).toBe(204);
    expect(await collaborators('?affiliation=direct')).toMatchObject({ bob: 'auditor', carol: 'admin' });
  });

  it('a member cannot be given less than the base permission', async () => {
    await at.ask('PATCH', '/orgs/acme', { body: { default_repository_permission: 'write' } });
    const refused = await put('bob', 'pull');
    expect(refused).toMatchObject({ status: 422, body: { message: 'Cannot assign bob permission of read' } });
    expect((await put('frank', 'pull')).status).toBe(201);
    expect((await put('alice', 'pull')).status).toBe(204);
  });

  it('access to an archived repository cannot be changed', async () => {
    expect((await put('bob', 'push', 'old')).status).toBe(403);
    expect((await at.ask('DELETE', '/repos/acme/old/collaborators/bob')).status).toBe(403);
  });

  it.each([
    ['alice', 'admin', 'admin'],
    ['dana', 'write', 'maintain'],
    ['carol', 'write', 'write'],
    ['frank', 'none', ''],
  ])('the permission of %s', async (login, permission, role_name) => {
    const { body } = await at.ask('GET', `/repos/acme/api/collaborators/${login}/permission`);
    expect(body).toMatchObject({ permission, role_name, user: { login } });
  });
});

describe('repository invitations', () => {
  it('are changed, accepted, and run out after seven days without going', async () => {
    const { body } = await put('frank', 'pull');
    const path = `/repos/acme/api/invitations/${idOf(body)}`;
    await at.ask('PATCH', path, { body: { permissions: 'write' } });
    await at.control('POST', 'clock', { advance: '7d' });
    expect(await at.readAll('/repos/acme/api/invitations')).toMatchObject([{ permissions: 'write', expired: true }]);
    expect(await at.control('POST', 'accept', { login: 'frank' })).toEqual({ accepted: [] });
    const again = await put('frank', 'triage');
    const own = `/user/repository_invitations/${idOf(again.body)}`;
    expect((await at.ask('PATCH', own, { as: 'frank' })).status).toBe(204);
    expect(await collaborators('?affiliation=outside')).toEqual({ carol: 'write', frank: 'triage' });
  });

  it('are declined by the person, and cancelled by an administrator', async () => {
    const { body } = await put('frank');
    expect((await at.ask('DELETE', `/user/repository_invitations/${idOf(body)}`, { as: 'frank' })).status).toBe(204);
    const again = await put('frank');
    expect((await at.ask('DELETE', `/repos/acme/api/invitations/${idOf(again.body)}`)).status).toBe(204);
    expect(await at.readAll('/repos/acme/api/invitations')).toEqual([]);
  });
});

describe('renames', () => {
  it('redirect reads with 301 and writes with 307 to the id, until the name is taken again', async () => {
    await at.ask('PATCH', '/repos/acme/api', { body: { name: 'API2' } });
    const read = await at.ask('GET', '/api/v3/repos/acme/api/teams?per_page=5');
    const root = `${at.sandbox.url}/api/v3`;
    expect(read.status).toBe(301);
    expect(read.headers.get('location')).toBe(`${root}/repositories/21/teams?per_page=5`);
    const write = await at.ask('PUT', '/repos/acme/api/collaborators/bob', { body: {} });
    expect(write.status).toBe(307);
    const path = (write.headers.get('location') ?? '').slice(at.sandbox.url.length);
    expect((await at.ask('PUT', path, { body: {} })).status).toBe(204);
    await at.ask('POST', '/orgs/acme/repos', { body: { name: 'api', private: true } });
    expect((await at.ask('GET', '/repos/acme/api')).body).toMatchObject({ name: 'api', private: true });
  });
});

it('hides private repositories from who may not read them', async () => {
  await at.ask('PATCH', '/orgs/acme', { body: { default_repository_permission: 'none' } });
  const seen = async (as: string) => (await at.ask('GET', '/repos/acme/api', { as })).status;
  expect([await seen('dana'), await seen('carol'), await seen('bob')]).toEqual([200, 200, 404]);
  expect(await at.readAll('/orgs/acme/repos')).toHaveLength(2);
});

it('puts a member who makes a repository on it, as GitHub does', async () => {
  await at.ask('POST', '/orgs/acme/repos', { as: 'bob', body: { name: 'mine', private: true } });
  expect((await at.control('GET', 'state'))['repos']?.['mine']).toMatchObject({ collaborators: { bob: 'admin' } });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .withOwner('alice', { id: 1 })
  .withMember('bob', { id: 2 })
  .withTeam('sre', { id: 11, members: ['bob'] })
  .withRepo('api', { id: 21 }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
  await at.control('POST', 'change', {
    addAccounts: [
      { login: 'eve', id: 4 },
      { login: 'max_acme', id: 5 },
    ],
  });
});
afterEach(() => at.close());

describe('a team that an identity provider keeps', () => {
  beforeEach(() => at.control('POST', 'change', { setIdentityProviderTeam: { team: 'sre', managed: true } }));

  it.each([
    'PUT /orgs/acme/teams/sre/memberships/alice',
    'DELETE /orgs/acme/teams/sre/memberships/bob',
    'PUT /teams/11/members/alice',
    'DELETE /teams/11/members/bob',
  ])('lets nobody change its members: %s', async (call) => {
    const [method = '', path = ''] = call.split(' ');
    const answer = await at.ask(method, path, method === 'PUT' ? { body: {} } : {});
    expect(answer).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('external group') as string },
    });
  });

  it('tells its group, may be granted repositories, and can be let go of', async () => {
    const { body } = await at.ask('GET', '/orgs/acme/teams/sre/external-groups');
    expect(body).toMatchObject({ groups: [{ group_name: 'sre-group' }] });
    expect((await at.ask('PUT', '/orgs/acme/teams/sre/repos/acme/api', { body: {} })).status).toBe(204);
    await at.control('POST', 'change', { setIdentityProviderTeam: { team: 'sre', managed: false } });
    expect((await at.ask('DELETE', '/orgs/acme/teams/sre/memberships/bob')).status).toBe(204);
    expect((await at.ask('GET', '/orgs/acme/teams/sre/external-groups')).body).toEqual({ groups: [] });
  });
});

describe('an organisation of managed users', () => {
  beforeEach(() => at.control('POST', 'change', { setManagedUsers: { managed: true } }));

  it.each<[string, object | undefined, number]>([
    ['GET /orgs/acme/invitations', undefined, 404],
    ['GET /orgs/acme/failed_invitations', undefined, 404],
    ['POST /orgs/acme/invitations', { invitee_id: 4 }, 404],
    ['PUT /orgs/acme/memberships/eve', {}, 422],
    ['PUT /orgs/acme/teams/sre/memberships/eve', {}, 422],
    ['PUT /repos/acme/api/collaborators/eve', {}, 422],
    ['PUT /repos/acme/api/collaborators/max_acme', {}, 204],
    ['PUT /orgs/acme/teams/sre/memberships/alice', {}, 200],
  ])('has no invitations: %s', async (call, body, status) => {
    const [method = '', path = ''] = call.split(' ');
    expect((await at.ask(method, path, { body })).status).toBe(status);
  });
});

describe('an installation token', () => {
  it("runs out after an hour on the sandbox's clock; the one that is printed never does", async () => {
    const made = await at.ask('POST', '/app/installations/2/access_tokens', { token: 'aaaa.bbbb.cccc' });
    const token = made.body['token'] as unknown as string;
    await at.control('POST', 'clock', { advance: '59m' });
    expect((await at.ask('GET', '/orgs/acme', { token })).status).toBe(200);
    await at.control('POST', 'clock', { advance: '2m' });
    expect(await at.ask('GET', '/orgs/acme', { token })).toMatchObject({ status: 401 });
    const { status, headers } = await at.ask('GET', '/orgs/acme');
    expect(status).toBe(200);
    expect(Date.parse(headers.get('date') ?? '') - Date.now()).toBeGreaterThan(60 * 60 * 1000);
  });
});

describe('the quota of one repository', () => {
  const invited = async (login: string) =>
    (await at.ask('PUT', `/repos/acme/api/collaborators/${login}`, { body: { permission: 'pull' } })).status;

  it('is so many invitations in 24 hours; the same person and members do not count', async () => {
    await at.control('POST', 'limits', { repoInvitationsPerDay: 1 });
    expect([await invited('eve'), await invited('eve'), await invited('bob'), await invited('max_acme')]).toEqual([
      201, 201, 204, 422,
    ]);
    await at.control('POST', 'clock', { advance: '24h' });
    expect(await invited('max_acme')).toBe(201);
    await at.control('POST', 'limits', { repoInvitationsPerDay: null });
    expect(await at.control('GET', 'limits')).toMatchObject({ repoInvitationsPerDay: null });
  });
});

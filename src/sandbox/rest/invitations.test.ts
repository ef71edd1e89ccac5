import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, idOf, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .withOwner('alice', { id: 1 })
  .withOwner('anna', { id: 2 })
  .withMember('bob', { id: 3 })
  .withTeam('sre', { id: 11, maintainers: ['bob'] })
  .withTeam('web', { id: 12 })
  .withRepo('api', { id: 21, collaborators: { bob: 'maintain' } }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
  const addAccounts = Array.from({ length: 8 }, (_, index) => ({ login: `new${index}`, id: 100 + index }));
  await at.control('POST', 'change', {
    addAccounts: [...addAccounts, { login: 'corp', id: 90, type: 'Organization' }],
  });
});
afterEach(() => at.close());

const invite = (body: object) => at.ask('POST', '/orgs/acme/invitations', { body });
const list = async (path: string) => (await at.ask('GET', `/orgs/acme/${path}`)).body;

describe('the life of an invitation', () => {
  it('is open, with its teams, until it is accepted, and then brings them', async () => {
    const sent = await invite({ invitee_id: 100, role: 'admin', team_ids: [11, 12] });
    expect(sent).toMatchObject({ status: 201, body: { login: 'new0', role: 'admin', team_count: 2 } });
    expect((await at.ask('GET', '/orgs/acme/memberships/new0')).body).toMatchObject({
      state: 'pending',
      role: 'admin',
    });
    expect((await at.ask('GET', '/orgs/acme/teams/web/memberships/new0')).body).toMatchObject({ state: 'pending' });
    expect(await at.control('POST', 'accept', { login: 'new0' })).toEqual({ accepted: ['new0'] });
    expect(await list('invitations')).toEqual([]);
    const { teams, members } = await at.control('GET', 'state');
    expect(members?.['new0']).toEqual({ id: 100, role: 'owner' });
    expect(teams?.['web']?.['members']).toEqual({ new0: 'maintainer' });
  });

  it('is accepted by the person through REST', async () => {
    await invite({ invitee_id: 100 });
    const answer = await at.ask('PATCH', '/user/memberships/orgs/acme', { as: 'new0', body: { state: 'active' } });
    expect(answer).toMatchObject({ status: 200, body: { state: 'active', role: 'member' } });
  });

  it('runs out after seven days and stands among the failed ones, from which it can be cleared', async () => {
    const { body } = await invite({ invitee_id: 100 });
    await at.control('POST', 'clock', { advance: '6d23h' });
    expect(await list('invitations')).toMatchObject([{ login: 'new0' }]);
    await at.control('POST', 'clock', { advance: '1h' });
    expect(await list('invitations')).toEqual([]);
    expect(await list('failed_invitations')).toMatchObject([{ login: 'new0', failed_reason: 'expired' }]);
    expect((await at.ask('DELETE', `/orgs/acme/invitations/${idOf(body)}`)).status).toBe(204);
    expect(await list('failed_invitations')).toEqual([]);
  });

  it('can be sent again while a failed one stands, unless the switch says that it blocks', async () => {
    await invite({ invitee_id: 100 });
    await at.control('POST', 'clock', { advance: '8d' });
    await at.control('POST', 'behaviours', { failedInvitationsBlock: true });
    expect((await invite({ invitee_id: 100 })).status).toBe(422);
    await at.control('POST', 'behaviours', { failedInvitationsBlock: false, reinviteClearsFailed: true });
    expect((await invite({ invitee_id: 100 })).status).toBe(201);
    expect(await list('failed_invitations')).toEqual([]);
  });

  it('is cancelled with the membership of the person who sent it', async () => {
    await at.ask('POST', '/orgs/acme/invitations', { as: 'anna', body: { invitee_id: 100 } });
    await at.ask('DELETE', '/orgs/acme/members/anna');
    expect(await list('invitations')).toEqual([]);
  });
});

describe('refusals', () => {
  it.each([
    ['an unknown account', { invitee_id: 999 }, 404, {}],
    ['neither account nor address', {}, 422, { errors: [{ message: 'Invite requires either user or email' }] }],
    ['an organisation', { invitee_id: 90 }, 422, { message: 'Members must be users, not organizations.' }],
    ['a member', { invitee_id: 3 }, 422, { errors: [{ resource: 'OrganizationInvitation', code: 'unprocessable' }] }],
    ['an unknown team', { invitee_id: 100, team_ids: [99] }, 404, {}],
    ['who never was a member, to reinstate', { invitee_id: 100, role: 'reinstate' }, 422, {}],
    ['an unknown role', { invitee_id: 100, role: 'owner' }, 422, {}],
  ])('%s', async (_, body, status, answer) => {
    expect(await invite(body)).toMatchObject({ status, body: answer });
    expect((await at.control('GET', 'requests'))['writes']).toBe(1);
  });

  it('a second one while one is open, with the code that the switch says', async () => {
    await invite({ invitee_id: 100 });
    expect((await invite({ invitee_id: 100 })).body).toMatchObject({ errors: [{ code: 'unprocessable' }] });
    await at.control('POST', 'behaviours', { alreadyInvitedErrorCode: 'already_exists' });
    expect((await invite({ invitee_id: 100 })).body).toMatchObject({ errors: [{ code: 'already_exists' }] });
    await at.control('POST', 'behaviours', { alreadyInvitedErrorCode: null });
    expect((await invite({ invitee_id: 100 })).body).not.toHaveProperty('errors');
  });

  it('whoever is no owner', async () => {
    const answer = await at.ask('POST', '/orgs/acme/invitations', { as: 'bob', body: { invitee_id: 100 } });
    expect(answer.status).toBe(403);
  });

  it('more than the quota in any 24 hours, cancelled ones and those of the other endpoints included', async () => {
    await at.control('POST', 'limits', { invitationsPerDay: 3 });
    const { body } = await invite({ invitee_id: 100 });
    await at.ask('DELETE', `/orgs/acme/invitations/${idOf(body)}`);
    expect((await at.ask('PUT', '/orgs/acme/memberships/new1', { body: {} })).status).toBe(200);
    expect((await at.ask('PUT', '/orgs/acme/teams/web/memberships/new2', { body: {} })).status).toBe(200);
    expect((await invite({ invitee_id: 103 })).status).toBe(422);
    await at.control('POST', 'clock', { advance: '24h' });
    expect((await invite({ invitee_id: 103 })).status).toBe(201);
  });

  it('more than there are seats for; members, invitations and outside collaborators take one', async () => {
    await at.control('POST', 'change', { setCollaborator: { repo: 'api', login: 'new7', permission: 'read' } });
    await at.control('POST', 'limits', { seats: 5 });
    expect((await at.ask('GET', '/orgs/acme')).body['plan']).toMatchObject({ seats: 5, filled_seats: 4 });
    expect((await invite({ invitee_id: 100 })).status).toBe(201);
    expect(await invite({ invitee_id: 101 })).toMatchObject({ status: 422, body: { errors: [{ code: 'no_seat' }] } });
    expect((await invite({ invitee_id: 107 })).status).toBe(201);
    await at.control('POST', 'limits', { seats: null });
    expect((await invite({ invitee_id: 101 })).status).toBe(201);
  });
});

describe('reinstatement', () => {
  it('gives back role, teams with the role there, and direct grants', async () => {
    const before = await at.control('GET', 'state');
    await at.ask('DELETE', '/orgs/acme/memberships/bob');
    expect((await at.control('GET', 'state'))['repos']?.['api']).toMatchObject({ collaborators: {} });
    expect((await invite({ invitee_id: 3, role: 'reinstate' })).status).toBe(201);
    await at.control('POST', 'accept', { all: true });
    expect(await at.control('GET', 'state')).toEqual(before);
  });

  it('is refused once three months have passed', async () => {
    await at.ask('DELETE', '/orgs/acme/members/bob');
    await at.control('POST', 'clock', { advance: '93d' });
    expect((await invite({ invitee_id: 3, role: 'reinstate' })).status).toBe(422);
    expect((await invite({ invitee_id: 3, role: 'direct_member' })).status).toBe(201);
  });
});

describe('memberships and team memberships of an invited person', () => {
  it.each([
    ['keep', 'direct_member'],
    ['update', 'admin'],
  ])('PUT of a membership does what the switch says: %s', async (putMembershipOnInvitee, role) => {
    await at.control('POST', 'behaviours', { putMembershipOnInvitee });
    await invite({ invitee_id: 100 });
    await at.ask('PUT', '/orgs/acme/memberships/new0', { body: { role: 'admin' } });
    expect(await list('invitations')).toMatchObject([{ login: 'new0', role }]);
  });

  it('a second team joins the open invitation, and leaves it again', async () => {
    await at.ask('PUT', '/orgs/acme/teams/web/memberships/new0', { body: {} });
    const second = await at.ask('PUT', '/orgs/acme/teams/sre/memberships/new0', { body: { role: 'maintainer' } });
    expect(second.body).toMatchObject({ state: 'pending', role: 'maintainer' });
    expect(await list('invitations')).toMatchObject([{ login: 'new0', team_count: 2 }]);
    expect((await at.ask('DELETE', '/orgs/acme/teams/web/memberships/new0')).status).toBe(204);
    expect(await list('teams/web/invitations')).toEqual([]);
    expect(await list('teams/sre/invitations')).toMatchObject([{ login: 'new0', team_count: 1 }]);
  });

  it('DELETE of a pending membership cancels the invitation', async () => {
    await invite({ invitee_id: 100 });
    expect((await at.ask('DELETE', '/orgs/acme/memberships/new0')).status).toBe(204);
    expect(await list('invitations')).toEqual([]);
  });
});

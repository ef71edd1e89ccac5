import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .withOwner('alice', { id: 1 })
  .withMember('bob', { id: 2 })
  .withRepo('api', { id: 21 }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
  await at.control('POST', 'change', {
    addAccounts: [
      { login: 'eve', id: 4 },
      { login: 'fay', id: 5 },
    ],
  });
});
afterEach(() => at.close());

const invite = (id: number) => at.ask('POST', '/orgs/acme/invitations', { body: { invitee_id: id } });

const live = () => at.control('GET', 'state');

describe('an invitation that is declined', () => {
  it('is in no list any more, those to repositories included', async () => {
    await invite(4);
    await at.ask('PUT', '/repos/acme/api/collaborators/fay', { body: { permission: 'pull' } });
    expect(await at.control('POST', 'decline', { login: 'eve' })).toEqual({ declined: ['eve'] });
    expect(await live()).toMatchObject({ invitations: [], failedInvitations: [] });
    expect(await at.control('POST', 'decline', { all: true })).toEqual({ declined: ['fay'] });
    expect((await live())['repos']?.['api']?.['invitations']).toEqual([]);
  });

  it('is listed as failed where the switch says that GitHub does so', async () => {
    await at.control('POST', 'behaviours', { declinedListedAsFailed: true });
    await invite(4);
    await at.control('POST', 'decline', { login: 'eve' });
    expect(await live()).toMatchObject({ invitations: [], failedInvitations: [{ login: 'eve' }] });
    const failed = await at.ask('GET', '/orgs/acme/failed_invitations');
    expect(failed.body).toMatchObject([{ login: 'eve', failed_reason: 'declined' }]);
  });
});

describe('an invitation that fails', () => {
  it('is listed with the reason that was given', async () => {
    await invite(4);
    await invite(5);
    expect(await at.control('POST', 'fail', { login: 'eve', reason: 'no_more_seats' })).toEqual({ failed: ['eve'] });
    const failed = await at.ask('GET', '/orgs/acme/failed_invitations');
    expect(failed.body).toMatchObject([{ login: 'eve', failed_reason: 'no_more_seats' }]);
    expect((await live())['invitations']).toMatchObject([{ login: 'fay' }]);
    await expect(at.control('POST', 'fail', { login: 'fay' })).rejects.toThrow('reason must be a text');
  });
});

describe('somebody who is blocked', () => {
  it('is out of the organisation, and refused until unblocked', async () => {
    await at.control('POST', 'change', { setBlocked: { login: 'bob', blocked: true } });
    expect(Object.keys((await live())['members'] ?? {})).toEqual(['alice']);
    expect(await invite(2)).toMatchObject({ status: 422, body: { message: 'User is blocked' } });
    await at.control('POST', 'behaviours', { blockedIsTold: false });
    expect(await invite(2)).toMatchObject({ status: 422, body: { message: 'The request could not be processed.' } });
    await at.control('POST', 'change', { setBlocked: { login: 'bob', blocked: false } });
    expect(await invite(2)).toMatchObject({ status: 201 });
  });
});

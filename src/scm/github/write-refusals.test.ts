import { describe, expect, it } from 'vitest';
import { samples, writerOnSandbox } from '../../../test/support/writer-on-sandbox.ts';
import type { ChangeBody } from '../../model/change.ts';

const { grant, invitation, joining, promotion, removal, squad } = samples;
const toCorp: ChangeBody = { ...invitation, login: 'corp', id: 2002 };
const toMax: ChangeBody = { ...invitation, login: 'max_acme', id: 2003 };
const kept = { setIdentityProviderTeam: { team: 'platform', managed: true } };
const toOld: ChangeBody = { kind: 'grant-team-access', repo: 'old', team: 'platform', before: null, after: 'read' };
const silent = { message: 'The request could not be processed.' };

interface Setting {
  readonly limits?: object;
  readonly change?: object;
  /** What GitHub answers in place of its own words, to the first request that changes something. */
  readonly fault?: {
    readonly status: number;
    readonly body: object;
    readonly headers?: object;
    readonly times?: number;
    readonly match?: string;
  };
}

/** The code, the status, and how many requests were sent and how many read to tell why. */
async function refusalOf(change: ChangeBody, { limits = {}, change: byHand, fault }: Setting) {
  const { control, outcome, requests } = await writerOnSandbox();
  await control('POST limits', limits);
  if (byHand !== undefined) await control('POST change', byHand);
  if (fault !== undefined) await control('POST faults', { match: '* .*', ...fault });
  const came = await outcome(change);
  const asked = await requests();
  const reads = asked.filter((each) => each.startsWith('GET ')).length;
  if (!('code' in came)) return `done (${came.remark}), ${asked.length - reads} sent, ${reads} read`;
  expect(came.sent.attempts).toBe(asked.length - reads);
  return `${came.code} ${came.status}, ${asked.length - reads} sent, ${reads} read`;
}

describe('a refusal is told by what GitHub says, or by a second look', () => {
  it.each<[string, ChangeBody, Setting, string]>([
    ['no seat', invitation, { limits: { seats: 2 } }, 'no-seat 422, 1 sent, 0 read'],
    ['the quota, in words', invitation, { limits: { invitationsPerDay: 0 } }, 'invitation-quota 422, 1 sent, 0 read'],
    ["a repository's quota", grant, { limits: { repoInvitationsPerDay: 0 } }, 'invitation-quota 422, 1 sent, 0 read'],
    [
      'the quota, by a header alone',
      invitation,
      { fault: { status: 422, body: silent, headers: { 'retry-after': '7200' } } },
      'invitation-quota 422, 1 sent, 0 read',
    ],
    [
      'invitations that are held up for hours',
      invitation,
      { fault: { status: 429, body: silent, headers: { 'retry-after': '7200' } } },
      'invitation-quota 403, 1 sent, 0 read',
    ],
    ['no word at all', invitation, { fault: { status: 422, body: silent } }, 'invitation-refused 422, 1 sent, 2 read'],
    ['an account that is gone', { ...invitation, id: 4040 }, {}, 'deleted-account 404, 1 sent, 1 read'],
    ['an organisation', toCorp, {}, 'organisation-account 422, 1 sent, 1 read'],
    ['an organisation, in a team', { ...joining, login: 'corp' }, {}, 'organisation-account 422, 1 sent, 1 read'],
    ['an organisation, on a repository', { ...grant, login: 'corp' }, {}, 'organisation-account 422, 1 sent, 1 read'],
    ['a login that nobody has', { ...joining, login: 'ghost' }, {}, 'deleted-account 404, 1 sent, 1 read'],
    [
      'a login that nobody has, to promote',
      { ...promotion, login: 'ghost' },
      {},
      'deleted-account 404, 1 sent, 1 read',
    ],
    [
      'a person whom the organisation blocked',
      invitation,
      { fault: { status: 422, body: { message: 'Validation Failed', errors: ['User is blocked'] } } },
      'blocked 422, 1 sent, 0 read',
    ],
    ['managed users', toMax, { change: { setManagedUsers: { managed: true } } }, 'managed-users 404, 1 sent, 1 read'],
    [
      'an organisation of managed users',
      invitation,
      { change: { setManagedUsers: { managed: true } } },
      'managed-users 404, 1 sent, 3 read',
    ],
    [
      'a managed user of others, on a repository',
      { ...grant, login: 'max_acme' },
      { fault: { status: 422, body: silent } },
      'managed-users 422, 1 sent, 1 read',
    ],
    ['a team of an identity provider, in words', joining, { change: kept }, 'identity-provider 403, 1 sent, 0 read'],
    [
      'a team of an identity provider, without a word',
      joining,
      { change: kept, fault: { status: 403, body: { message: 'Forbidden' } } },
      'identity-provider 403, 1 sent, 1 read',
    ],
    [
      'a team of nobody else',
      joining,
      { fault: { status: 403, body: { message: 'Forbidden' } } },
      'forbidden 403, 1 sent, 3 read',
    ],
    ['an archived repository, in words', toOld, {}, 'archived 403, 1 sent, 0 read'],
    [
      'an archived repository, without a word',
      toOld,
      { fault: { status: 403, body: { message: 'Forbidden' } } },
      'archived 403, 1 sent, 1 read',
    ],
    [
      'a name that is taken',
      { ...squad, after: { ...squad.after, name: 'Payments' } },
      {},
      'already-exists 422, 1 sent, 0 read',
    ],
    ['a team that is gone', { ...joining, team: 'gone' }, {}, 'not-found 404, 1 sent, 1 read'],
    ['a team whose id nobody knows', { ...invitation, teams: ['gone'] }, {}, 'no-such-team undefined, 0 sent, 0 read'],
    ['a teapot', joining, { fault: { status: 418, body: {} } }, 'failed 418, 1 sent, 0 read'],
    [
      'a person who is a member',
      { ...invitation, login: 'bob', id: 1002 },
      {},
      'done (Nothing was to be sent: bob is a member already.), 1 sent, 2 read',
    ],
    [
      'a member with another role',
      { ...invitation, login: 'bob', id: 1002, role: 'owner' },
      {},
      'already-exists 422, 1 sent, 2 read',
    ],
  ])('%s', async (_, change, setting, expected) => {
    expect(await refusalOf(change, setting)).toBe(expected);
  });

  it('is none where the person was invited before, by a run that was killed perhaps', async () => {
    const { carryOut, live } = await writerOnSandbox();
    await carryOut(invitation);
    expect(await carryOut(invitation)).toMatchObject({ remark: 'Nothing was to be sent: eve was invited already.' });
    expect(live().invitations).toHaveLength(1);
  });

  it('stays what it was where the second look fails', async () => {
    const { control, outcome } = await writerOnSandbox();
    await control('POST faults', { match: 'POST invitations', status: 422, body: silent });
    await control('POST faults', { match: 'GET .*', status: 403, times: 9 });
    expect(await outcome(invitation)).toMatchObject({ code: 'invitation-refused', status: 422 });
  });

  it('leaves the next change alone', async () => {
    const { outcome, carryOut, live } = await writerOnSandbox();
    await outcome(toCorp);
    await carryOut(removal);
    expect(live().members).not.toHaveProperty('bob');
  });
});

describe('the quota of invitations', () => {
  it("is over at the time that GitHub's words name", async () => {
    const { control, outcome, carryOut } = await writerOnSandbox();
    await control('POST limits', { invitationsPerDay: 1 });
    await carryOut(toMax);
    const came = await outcome(invitation);
    const hours = 'until' in came && came.until !== undefined ? (came.until.getTime() - Date.now()) / 3_600_000 : 0;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
  });

  it('is over when the header says so, by the clock of GitHub', async () => {
    const { control, outcome, client } = await writerOnSandbox();
    await control('POST clock', { advance: '2d' });
    await client.reads.request('GET /orgs/acme');
    await control('POST faults', { match: 'POST .*', status: 422, body: silent, headers: { 'retry-after': '3600' } });
    const came = await outcome(invitation);
    const until = 'until' in came ? (came.until?.getTime() ?? 0) : 0;
    expect(Math.abs(until - Date.now() - 49 * 3_600_000)).toBeLessThan(5000);
  });

  it('without words leaves a fingerprint that is the same for everybody refused so, and for nobody else', async () => {
    const limits = { primary: null, secondary: false, invitationsPerDay: 0 };
    const { outcome, control } = await writerOnSandbox({ limits, behaviours: { quotaErrorCode: null } });
    await control('POST change', { addAccounts: [{ login: 'zed-7', id: 2007 }] });
    const [eve, zed] = [await outcome(invitation), await outcome({ ...invitation, login: 'zed-7', id: 2007 })];
    expect(eve).toMatchObject({
      code: 'invitation-refused',
      fingerprint: '422 |  | the request could not be processed.',
    });
    expect(zed).toMatchObject({ fingerprint: 'fingerprint' in eve ? eve.fingerprint : '' });
    const body = { message: 'zed-7 has 12 open requests', errors: [{ code: 'custom' }] };
    await control('POST faults', { match: 'POST .*', status: 422, body });
    expect(await outcome({ ...invitation, login: 'zed-7', id: 2007 })).toMatchObject({
      fingerprint: '422 | custom | … has # open requests; custom',
    });
  });
});

describe('a refused reinstatement', () => {
  const back: ChangeBody = { ...invitation, reinstate: true };
  const match = 'POST .*';
  it.each<[string, Setting, string]>([
    [
      'is followed by an invitation with teams',
      {},
      'done (GitHub refused to reinstate; invited with teams instead.), 2 sent, 2 read',
    ],
    [
      'and then a refused invitation is no success',
      { fault: { match, status: 422, body: silent, times: 2 } },
      'invitation-refused 422, 2 sent, 4 read',
    ],
    ['is not followed by anything for want of a seat', { limits: { seats: 2 } }, 'no-seat 422, 1 sent, 0 read'],
    ['nor while the quota is used up', { limits: { invitationsPerDay: 0 } }, 'invitation-quota 422, 1 sent, 0 read'],
    ['nor where no answer came', { fault: { match, status: 502, body: silent } }, 'no-answer 502, 1 sent, 0 read'],
  ])('%s', async (_, setting, expected) => {
    expect(await refusalOf(back, setting)).toBe(expected);
  });

  it('is followed by nothing where an invitation is open', async () => {
    const { outcome, requests } = await writerOnSandbox();
    await outcome(invitation);
    await requests();
    expect(await outcome(back)).toMatchObject({ remark: 'Nothing was to be sent: eve was invited already.' });
    expect((await requests()).filter((each) => each.startsWith('POST '))).toHaveLength(1);
  });
});

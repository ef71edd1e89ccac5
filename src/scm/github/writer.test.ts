import { describe, expect, it } from 'vitest';
import { githubOnSandbox, type OnSandbox } from '../../../test/support/github-on-sandbox.ts';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import type { ChangeBody } from '../../model/change.ts';
import { WriteError } from '../../model/errors.ts';
import { stateJson } from '../../sandbox/control/state-json.ts';
import type { Directory } from '../live-writer.ts';
import { createWriter } from './writer.ts';

const acme = anOrganization()
  .with({ id: 900_000_001 })
  .withOwner('alice', { id: 1001 })
  .withMember('bob', { id: 1002 })
  .withTeam('payments', { id: 77, name: 'Payments', members: ['bob'] })
  .withTeam('platform', { id: 78, name: 'Platform' })
  .withRepo('api', { id: 501, teams: { payments: 'write' } })
  .withRepo('old', { id: 502, archived: true }).state;

const settings = { name: 'Squad', description: '', privacy: 'closed', parent: 'platform' } as const;
const squad: Extract<ChangeBody, { kind: 'create-team' }> = {
  kind: 'create-team',
  team: 'squad',
  before: null,
  after: settings,
};
const removal: ChangeBody = { kind: 'remove-member', login: 'bob', id: 1002, role: 'member' };
const invitation: Extract<ChangeBody, { kind: 'invite-member' }> = {
  kind: 'invite-member',
  login: 'eve',
  id: 2001,
  role: 'member',
  teams: ['payments'],
  reinstate: false,
};

function writing(on: OnSandbox) {
  const directory: Directory = {
    teams: new Map([
      ['payments', { id: 77, slug: 'payments' }],
      ['platform', { id: 78, slug: 'platform' }],
    ]),
    logins: new Map(),
    repos: new Map(),
  };
  const writer = createWriter(on.client, 'acme', directory);
  const carryOut = (body: ChangeBody) => writer.carryOut({ ...body, reason: 'test', attribution: null });
  return { directory, carryOut, live: () => stateJson(on.sandbox.world) };
}

async function withEve(options: Parameters<typeof githubOnSandbox>[1] = {}): Promise<OnSandbox> {
  const on = await githubOnSandbox(acme, options);
  await on.control('POST change', { addAccounts: [{ login: 'eve', id: 2001 }] });
  return on;
}

describe('a change', () => {
  it('is one request, and its receipt names it', async () => {
    const on = await withEve();
    const { carryOut, live } = writing(on);
    const { requestId, remark } = await carryOut(invitation);
    expect(requestId).toEqual(expect.any(String));
    expect(remark).toBeUndefined();
    expect(await on.requests()).toEqual(['POST /orgs/acme/invitations']);
    expect(live()).toMatchObject({ invitations: [{ login: 'eve', role: 'member', teams: ['payments'] }] });
  });

  it('of a team keeps the directory true', async () => {
    const { carryOut, directory, live } = writing(await githubOnSandbox(acme));
    await carryOut(squad);
    expect(live()).toMatchObject({ teams: { squad: { parent: 'platform' } } });
    expect(directory.teams.get('squad')?.slug).toBe('squad');
    await carryOut({ kind: 'add-team-member', team: 'squad', login: 'bob', before: null, after: 'maintainer' });
    expect(live()).toMatchObject({ teams: { squad: { members: { bob: 'maintainer' } } } });
    await carryOut({
      kind: 'update-team',
      team: 'squad',
      before: {},
      after: { name: 'Squad', parent: null },
      lost: [],
    });
    expect(live()).toMatchObject({ teams: { squad: { parent: null } } });
    const before = { ...settings, parent: null };
    await carryOut({
      kind: 'delete-team',
      team: 'squad',
      before,
      after: null,
      descendants: [],
      members: [],
      repos: [],
    });
    expect(directory.teams.has('squad')).toBe(false);
  });

  it('of a name that GitHub slugs in another way says so, and later changes follow', async () => {
    const { carryOut, directory, live } = writing(await githubOnSandbox(acme));
    const after = { ...settings, name: 'Monkeys & Bananas' };
    const { remark } = await carryOut({ kind: 'create-team', team: 'monkeys', before: null, after });
    expect(remark).toBe('GitHub calls the team monkeys-bananas, not monkeys.');
    await carryOut({ kind: 'update-team', team: 'monkeys', before: {}, after: { name: 'Apes' }, lost: [] });
    expect(directory.teams.get('monkeys')?.slug).toBe('apes');
    expect(live()).toMatchObject({ teams: { apes: { name: 'Apes' } } });
  });

  it.each([
    [false, ['POST /orgs/acme/teams']],
    [true, ['POST /orgs/acme/teams', 'PATCH /orgs/acme/teams/squad']],
  ])('nests a new team, whether or not GitHub drops its parent (%s)', async (nestingDroppedOnCreate, requests) => {
    const on = await githubOnSandbox(acme, { behaviours: { nestingDroppedOnCreate } });
    const { carryOut, live, directory } = writing(on);
    const parent = await fetch(`${on.sandbox.url}/orgs/acme/teams`, {
      method: 'POST',
      headers: { authorization: 'token as:alice', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Tribe', privacy: 'closed' }),
    });
    directory.teams.set('tribe', (await parent.json()) as { id: number; slug: string });
    await on.requests();
    await carryOut({ ...squad, after: { ...settings, parent: 'tribe' } });
    expect(await on.requests()).toEqual(requests);
    expect(live()).toMatchObject({ teams: { squad: { parent: 'tribe' } } });
  });

  it('that takes away what is gone is done', async () => {
    const { carryOut } = writing(await githubOnSandbox(acme));
    await carryOut(removal);
    expect(await carryOut(removal)).toMatchObject({ remark: 'It was gone already.' });
  });

  it('says where somebody must accept first', async () => {
    const { carryOut } = writing(await withEve());
    const grant = { kind: 'grant-user-access', repo: 'api', login: 'eve', before: null, after: 'read' } as const;
    expect(await carryOut(grant)).toMatchObject({ remark: 'GitHub sent an invitation.' });
  });
});

describe('a change that GitHub refuses', () => {
  const refusals: [string, object, ChangeBody, object][] = [
    [
      'an archived repository',
      {},
      { kind: 'grant-team-access', repo: 'old', team: 'platform', before: null, after: 'read' },
      { status: 403, code: 'forbidden', message: expect.stringContaining('archived repository') as string },
    ],
    [
      'no seat',
      { seats: 2 },
      invitation,
      { status: 422, code: 'no-seat', message: expect.stringContaining('no free seat') as string },
    ],
    [
      'the quota of invitations',
      { invitationsPerDay: 0 },
      invitation,
      {
        status: 422,
        code: 'invitation-refused',
        message: expect.stringContaining('does not tell the causes') as string,
      },
    ],
    [
      'somebody who is a member',
      {},
      { ...invitation, login: 'bob', id: 1002 },
      { status: 422, code: 'invitation-refused', message: expect.stringContaining('already a member') as string },
    ],
    [
      'an account that is gone',
      {},
      { ...invitation, id: 4040 },
      { code: 'not-found', message: expect.stringContaining('invite-member eve') as string },
    ],
    [
      'a team whose name is taken',
      {},
      { ...squad, after: { ...settings, name: 'Payments' } },
      { status: 422, message: expect.stringContaining('create-team team squad') as string },
    ],
  ];

  it.each(refusals)('fails alone, and says why: %s', async (_, limits, body, error) => {
    const on = await withEve({ limits: { primary: null, secondary: false, ...limits } });
    const refused = writing(on).carryOut(body);
    await expect(refused).rejects.toBeInstanceOf(WriteError);
    await expect(refused).rejects.toMatchObject(error);
    await writing(on).carryOut(removal);
  });

  it.each([null, 'unprocessable'])('for its quota is the same with the code %s, and with no code', async (code) => {
    const limits = { primary: null, secondary: false, invitationsPerDay: 0 };
    const on = await withEve({ limits, behaviours: { quotaErrorCode: code } });
    await expect(writing(on).carryOut(invitation)).rejects.toMatchObject({ code: 'invitation-refused' });
  });

  it('because an identity provider keeps the team is told so', async () => {
    const on = await githubOnSandbox(acme);
    const body = { message: 'You cannot create or update members for an external group backed team' };
    await on.control('POST faults', { match: 'PUT memberships', status: 403, body });
    const change = { kind: 'add-team-member', team: 'platform', login: 'bob', before: null, after: 'member' } as const;
    await expect(writing(on).carryOut(change)).rejects.toThrow('identity provider');
  });
});

describe('a request without an answer', () => {
  const post = 'POST ^/orgs/acme/invitations$';

  it.each([
    ['the connection drops', { drop: true, afterEffect: true }],
    ['the answer is 502', { status: 502, afterEffect: true }],
  ])('that makes something is never sent twice: %s', async (_, fault) => {
    const on = await withEve();
    await on.control('POST faults', { match: post, ...fault });
    await expect(writing(on).carryOut(invitation)).rejects.toBeInstanceOf(WriteError);
    expect(await on.requests()).toHaveLength(1);
  });

  it('that removes is sent again, and finds it done', async () => {
    const on = await githubOnSandbox(acme);
    await on.control('POST faults', { match: 'DELETE memberships', drop: true, afterEffect: true });
    expect(await writing(on).carryOut(removal)).toMatchObject({ remark: 'It was gone already.' });
  });
});

describe('pace', () => {
  it('is none where it is off: 300 writes never wait', async () => {
    const on = await githubOnSandbox(acme);
    const { carryOut } = writing(on);
    for (let index = 0; index < 300; index++) {
      const after = index % 2 === 0 ? 'maintainer' : 'member';
      await carryOut({ kind: 'change-team-role', team: 'payments', login: 'bob', before: null, after });
    }
    expect(await on.requests()).toHaveLength(300);
    expect(on.logged).toEqual([]);
  });

  it('keeps the documented limits: after eighty writes the next waits, and can be interrupted', async () => {
    const interrupted = new AbortController();
    const on = await githubOnSandbox(acme, { client: { pacing: 'github', signal: interrupted.signal } });
    const { carryOut } = writing(on);
    const change = { kind: 'change-team-role', team: 'payments', login: 'bob', before: null, after: 'member' } as const;
    for (let index = 0; index < 80; index++) await carryOut(change);
    const next = carryOut(change);
    setTimeout(() => interrupted.abort('SIGINT'), 50);
    await expect(next).rejects.toThrow('Interrupted while waiting');
    expect(on.logged[0]).toMatch(/^Waiting \d+ s: GitHub's documented limits/);
    expect(await on.requests()).toHaveLength(80);
  });
});

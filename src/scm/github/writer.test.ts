import { describe, expect, it } from 'vitest';
import { samples, writerOnSandbox } from '../../../test/support/writer-on-sandbox.ts';

const { invitation, removal, squad } = samples;
const settings = squad.after;

describe('a change', () => {
  it('is one request, and its receipt names it', async () => {
    const { carryOut, live, requests } = await writerOnSandbox();
    const { requestId, remark } = await carryOut(invitation);
    expect(requestId).toEqual(expect.any(String));
    expect(remark).toBeUndefined();
    expect(await requests()).toEqual(['POST /orgs/acme/invitations']);
    expect(live()).toMatchObject({ invitations: [{ login: 'eve', role: 'member', teams: ['payments'] }] });
  });

  it('of a team keeps the directory true', async () => {
    const { carryOut, directory, live } = await writerOnSandbox();
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
    const { carryOut, directory, live } = await writerOnSandbox();
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
    const on = await writerOnSandbox({ behaviours: { nestingDroppedOnCreate } });
    const { carryOut, live, directory } = on;
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
    const { carryOut } = await writerOnSandbox();
    await carryOut(removal);
    expect(await carryOut(removal)).toMatchObject({ remark: 'It was gone already.' });
  });

  it('says where somebody must accept first', async () => {
    const { carryOut } = await writerOnSandbox();
    expect(await carryOut(samples.grant)).toMatchObject({ remark: 'GitHub sent an invitation.' });
  });
});

describe('pace', () => {
  it('is none where it is off: 300 writes never wait', async () => {
    const on = await writerOnSandbox();
    for (let index = 0; index < 300; index++) {
      const after = index % 2 === 0 ? 'maintainer' : 'member';
      await on.carryOut({ kind: 'change-team-role', team: 'payments', login: 'bob', before: null, after });
    }
    expect(await on.requests()).toHaveLength(300);
    expect(on.logged).toEqual([]);
  });

  it('keeps the documented limits: after eighty writes the next waits, and can be interrupted', async () => {
    const interrupted = new AbortController();
    const { carryOut, requests, logged } = await writerOnSandbox({
      client: { pacing: 'github', signal: interrupted.signal },
    });
    const change = { kind: 'change-team-role', team: 'payments', login: 'bob', before: null, after: 'member' } as const;
    for (let index = 0; index < 80; index++) await carryOut(change);
    const next = carryOut(change);
    setTimeout(() => interrupted.abort('SIGINT'), 50);
    await expect(next).rejects.toThrow('Interrupted while waiting');
    expect(logged[0]).toMatch(/^Waiting \d+ s: GitHub's documented limits/);
    expect(await requests()).toHaveLength(80);
  });
});

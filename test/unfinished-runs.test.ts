import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  acme,
  anAppliedRepo,
  appliedOn,
  expectConverged,
  expectNoWrites,
  headOf,
  revertHead,
  expectDone,
} from './support/applied-repo.ts';
import { spawnRollcall } from './support/spawned.ts';

describe('a run that did not do all of it', () => {
  const edited = acme
    .withTeam('sre', { members: ['bob'] })
    .withTeam('engineering', { id: 71, members: ['bob', 'carol'] })
    .withRepo('api', {
      id: 501,
      teams: { engineering: 'read', payments: 'admin', sre: 'write' },
      collaborators: { olga: 'read' },
    });

  it('failed in part: exit 4, dependents skipped, applied stays; run again it does the rest', async () => {
    const repo = await anAppliedRepo(acme);
    const before = appliedOn(repo);
    repo.commitState('Edit', edited.state);
    await repo.control('POST', 'faults', { match: 'POST /orgs/acme/teams$', status: 422 });
    const first = await repo.apply();
    expect(first).toMatchObject({ code: 4 });
    expect(first.out).toContain('not tried, because create-team sre was not done');
    expect(appliedOn(repo)).toBe(before);
    const half = await repo.live();
    expect(half.teams['sre']).toBeUndefined();
    expect(half.teams['engineering']?.members).toEqual({ bob: 'member', carol: 'member' });
    expect(half.teams['payments']?.repos).toEqual({ api: 'admin' });

    expectDone(await repo.apply());
    expect(appliedOn(repo)).toBe(headOf(repo));
    expect((await repo.live()).teams['sre']).toMatchObject({ members: { bob: 'member' }, repos: { api: 'write' } });
    await expectConverged(repo);
  });

  it('whose requests took effect though the answers were lost: run again, nothing is done twice', async () => {
    const repo = await anAppliedRepo(acme);
    repo.commitState(
      'Edit',
      acme.withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] }).state,
    );
    await repo.control('POST', 'faults', { match: 'DELETE /orgs', drop: true, afterEffect: true, times: 9 });
    expect([0, 4]).toContain((await repo.apply()).code);
    await repo.control('DELETE', 'faults');
    expect((await repo.live()).teams['payments']?.members).toEqual({ alice: 'maintainer' });
    await repo.control('DELETE', 'requests');
    expectDone(await repo.apply());
    await expectNoWrites(repo);
    expect(appliedOn(repo)).toBe(headOf(repo));
  });

  it.each([
    ['a run on merge', {}],
    ['a whole run', { full: true as const }],
  ])('converted somebody and left what their teams gave: run again it takes that back (%s)', async (_, options) => {
    const repo = await anAppliedRepo(acme);
    const outside = acme.withOutside('carol', { id: 1003, sponsor: 'alice' }).withTeam('engineering', { id: 71 });
    repo.commitState('Carol leaves the organisation', outside.state);
    await repo.control('POST', 'faults', { match: 'DELETE /repos/.*/collaborators/carol', status: 422 });
    expect((await repo.apply(options)).code).toBe(4);
    expect((await repo.live()).repos['api']?.collaborators).toEqual({ carol: 'read', olga: 'read' });
    expectDone(await repo.apply(options));
    expect((await repo.live()).repos['api']?.collaborators).toEqual({ olga: 'read' });
    await expectConverged(repo);
  });

  it('with --only additions leaves every removal, moves nothing, and the whole run forgets none', async () => {
    const repo = await anAppliedRepo(acme);
    const before = appliedOn(repo);
    repo.commitState(
      'Edit',
      edited
        .withoutUser('olga')
        .withTeam('engineering', { id: 71, members: ['bob'] })
        .withRepo('api', { id: 501, teams: { payments: 'admin', sre: 'write' } }).state,
    );
    const additions = await repo.apply({ only: 'additions' });
    expect(additions).toMatchObject({ code: 0 });
    expect(appliedOn(repo)).toBe(before);
    const half = await repo.live();
    expect(half.teams['engineering']).toMatchObject({
      members: { bob: 'member', carol: 'member' },
      repos: { api: 'read' },
    });
    expect(half.repos['api']?.collaborators).toEqual({ olga: 'read' });

    expectDone(await repo.apply());
    expect(appliedOn(repo)).toBe(headOf(repo));
    const whole = await repo.live();
    expect(whole.teams['engineering']).toMatchObject({ members: { bob: 'member' }, repos: {} });
    expect(whole.repos['api']?.collaborators).toEqual({});
    await expectConverged(repo);
  });

  it('killed half-way, and its merge reverted: everything comes back', async () => {
    let start = acme;
    for (let n = 0; n < 12; n++) start = start.withMember(`user${n}`, { id: 2000 + n });
    const logins = Array.from({ length: 12 }, (_, n) => `user${n}`);
    start = start.withTeam('crowd', { id: 90, members: logins });
    const repo = await anAppliedRepo(start);
    const before = await repo.live();
    repo.commitState('Empty the crowd', start.withTeam('crowd', { id: 90 }).state);
    await repo.control('POST', 'limits', { latencyMs: 150 });
    const { process: child, ended } = spawnRollcall(repo.dir, ['apply'], {
      GITHUB_API_URL: repo.sandbox.url,
      GITHUB_TOKEN: repo.sandbox.token,
      ROLLCALL_PACING: 'off',
    });
    while ((await repo.requests()).writes < 4 && child.exitCode === null) await pause(20);
    child.kill('SIGKILL');
    expect((await ended).code).toBe(137);
    await repo.control('POST', 'limits', { latencyMs: 0 });
    const left = Object.keys((await repo.live()).teams['crowd']?.members ?? {}).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(12);

    revertHead(repo);
    expectDone(await repo.apply());
    expect(await repo.live()).toEqual(before);
    expect(appliedOn(repo)).toBe(headOf(repo));
  });
});

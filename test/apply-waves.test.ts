import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { anAppliedRepo, appliedOn, expectConverged, expectDone, headOf, policyWith } from './support/applied-repo.ts';
import { anOrganization, type OrganizationBuilder } from './support/organization-builder.ts';
import { spawnRollcall } from './support/spawned.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const people = Array.from({ length: 15 }, (_, index) => `p${String(index).padStart(2, '0')}`);
const stays = 'zoe';

/** An owner, somebody who stays and is in nobody's way, and people who may go. */
function organization(...members: readonly string[]): OrganizationBuilder {
  return [stays, ...members].reduce(
    (org, login, index) => org.withMember(login, { id: 2000 + index }),
    anOrganization().withOwner('alice', { id: 1 }),
  );
}

const anOrganizationToShrink = (lines = ''): Promise<StateRepoFixture> =>
  anAppliedRepo(organization(...people), { policy: policyWith(lines) });

const isCensus = (path: string): boolean => /^\/orgs\/acme\/members(\?|$)/.test(path);

const removals = async (repo: StateRepoFixture): Promise<number> =>
  (await repo.requests()).entries.filter(({ method, path }) => method === 'DELETE' && path.includes('/memberships/'))
    .length;

/** Waits until so many people were taken out. */
async function removed(repo: StateRepoFixture, count: number): Promise<void> {
  while ((await removals(repo)) < count) await pause(10);
}

describe('a plan that takes away', () => {
  it('goes in waves, looks after each, and adds before it removes', async () => {
    const repo = await anOrganizationToShrink();
    repo.commitState('Shrink', organization().withTeam('sre', { members: [stays] }).state);
    await repo.control('DELETE', 'requests');
    expectDone(await repo.apply());
    const { entries } = await repo.requests();
    const steps = entries.flatMap(({ method, path }) => {
      if (method === 'GET' && isCensus(path)) return ['look'];
      if (method === 'DELETE') return ['remove'];
      return method === 'PUT' || (method === 'POST' && path.endsWith('/teams')) ? ['add'] : [];
    });
    expect(
      steps
        .join(' ')
        .replace(/(remove ?)+/g, (all) => `remove×${all.trim().split(' ').length} `)
        .trim(),
    ).toBe('look add add look remove×1 look remove×9 look remove×5 look');
    await expectConverged(repo);
  });

  it('stops at the check where somebody else is gone meanwhile, says who, and leaves the rest for the next run', async () => {
    const repo = await anOrganizationToShrink('pause: 2s');
    const before = appliedOn(repo);
    repo.commitState('Shrink', organization().state);
    await repo.control('DELETE', 'requests');
    const running = repo.apply();
    await removed(repo, 1);
    await repo.control('POST', 'change', { removeMember: { login: stays } });
    const { code, out } = await running;
    expect(code).toBe(4);
    expect(out).toContain('Stopped (not-as-planned): Somebody is gone');
    expect(out).toContain(stays);
    expect(await removals(repo)).toBeLessThan(15);
    expect(appliedOn(repo)).toBe(before);
    const next = await repo.apply({ full: true });
    expect(next.code).toBe(0);
    expect(next.out).toContain(`${stays} stands in the state and is no longer in the organisation`);
    expect(Object.keys((await repo.live()).members)).toEqual(['alice']);
  });

  it('is not stopped by people who accept or arrive meanwhile, and reports who arrived', async () => {
    const repo = await anOrganizationToShrink('pause: 1s');
    await repo.control('POST', 'change', {
      addAccounts: [
        { login: 'newcomer', id: 3000 },
        { login: 'stranger', id: 3001 },
      ],
    });
    repo.commitState('Shrink', organization().withMember('newcomer', { id: 3000 }).state);
    await repo.control('DELETE', 'requests');
    const running = repo.apply();
    await removed(repo, 1);
    await repo.control('POST', 'accept', { login: 'newcomer' });
    await repo.control('POST', 'change', { addMember: { login: 'stranger', role: 'member' } });
    const { code, log } = await running;
    expect(code).toBe(0);
    expect(log).toContain('Arrived meanwhile, and not by this plan: stranger\n');
    expect(Object.keys((await repo.live()).members).sort()).toEqual(['alice', 'newcomer', 'stranger', stays]);
  });

  it('follows a person who is renamed between the waves, and leaves alone whoever takes the name', async () => {
    const repo = await anOrganizationToShrink('waves: [1, 100%]\npause: 2s');
    repo.commitState('Shrink', organization().state);
    await repo.control('DELETE', 'requests');
    const running = repo.apply();
    await removed(repo, 1);
    await repo.control('POST', 'change', { rename: { login: 'p14', to: 'p14-new' } });
    await repo.control('POST', 'change', { rename: { login: stays, to: 'p14' } });
    const { code } = await running;
    expect(code).toBe(0);
    expect((await repo.live()).members).toMatchObject({ alice: { id: 1 }, p14: { id: 2000 } });
    expect(Object.keys((await repo.live()).members)).toHaveLength(2);
  });

  it('is judged anew before each wave: a team into which somebody was put meanwhile is not deleted', async () => {
    const withTeam = organization('p00').withTeam('old', { id: 77, members: ['p00'] });
    const repo = await anAppliedRepo(withTeam, { policy: policyWith('pause: 2s') });
    repo.commitState('Shrink', organization().state);
    const running = repo.apply();
    await removed(repo, 1);
    await repo.control('POST', 'change', { addTeamMember: { team: 'old', login: stays, role: 'member' } });
    const { code, out } = await running;
    expect(code).toBe(4);
    expect(out).toContain('What is left is refused by now. The team old is to be deleted, and in it stand');
    expect(Object.keys((await repo.live()).teams)).toEqual(['old']);
  });

  it('takes its waves from policy', async () => {
    const repo = await anOrganizationToShrink('waves: [50%]');
    repo.commitState('Shrink', organization().state);
    await repo.control('DELETE', 'requests');
    expectDone(await repo.apply());
    const looks = (await repo.requests()).entries.filter(({ path }) => isCensus(path));
    expect(looks).toHaveLength(3);
  });
});

describe('SIGINT', () => {
  it('finishes the request in flight and stops: 130, nothing left half done, the lock given back', async () => {
    const repo = await anOrganizationToShrink('waves: [100%]');
    const before = appliedOn(repo);
    repo.commitState('Shrink', organization().state);
    await repo.control('POST', 'limits', { latencyMs: 60 });
    await repo.control('DELETE', 'requests');
    const { env } = repo.context();
    const run = spawnRollcall(repo.dir, ['apply'], env as Record<string, string>);
    await removed(repo, 3);
    run.process.kill('SIGINT');
    const { code, out } = await run.ended;
    expect(code).toBe(130);
    expect(out).toContain('Stopped (interrupted)');
    const sent = await removals(repo);
    expect(sent).toBeGreaterThanOrEqual(3);
    expect(sent).toBeLessThan(15);
    expect(appliedOn(repo)).toBe(before);
    expect(repo.git('ls-remote', 'origin', 'refs/rollcall/lock')).toBe('');
    await repo.control('POST', 'limits', { latencyMs: null });
    expectDone(await repo.apply());
    expect(await removals(repo)).toBe(15);
    expect(appliedOn(repo)).toBe(headOf(repo));
  });
});

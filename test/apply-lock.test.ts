import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { anAppliedRepo, appliedOn, expectDone, headOf } from './support/applied-repo.ts';
import { anOrganization, type OrganizationBuilder } from './support/organization-builder.ts';
import { spawnRollcall } from './support/spawned.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

/** CI and whoever wants to be sure run all twenty. */
const times = Number(process.env['RACES'] ?? 3);

const owner = anOrganization().withOwner('alice', { id: 1 });
const people = Array.from({ length: 100 }, (_, index) => `p${index}`);
const members = people.reduce((org, login, index) => org.withMember(login, { id: 2000 + index }), owner);

/** Five teams with everybody in them: 505 changes. */
const teams = ['a', 'b', 'c', 'd', 'e'].reduce(
  (org, team) => org.withTeam(team, { members: people }),
  members,
) satisfies OrganizationBuilder;

const lockOf = (repo: StateRepoFixture): string => repo.git('ls-remote', 'origin', 'refs/rollcall/lock');
const envOf = (repo: StateRepoFixture): Record<string, string> => repo.context().env as Record<string, string>;

/** Waits until something was written. */
async function underWay(repo: StateRepoFixture): Promise<void> {
  while ((await repo.requests()).writes === 0) await pause(20);
}

/** Everybody is a member, and the teams are to be made. */
async function withTeamsToMake(): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo(members);
  repo.commitState('Teams', teams.state);
  return repo;
}

/** A run of mallory's was killed while it made the teams. */
async function whereARunDied(): Promise<StateRepoFixture> {
  const repo = await withTeamsToMake();
  const dead = spawnRollcall(repo.dir, ['apply'], { ...envOf(repo), GITHUB_ACTOR: 'mallory' });
  await underWay(repo);
  dead.process.kill('SIGKILL');
  await dead.ended;
  return repo;
}

describe('two runs at once', () => {
  it.each(Array.from({ length: times }, (_, index) => index + 1))(
    'of a plan with 505 changes: exactly one runs, the other exits 3 with no write (%s)',
    async () => {
      const repo = await withTeamsToMake();
      const clones = [repo.clone(), repo.clone()];
      const runs = await Promise.all(clones.map((clone) => spawnRollcall(clone, ['apply'], envOf(repo)).ended));
      const [ran, refused] = runs.sort((a, b) => a.code - b.code);
      expect(runs.map(({ code }) => code)).toEqual([0, 3]);
      expect(ran?.out).toContain('505 changes made to acme');
      expect(refused?.out).toMatch(/REFUSED \(lock\): \S+@\S+ is applying already, since 20\S+Z/);
      expect((await repo.requests()).writes).toBe(505);
      expect(lockOf(repo)).toBe('');
    },
  );

  it('the second waits for the first where it is told to, and then has nothing left to do', async () => {
    const repo = await withTeamsToMake();
    const first = spawnRollcall(repo.dir, ['apply'], envOf(repo));
    await underWay(repo);
    const second = await spawnRollcall(repo.clone(), ['apply', '--wait', '2m'], envOf(repo)).ended;
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(second.code).toBe(0);
    expect(second.out).toContain('Nothing to change');
    expect((await repo.requests()).writes).toBe(505);
  });

  it('the second says what is wrong with a time that is none, before it does anything', async () => {
    const repo = await anAppliedRepo(members);
    await expect(repo.apply({ wait: 'soon' })).rejects.toThrow('--wait soon is no length of time');
  });
});

describe('a run that died', () => {
  it('and whose successor is refused by a guard is written down all the same', async () => {
    const repo = await whereARunDied();
    expect((await repo.apply({ digest: 'another' })).code).toBe(3);
    const { out } = await spawnRollcall(repo.dir, ['journal'], envOf(repo)).ended;
    expect(out).toContain('changed nothing (exit 3)');
  });

  it('on the same machine gives way at once; the take-over is written down', async () => {
    const repo = await whereARunDied();
    expect(lockOf(repo)).not.toBe('');
    expectDone(await repo.apply());
    expect(appliedOn(repo)).toBe(headOf(repo));
    repo.git('fetch', '--quiet', 'origin', '+refs/heads/rollcall/journal:refs/rollcall-test/journal');
    const written = repo.git('grep', '-h', 'take-over', 'refs/rollcall-test/journal');
    expect(written).toContain('"owner":"mallory"');
  });
});

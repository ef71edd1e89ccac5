import { describe, expect, it } from 'vitest';
import { applyJson } from './support/apply-json.ts';
import { anAppliedRepo, appliedOn, expectConverged, headOf } from './support/applied-repo.ts';
import { anOrganization, type OrganizationBuilder } from './support/organization-builder.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const small = anOrganization().withOwner('alice', { id: 1 });
const minute = 60_000;

interface Run {
  readonly exit: number;
  readonly done: number;
  readonly waiting: number;
  readonly failed: number;
  /** Invitations that were asked for and refused. */
  readonly refused: number;
  /** When it can go on, as it was said of each change that waits; in milliseconds. */
  readonly until: number | undefined;
}

async function oneRun(repo: StateRepoFixture, cwd = repo.dir): Promise<Run> {
  await repo.control('DELETE', 'requests');
  const { exit, summary, outcomes } = await applyJson(repo, {}, { cwd });
  const waiting = outcomes.filter(({ result }) => result === 'waiting');
  expect(waiting.every(({ code }) => code === 'invitation-quota')).toBe(true);
  const times = new Set(waiting.map(({ message }) => /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(message ?? '')?.[0]));
  expect(times.size).toBe(waiting.length === 0 ? 0 : 1);
  const [time] = times;
  const { entries } = await repo.requests();
  return {
    exit,
    done: summary.done,
    waiting: summary.waiting,
    failed: summary.failed,
    refused: entries.filter(({ path, status }) => path === '/orgs/acme/invitations' && status === 422).length,
    until: time === undefined ? undefined : Date.parse(time),
  };
}

interface How {
  readonly people: number;
  readonly quota: number;
  /** The sandbox's code for the refusal, and words that tell a time; null: a refusal that tells nothing. */
  readonly quotaErrorCode: string | null;
}

async function anOrganizationToGrow({ people, quota, quotaErrorCode }: How): Promise<StateRepoFixture> {
  const joiners = Array.from({ length: people }, (_, index) => ({ login: `p${index}`, id: 10_000 + index }));
  const grown = joiners.reduce<OrganizationBuilder>((org, { login, id }) => org.withMember(login, { id }), small);
  const repo = await anAppliedRepo(small);
  await repo.control('POST', 'change', { addAccounts: joiners });
  await repo.control('POST', 'limits', { invitationsPerDay: quota });
  await repo.control('POST', 'behaviours', { quotaErrorCode });
  repo.commitState('Grow', grown.state);
  return repo;
}

/** The sandbox's time, in milliseconds. */
async function clockOf(repo: StateRepoFixture): Promise<number> {
  return Date.parse((await repo.control<{ now: string }>('GET', 'clock')).now);
}

async function advanceTo(repo: StateRepoFixture, time: number): Promise<void> {
  const seconds = Math.ceil((time - (await clockOf(repo))) / 1000);
  await repo.control('POST', 'clock', { advance: `${seconds}s` });
}

describe('more invitations than a day takes', () => {
  it.each([
    { people: 1200, quota: 500, quotaErrorCode: 'unprocessable', accept: false, refused: 1 },
    { people: 1200, quota: 500, quotaErrorCode: null, accept: true, refused: 1 },
    { people: 120, quota: 50, quotaErrorCode: 'unprocessable', accept: true, refused: 1 },
    { people: 120, quota: 50, quotaErrorCode: null, accept: false, refused: 2 },
  ])(
    '$people with a quota of $quota are three runs, none failed (code $quotaErrorCode, accepted in between: $accept)',
    async ({ accept, refused, ...how }) => {
      const { people, quota } = how;
      const repo = await anOrganizationToGrow(how);
      const before = appliedOn(repo);
      for (const day of [1, 2]) {
        const started = await clockOf(repo);
        const { until, ...run } = await oneRun(repo);
        expect(run).toEqual({ exit: 4, done: quota, waiting: people - day * quota, failed: 0, refused });
        // A day after the first invitation of this run; the sandbox's clock tells whole seconds, the refusal their parts.
        expect(until).toBeGreaterThanOrEqual(started + 24 * 60 * minute);
        expect(until).toBeLessThan((await clockOf(repo)) + 24 * 60 * minute + 1000);
        expect(appliedOn(repo)).toBe(before);
        if (accept) await repo.control('POST', 'accept', { all: true });
        await repo.control('POST', 'clock', { advance: '24h' });
      }
      expect(await oneRun(repo)).toEqual({
        exit: 0,
        done: people - 2 * quota,
        waiting: 0,
        failed: 0,
        refused: 0,
        until: undefined,
      });
      expect(appliedOn(repo)).toBe(headOf(repo));
      await expectConverged(repo);
    },
  );

  it.each(['unprocessable', null])(
    'go on at the time that was told, and a minute before they do not (code %s)',
    async (quotaErrorCode) => {
      const repo = await anOrganizationToGrow({ people: 60, quota: 50, quotaErrorCode });
      const first = await oneRun(repo);
      expect(first.until).toBeDefined();
      await advanceTo(repo, (first.until ?? 0) - minute);
      expect(await oneRun(repo)).toMatchObject({ exit: 4, done: 0, waiting: 10, failed: 0, until: first.until });
      await advanceTo(repo, first.until ?? 0);
      expect((await oneRun(repo)).done).toBeGreaterThan(0);
    },
  );

  it('are known by the journal where GitHub tells nothing and all have accepted, in a fresh clone too', async () => {
    const repo = await anOrganizationToGrow({ people: 120, quota: 50, quotaErrorCode: null });
    const first = await oneRun(repo);
    await repo.control('POST', 'accept', { all: true });
    await repo.control('POST', 'clock', { advance: '1h' });
    const again = await oneRun(repo, repo.clone());
    expect(again).toEqual({ exit: 4, done: 0, waiting: 70, failed: 0, refused: 2, until: again.until });
    expect(Math.abs((again.until ?? 0) - (first.until ?? 0))).toBeLessThan(minute);
    await advanceTo(repo, again.until ?? 0);
    expect((await oneRun(repo)).done).toBeGreaterThan(0);
  });
});

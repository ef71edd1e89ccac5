import { describe, expect, it } from 'vitest';
import { applyJson, writesSince } from './support/apply-json.ts';
import { anAppliedRepo, appliedOn, expectConverged, policyWith } from './support/applied-repo.ts';
import { jumpingClock } from './support/jumping-clock.ts';
import { anOrganization } from './support/organization-builder.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const people = Array.from({ length: 50 }, (_, index) => `p${String(index).padStart(2, '0')}`);
const before = people.reduce(
  (org, login, index) => org.withMember(login, { id: 2000 + index }),
  anOrganization().withOwner('alice', { id: 1 }).withTeam('sre', { id: 70 }),
);

/** Fifty people are to come into a team. */
async function fiftyChanges(policy = ''): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo(before, { policy: policyWith(policy) });
  repo.commitState('Fill the team', before.withTeam('sre', { id: 70, members: people }).state);
  await repo.control('DELETE', 'requests');
  return repo;
}

const server = { status: 500 };
const forbidden = { status: 403, body: { message: 'Forbidden' } };
const gone = { status: 404, body: { message: 'Not Found' } };
const invalid = { status: 422, body: { message: 'Validation Failed' } };

describe('a server that refuses everything', () => {
  it.each([
    // Each PUT without an answer is sent three times.
    { answer: server, policy: '', failed: 5, writes: 15 },
    { answer: forbidden, policy: '', failed: 5, writes: 5 },
    { answer: gone, policy: '', failed: 5, writes: 5 },
    { answer: invalid, policy: '', failed: 5, writes: 5 },
    { answer: server, policy: 'circuitBreaker: { failures: 2 }', failed: 2, writes: 6 },
    { answer: forbidden, policy: 'circuitBreaker: { failures: 12 }', failed: 12, writes: 12 },
  ])(
    'with $answer.status stops the run after $failed of 50 changes ($policy)',
    async ({ answer, policy, failed, writes }) => {
      const repo = await fiftyChanges(policy);
      const applied = appliedOn(repo);
      await repo.control('POST', 'faults', { match: 'PUT .*', ...answer, times: 1000 });
      const { code, out } = await repo.apply({}, jumpingClock(repo.sandbox));
      expect(code).toBe(4);
      expect(out).toContain(`Stopped (circuit-breaker): ${failed} changes in a row failed`);
      expect(out).toContain(`${50 - failed} changes not tried.`);
      const { total } = await repo.requests();
      expect(await writesSince(repo)).toHaveLength(writes);
      expect(total).toBeLessThan(writes + 4 * failed + 10);
      expect(appliedOn(repo)).toBe(applied);

      await repo.control('DELETE', 'faults');
      expect(await applyJson(repo)).toMatchObject({ exit: 0, summary: { done: 50 } });
      await expectConverged(repo);
    },
  );
});

describe('a server that refuses some', () => {
  it.each([
    ['500', server],
    ['403', forbidden],
    ['404', gone],
    ['422', invalid],
  ])('with %s never two in a row is worked through', async (_, answer) => {
    const repo = await fiftyChanges('circuitBreaker: { failures: 2 }');
    await repo.control('POST', 'faults', { match: 'PUT /p.[147]$', ...answer, times: 1000 });
    const first = await applyJson(repo, {}, jumpingClock(repo.sandbox));
    expect(first).toMatchObject({ exit: 4, summary: { done: 35, failed: 15 } });
    expect(first.stop).toBeUndefined();
    await repo.control('DELETE', 'faults');
    expect(await applyJson(repo)).toMatchObject({ exit: 0, summary: { done: 15 } });
    await expectConverged(repo);
  });
});

describe('a limit that does not end', () => {
  const said = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };

  it.each([
    // What GitHub asks for is waited five times; where it does not say: 60, 60, 120, 240 and 480 seconds.
    { limit: { status: 403, body: said, headers: { 'retry-after': '60' } }, sent: 6, waited: 300 },
    { limit: { status: 429, body: '' }, sent: 6, waited: 960 },
    { limit: { status: 403, body: said, headers: { 'retry-after': '3600' } }, sent: 1, waited: 0 },
  ])(
    'stops the run after $sent requests and $waited s, and says when it can go on',
    async ({ limit, sent, waited }) => {
      const repo = await fiftyChanges();
      await repo.control('POST', 'faults', { match: 'PUT .*', ...limit, times: 1000 });
      const clock = jumpingClock(repo.sandbox);
      const run = await applyJson(repo, {}, clock);
      expect(run).toMatchObject({ exit: 4, summary: { planned: 50, done: 0, waiting: 1, failed: 0 } });
      expect(run.stop?.reason).toBe('rate-limit');
      expect(run.stop?.message).toMatch(/It can go on at \d{4}-\d\d-\d\dT[\d:.]+Z\.$/);
      expect(await writesSince(repo)).toHaveLength(sent);
      expect(clock.secondsWaited()).toBe(waited);
      await repo.control('DELETE', 'faults');
      expect(await applyJson(repo)).toMatchObject({ exit: 0, summary: { done: 50 } });
    },
  );
});

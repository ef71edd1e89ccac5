import { describe, expect, it } from 'vitest';
import { costOfPropose } from '../bench/propose.ts';
import { costOfPlan, costOfValidate } from '../bench/costs.ts';
import { convergedRun, costOfMerges, fullPlan, withAppliedRepo } from '../bench/requests.ts';
import { crowdOf, sizeFor, trueSize } from '../bench/sizes.ts';

describe('what a run asks of GitHub', () => {
  it('plans 3,500 members, 500 teams and 2,000 repositories in full with 200 requests and 250 points at most', () =>
    withAppliedRepo(trueSize, async (repo) => {
      const { requests, points, changes } = await fullPlan(repo);
      expect(requests).toBeLessThanOrEqual(200);
      expect(points).toBeLessThanOrEqual(250);
      expect(changes).toBe(0);
    }));

  it('reads all of it where GraphQL refuses large pages, and in the end by REST', () =>
    withAppliedRepo(sizeFor(70), async (repo) => {
      const asked = await fullPlan(repo);
      const halved = await fullPlan(repo, 200);
      const byRest = await fullPlan(repo, 20);
      expect([asked.changes, halved.changes, byRest.changes]).toEqual([0, 0, 0]);
      expect(halved.requests).toBeGreaterThan(asked.requests);
      expect(halved.rest).toBe(asked.rest);
      expect(byRest.rest).toBeGreaterThan(asked.rest);
    }));

  it('plans a merge that touches one user and two teams with 8 requests, whatever the size, and writes once a change', async () => {
    const costs = await Promise.all(
      [140, 560].map((people) => withAppliedRepo(sizeFor(people), (repo, state) => costOfMerges(repo, state))),
    );
    const [few = [], many] = costs;
    expect(many).toEqual(few);
    expect(few.map(({ what }) => what)).toEqual(['joiner', 'mover', 'suspension', 'leaver']);
    for (const { requests, writes, changes } of few) {
      expect(requests).toBeLessThanOrEqual(8);
      expect(writes).toBe(changes);
      expect(writes).toBeGreaterThan(0);
    }
  });

  it('writes nothing where live is as the state says', () =>
    withAppliedRepo(sizeFor(140), async (repo) => {
      expect(await convergedRun(repo)).toEqual({ changes: 0, writes: 0 });
    }));
});

// Processor time is noisy on a busy machine; each limit leaves half as much again or more. `npm run bench` has the exact figures.
describe('what it costs to compute', () => {
  it('validates in little more than the time that the YAML parser alone needs', async () => {
    const { validate, parser } = await costOfValidate(sizeFor(1000), 7);
    expect(validate / parser).toBeLessThan(3);
  });

  it('loads and plans in proportion to the people, and plans faster than it loads', async () => {
    await costOfPlan(crowdOf(500), 3);
    const few = await costOfPlan(crowdOf(2000), 5);
    const many = await costOfPlan(crowdOf(8000), 3);
    expect(many.load / few.load).toBeLessThan(4 * 2);
    expect(many.plan / few.plan).toBeLessThan(4 * 2);
    expect(many.plan).toBeLessThan(many.load);
  });

  it('proposes in proportion to the people', async () => {
    await costOfPropose(500, 2);
    const few = await costOfPropose(1000, 3);
    const many = await costOfPropose(4000, 2);
    expect(many.propose / few.propose).toBeLessThan(4 * 2);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { anHrOrganization } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, today } from './support/proposing.ts';
import { openPolicy } from './support/state-repo.ts';

const quiet = { ...anHrOrganization(200, today), changes: [] };
const own = quiet.before[20]?.department ?? '';
const other = own === 'Sales' ? 'Legal' : 'Sales';

let repo: ProposingRepo;
beforeEach(async () => {
  repo = await aProposingRepo(quiet, { policy: openPolicy });
});
afterEach(() => repo.close());

async function moveTo(department: string): Promise<string> {
  repo.hr(quiet.before.map((row, index) => (index === 20 ? { ...row, department } : row)));
  return (await repo.propose({ only: 'movers' })).out;
}

async function merge(): Promise<void> {
  const open = (await repo.pulls()).find(({ state }) => state === 'open');
  await repo.approveAndMerge(open?.number ?? 0);
  expect((await repo.apply()).code).toBe(0);
}

it('takes somebody out again whom HR moved away, back, and away again', async () => {
  expect(await moveTo(other)).toContain('Movers: out of teams 1, into teams 1');
  await merge();
  expect(await moveTo(own)).toContain('Movers: out of teams 1, into teams 1');
  await merge();
  expect(await moveTo(other)).toContain('Movers: out of teams 1, into teams 1');
});

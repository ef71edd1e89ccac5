import { afterEach, beforeEach, expect, it } from 'vitest';
import { suspendCommand } from '../src/commands/suspend.ts';
import { anHrOrganization } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, today } from './support/proposing.ts';
import { openPolicy } from './support/state-repo.ts';

const quiet = { ...anHrOrganization(200, today), changes: [] };
const gone = quiet.before.map((row, index) => (index === 20 ? { ...row, status: 'terminated' } : row));
const users = 'state/users/employees.yaml';
const line = 'p00020: { id: 100020, employee: E00020 }';
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000);

let repo: ProposingRepo;
beforeEach(async () => {
  repo = await aProposingRepo(quiet, { policy: openPolicy });
  repo.hr(gone);
});
afterEach(() => repo.close());

async function leavers(now = new Date()) {
  return (await repo.propose({ dryRun: true, only: 'leavers' }, { now: () => now })).out.split('\n')[0];
}

it('does not remove at once whose suspension was merged late, but when its days of grace are over', async () => {
  expect(await suspendCommand(repo.context({ now: () => daysFromNow(-20) }), ['p00020'], { reason: 'x' })).toBe(0);
  const [pull] = await repo.pulls();
  await repo.approveAndMerge(pull?.number ?? 0);
  expect((await repo.apply()).code).toBe(0);
  expect(await leavers()).not.toContain('remove');
  expect(await leavers(daysFromNow(13))).not.toContain('remove');
  expect(await leavers(daysFromNow(14))).toContain('Leavers: remove 1,');
});

it('goes by the lines of the person alone, however they are written', async () => {
  const block = '# Left\n  p00020:\n    id: 100020\n    employee: E00020';
  const text = repo.read(users).replace(line, block);
  repo.commit('In a block', { [users]: text });
  repo.commit('Suspended', { [users]: text.replace(block, `${block}\n    suspended: 2026-01-01`) });
  expect(await leavers()).not.toContain('remove');
  repo.commit('Later, beside it', { [users]: `# Everybody\n${repo.read(users).replace('# Left', '# Left us')}` });
  expect(await leavers(daysFromNow(14))).toContain('Leavers: remove 1,');
});

import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { machineClock } from '../src/scm/machine-clock.ts';
import { anAppliedRepo, appliedOn } from './support/applied-repo.ts';
import { anOrganization } from './support/organization-builder.ts';

const staying = anOrganization().withOwner('alice', { id: 1 });

it('moves nothing in the state repo once the lease ran out, though all of it is in effect', async () => {
  const repo = await anAppliedRepo(staying.withMember('bob', { id: 2 }));
  const before = appliedOn(repo);
  repo.commitState('Bob leaves', staying.state);
  let slept = 0;
  vi.spyOn(machineClock, 'now').mockImplementation(() => new Date(Date.now() + slept));
  const running = repo.apply();
  const isLookedAt = async (): Promise<boolean> => {
    const { entries } = await repo.requests();
    const removal = entries.findIndex(({ method }) => method === 'DELETE');
    return removal !== -1 && entries.slice(removal).some(({ path }) => path.includes('/failed_invitations'));
  };
  while (!(await isLookedAt())) await pause(5);
  slept = 3_600_000;
  const { code, out } = await running;
  expect(code).toBe(4);
  expect(out).toContain('Stopped (lock-lost): The lock (refs/rollcall/lock on origin) was lost:');
  expect(appliedOn(repo)).toBe(before);
});

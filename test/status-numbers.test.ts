import { expect, it } from 'vitest';
import { withAppliedRepo } from '../bench/requests.ts';
import { trueSize } from '../bench/sizes.ts';
import { statusCommand } from '../src/commands/status.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const employees = 'state/users/employees.yaml';

/** A commit that touches the lines of so many people; @returns what asking for their standings takes, and who is restored */
async function statusOf(repo: StateRepoFixture, count: number): Promise<{ requests: number; restored: number }> {
  let left = count;
  const lines = repo.read(employees).split('\n');
  const touched = lines.map((line) => (/^ {2}[\w-]+: \{/.test(line) && left-- > 0 ? `${line} # ${count}` : line));
  repo.commit(`Touch ${count}`, { [employees]: touched.join('\n') });
  await repo.control('DELETE', 'requests');
  const context = repo.context({ format: 'json' });
  expect(await statusCommand(context, {})).toBe(0);
  const { total } = await repo.requests();
  const { counts } = JSON.parse(context.printed.out) as { counts: Record<string, number> };
  return { requests: total, restored: counts['restored'] ?? 0 };
}

it('asks GitHub about a hundred of 3,500 people in 80 requests at most, and about all in 200', () =>
  withAppliedRepo(trueSize, async (repo, { users }) => {
    const one = await statusOf(repo, 1);
    expect(one.requests).toBeLessThanOrEqual(6);
    const some = await statusOf(repo, 100);
    expect(some.requests).toBeLessThanOrEqual(80);
    const all = await statusOf(repo, users.size);
    expect(all.requests).toBeLessThanOrEqual(200);
    expect([one.restored, some.restored]).toEqual([1, 100]);
    expect(all.restored).toBeGreaterThan(3000);
  }));

import { expect, onTestFinished } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import type { OrgState } from '../../src/model/org-state.ts';
import { acme as small } from './edits.ts';
import { brief } from './planning.ts';
import { aStateRepo, openPolicy, type PlanJson, type Ran, type StateRepoFixture } from './state-repo.ts';

/** The organisation of the edits, with a second owner so that the owner floor is in nobody's way. */
export const acme = small.withOwner('zoe', { id: 1026 });

/** Live equal to the state, the state applied, and no request counted yet. Closed when the test ends. */
export async function anAppliedRepo(
  start: { readonly state: OrgState } = acme,
  options: Parameters<typeof aStateRepo>[1] = {},
): Promise<StateRepoFixture> {
  const repo = await aStateRepo(start.state, options);
  onTestFinished(() => repo.close());
  expectDone(await repo.apply());
  await repo.control('DELETE', 'requests');
  return repo;
}

/** The open policy with more lines. */
export function policyWith(lines: string): string {
  return `${openPolicy}${lines}\n`;
}

/** One line for each change. */
export function changesOf({ changes }: PlanJson): string[] {
  return brief(changes as unknown as Change[]);
}

/** The commit that the remote says was applied last. */
export function appliedOn(repo: StateRepoFixture): string {
  return repo.git('ls-remote', 'origin', 'refs/rollcall/applied').split('\t')[0] ?? '';
}

export function headOf(repo: StateRepoFixture): string {
  return repo.git('rev-parse', 'HEAD');
}

export function revertHead(repo: StateRepoFixture): void {
  repo.git('revert', '--no-edit', 'HEAD');
  repo.git('push', '--quiet');
}

export async function expectConverged(repo: StateRepoFixture): Promise<void> {
  expect(changesOf(await repo.planned({ full: true }))).toEqual([]);
}

export async function expectNoWrites(repo: StateRepoFixture): Promise<void> {
  expect((await repo.requests()).writes).toBe(0);
}

/** Exit code 0; where it is another, what was printed tells why. */
export function expectDone({ code, out, log }: Ran): void {
  expect(code, `${out}\n${log}`).toBe(0);
}

import { UsageError } from '../model/errors.ts';
import type { Problem } from '../model/problem.ts';
import type { Policy } from '../model/policy.ts';
import { type Checkout, checkoutOf } from '../git/checkout.ts';
import { fetchCommits } from '../git/fetch.ts';
import { isFirstParentAncestor, resolveRef } from '../git/refs.ts';
import { type Remote, remoteOf } from '../git/remote.ts';
import { openStateRepository, type StateRepository } from '../git/repository.ts';
import { versionsBetween } from '../git/versions.ts';
import { type Base, baseOf } from '../planner/base.ts';
import type { Desired } from '../planner/plan.ts';
import type { Context } from './context.ts';
import { createLoader } from './load-versions.ts';

/** The state repo as a run finds it: what is desired, and what was applied last. */
export interface StateRepo {
  readonly repository: StateRepository;
  readonly checkout: Checkout;
  readonly remote: Remote;
  readonly desired: Desired;
  readonly base: Base;
  /** The policy applied last; undefined at first adoption. */
  readonly basePolicy: Policy | undefined;
  /** Warnings about the state as it is now. */
  readonly warnings: readonly Problem[];
  /** The commit applied last is no first-parent ancestor of the default branch: somebody moved one or the other. */
  readonly misplacedBase: string | null;
}

/** What a state with errors in it is answered with: all of them at once. */
export class InvalidState extends UsageError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      'invalid-state',
      'The state has errors, and nothing is planned from half of it. `rollcall validate` shows them.',
    );
    this.problems = problems;
  }
}

/** What nothing is planned or proposed with. Too few owners are a guard's matter. */
export function errorsIn(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ severity, rule }) => severity === 'error' && rule !== 'owners-minimum');
}

/**
 * Loads desired from the checkout, and base from the commit applied last.
 * @param baseRef compares with this commit instead
 * @throws InvalidState where the state has errors; GitError where the repository is not as it must be
 */
export async function readStateRepo(context: Context, baseRef?: string): Promise<StateRepo> {
  const repository = await openStateRepository(context.cwd, context.state, context.env);
  const checkout = await checkoutOf(repository);
  const remote = await remoteOf(repository);
  const head = checkout.commit;
  if (head === null) {
    throw new UsageError(
      'no-commit',
      'There is no commit yet, and state is planned from a commit: git add and git commit it first.',
    );
  }
  const asked = baseRef === undefined ? remote.applied : await resolveRef(repository, baseRef);
  const misplacedBase = (await isMisplaced(repository, remote, asked, baseRef)) ? asked : null;
  const base = misplacedBase === null ? await comparableBase(repository, asked, head) : null;
  const loader = createLoader(repository, context);
  const versions = await loader.history(await versionsBetween(repository, base, head), checkout.clean);
  const last = versions.at(-1);
  if (last === undefined) throw new Error('a history has at least one version');
  if (errorsIn(last.loaded.problems).length > 0) throw new InvalidState(last.loaded.problems);
  return {
    repository,
    checkout,
    remote,
    desired: {
      commit: last.version.commit,
      state: last.loaded.state,
      entries: last.loaded.entries,
      policy: last.loaded.policy,
    },
    base: baseOf(
      versions.map(({ version }) => (base === null ? { ...version, commit: null } : version)),
      base === null,
    ),
    basePolicy: base === null ? undefined : versions[0]?.loaded.policy,
    warnings: last.loaded.problems.filter(({ severity }) => severity === 'warning'),
    misplacedBase,
  };
}

/** `applied` must be on the default branch's own line: a forged or a rewritten one would hide what was never applied. */
async function isMisplaced(
  repository: StateRepository,
  remote: Remote,
  base: string | null,
  baseRef: string | undefined,
): Promise<boolean> {
  if (base === null) return false;
  await fetchCommits(repository, remote, baseRef === undefined ? [remote.head, base] : [base]);
  return baseRef === undefined && !(await isFirstParentAncestor(repository, base, remote.head));
}

/** On a branch that left the default branch before the commit applied last, the commit where it left. */
async function comparableBase(repository: StateRepository, base: string | null, head: string): Promise<string | null> {
  if (base === null || (await isFirstParentAncestor(repository, base, head))) return base;
  const common = (await repository.git.run(['merge-base', base, head])).trim();
  if (await isFirstParentAncestor(repository, common, head)) return common;
  throw new UsageError(
    'base-elsewhere',
    `${base} is not on the line of commits that leads to ${head}. Bring the branch up to date with the default branch.`,
  );
}

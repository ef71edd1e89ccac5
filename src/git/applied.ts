import { GitError } from '../model/errors.ts';
import { appliedRef, type Remote } from './remote.ts';
import { swap } from './remote-ref.ts';
import type { StateRepository } from './repository.ts';

/** From the commit that the ref must stand at (null: it must not be there) to the one it is to stand at. */
export interface Move {
  readonly from: string | null;
  readonly to: string;
}

/**
 * Moves `refs/rollcall/applied` on the remote, unless another run moved it since.
 * @throws GitError `applied-moved` with both values where another run did, `git-failed` where the push is refused,
 * `remote-unreachable` where nobody can be asked
 */
export async function moveApplied(repository: StateRepository, remote: Remote, { from, to }: Move): Promise<void> {
  const standing = await swap({ repository, remote, ref: appliedRef }, { from, to });
  if (standing === to) return;
  throw new GitError(
    'applied-moved',
    `${appliedRef} on ${remote.name} stands at ${standing ?? 'nothing'} and not at ${from ?? 'nothing'}: another run was faster. It was left alone; run again.`,
  );
}

import { GitError } from '../model/errors.ts';
import { idOnly } from './refs.ts';
import { appliedRef, type Remote, remoteOf } from './remote.ts';
import type { StateRepository } from './repository.ts';

/** From the commit that the ref must stand at (null: it must not be there) to the one it is to stand at. */
export interface Move {
  readonly from: string | null;
  readonly to: string;
}

/**
 * Moves `refs/rollcall/applied` on the remote, unless another run moved it since.
 * @throws GitError `applied-moved` with both values where another run did, `git-failed` where the push is refused
 */
export async function moveApplied(repository: StateRepository, remote: Remote, { from, to }: Move): Promise<void> {
  const lease = `--force-with-lease=${appliedRef}:${from === null ? '' : idOnly(from)}`;
  const options = ['--quiet', '--no-verify', '--no-follow-tags', '--recurse-submodules=no', lease];
  try {
    await repository.git.run(['push', ...options, '--', remote.name, `${idOnly(to)}:${appliedRef}`]);
  } catch (error) {
    const { applied } = await remoteOf(repository);
    // Also where the answer to a push that succeeded was lost.
    if (applied === to) return;
    if (applied === from) throw error;
    throw new GitError(
      'applied-moved',
      `${appliedRef} on ${remote.name} stands at ${applied ?? 'nothing'} and not at ${from ?? 'nothing'}: another run was faster. It was left alone; run again.`,
      { cause: error },
    );
  }
}

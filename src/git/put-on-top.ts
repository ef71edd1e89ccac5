import { setTimeout as pause } from 'node:timers/promises';
import { GitError } from '../model/errors.ts';
import { fetchStanding, type RemoteRef, swap } from './remote-ref.ts';

/** How often others may be faster before we give up, and how often in a row a push may leave the ref as it was. */
const limits = { faster: 30, failures: 4 };

/**
 * Puts a commit on top of what stands at a ref that others move as well. Where another was faster, it is written anew on
 * top of theirs.
 * @param write makes the commit on top of this one, null for the first; null where there is nothing to add
 * @param refused what to throw where the remote does not take it, by why
 */
export async function putOnTop(
  place: RemoteRef,
  write: (tip: string | null) => Promise<string | null>,
  refused: (why: string) => GitError,
): Promise<void> {
  const tries = { faster: 0, failed: 0 };
  while (tries.faster < limits.faster) {
    try {
      if (await tryOnTop(place, write)) return;
      tries.faster += 1;
      tries.failed = 0;
    } catch (error) {
      tries.failed += 1;
      if (!maybeForAMoment(error)) throw error;
      if (tries.failed === limits.failures) throw error.code === 'git-failed' ? refused(error.message) : error;
    }
    // At random, or those who met once would meet again.
    await pause(Math.random() * 100 * Math.min(tries.faster + tries.failed, 10));
  }
  throw refused(`Other runs pushed to it all the time: ${limits.faster} tries.`);
}

/** True where the commit stands there now; false where another was faster. */
async function tryOnTop(place: RemoteRef, write: (tip: string | null) => Promise<string | null>): Promise<boolean> {
  const tip = await fetchStanding(place);
  const commit = await write(tip);
  return commit === null || (await swap(place, { from: tip, to: commit })) === commit;
}

/** Two pushes at once can refuse each other on the server, and networks fail for a moment. */
function maybeForAMoment(error: unknown): error is GitError {
  return error instanceof GitError && ['git-failed', 'remote-unreachable'].includes(error.code);
}

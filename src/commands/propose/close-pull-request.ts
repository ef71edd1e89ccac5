import { lookAtProposal } from '../../git/proposal-branch.ts';
import { standingAt, swap } from '../../git/remote-ref.ts';
import type { OwnPullRequest } from '../../model/pull-request.ts';
import { longest } from '../../scm/github/pull-limits.ts';
import { type Desk, placeOf } from './desk.ts';
import { foreignWords } from './foreign-commits.ts';

/** At the head of a description: nobody but us closed it. */
export const closedByUs = '<!-- rollcall: closed -->';

/** What became of a branch that nothing is left for. */
export interface Closed {
  /** Where one was open. */
  readonly pullRequest: OwnPullRequest | undefined;
  readonly warnings: readonly string[];
}

/**
 * Closes the pull request of a branch with a word, and takes the branch away: one that stands is how people's own closing
 * is told. A branch that was moved since is left, for somebody works on it.
 */
export async function closePullRequest(
  desk: Desk,
  branch: string,
  word: string,
  newest: OwnPullRequest | undefined,
): Promise<Closed> {
  const pullRequest = newest?.state === 'open' ? newest : undefined;
  if (pullRequest !== undefined) {
    const { number, title, body } = pullRequest;
    await desk.pulls.update(number, { title, body: `${closedByUs}\n${body}`.slice(0, longest.body) });
    await desk.pulls.close(number);
    await desk.pulls.comment(number, word);
  }
  if (newest === undefined || newest.state === 'merged') return { pullRequest, warnings: [] };
  return { pullRequest, warnings: await takeBranchAway(desk, branch, newest.head) };
}

async function takeBranchAway(desk: Desk, branch: string, head: string): Promise<readonly string[]> {
  const place = placeOf(desk, branch);
  if ((await standingAt(place)) !== head) return [];
  const standing = await lookAtProposal(place, desk.remote.head);
  if (standing.foreign.length > 0) return foreignWords(branch, standing, 'on it; the branch was left');
  await swap(place, { from: head, to: null });
  return [];
}

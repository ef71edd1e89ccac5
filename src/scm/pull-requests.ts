import type { MergedPullRequest } from '../model/pull-request.ts';

/** Reads the pull requests of the state repository: who asked for a commit, who wrote it, and who approved it. */
export interface PullRequests {
  /**
   * Merged pull requests into a branch that the commit belongs to, with all that the review guard judges.
   * @param commit full id
   * @param branch the branch that they were merged into
   * @throws ReadError where any list could not be read to its end
   */
  mergedWith(commit: string, branch: string): Promise<readonly MergedPullRequest[]>;
}

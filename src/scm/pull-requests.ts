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

export interface MergedPullRequest {
  readonly number: number;
  /** Id of the last commit of the pull request, as it was merged. */
  readonly head: string;
  /** Who opened it. */
  readonly openedBy: Reviewer;
  /** Authors and committers of its commits; of an address that belongs to no account GitHub tells nobody. */
  readonly wrote: readonly Reviewer[];
  /** The last word of each reviewer: their newest review that is no mere comment. */
  readonly reviews: readonly Review[];
}

export interface Reviewer {
  readonly login: string;
  readonly id: number;
  readonly kind: 'person' | 'bot';
}

export interface Review {
  readonly by: Reviewer;
  readonly state: 'approved' | 'changes-requested' | 'dismissed';
  /** The commit that it was given on. */
  readonly commit: string;
  /** Whether the reviewer has write access to the state repository now. */
  readonly mayWrite: boolean;
}

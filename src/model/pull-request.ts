/** A merged pull request of the state repository: who asked for it, who wrote it, and who approved it. */
export interface MergedPullRequest {
  readonly number: number;
  /** Id of the last commit of the pull request, as it was merged. */
  readonly head: string;
  /** Null where the account is gone. */
  readonly openedBy: Account | null;
  /** Authors, committers and co-authors of its commits; of an address that belongs to no account GitHub tells nobody. */
  readonly wrote: readonly Writer[];
  /** False where GitHub lists only a part of the commits, so that nobody knows who wrote the others. */
  readonly listsAllCommits: boolean;
  /** The last word of each reviewer: their newest review that is no mere comment. */
  readonly reviews: readonly Review[];
}

/** An account as pull requests name it. The id is null where only a no-reply address without one is known. */
export interface Account {
  readonly login: string;
  readonly id: number | null;
}

export interface Writer extends Account {
  /** The first commit that they wrote or had a part in. */
  readonly commit: string;
}

export interface Review {
  readonly by: Account & { readonly kind: 'person' | 'bot' };
  readonly state: 'approved' | 'changes-requested' | 'dismissed';
  /** The commit that it was given on. */
  readonly commit: string;
  /** Whether the reviewer has write access to the state repository now; asked of those alone who approved. */
  readonly mayWrite: boolean;
}

/** A pull request that the tool opened, or is about to keep. */
export interface OwnPullRequest {
  readonly number: number;
  /** For people. */
  readonly url: string;
  readonly title: string;
  /** '' where there is none. */
  readonly body: string;
  /** Id of its last commit. */
  readonly head: string;
  readonly state: 'open' | 'closed' | 'merged';
  /**
   * It is open, somebody with write access who wrote none of its commits approved its last commit, and nobody asks for
   * changes.
   */
  readonly approved: boolean;
  /** Folded logins, and `team/SLUG`, of who is asked for a review now. */
  readonly asked: ReadonlySet<string>;
  /** Folded logins of who gave a review on its last commit. */
  readonly reviewers: ReadonlySet<string>;
}

/** Who is asked to review: logins, and slugs of teams. */
export interface Reviewers {
  readonly users: readonly string[];
  readonly teams: readonly string[];
}

import type { Position } from './entry.ts';

/**
 * One change of what the state says that somebody, a team or a repository holds. Names are those of the later state.
 * The place is where it stands afterwards; of what was taken out, where it stood.
 */
export interface AccessChange extends Position {
  readonly kind: AccessKind;
  readonly login?: string;
  /** The person's numeric id, where the lines at hand tell it. */
  readonly id?: number;
  /** Slug. */
  readonly team?: string;
  readonly repo?: string;
  /** A role, a permission, a date or a name; null for nothing. */
  readonly before: string | null;
  readonly after: string | null;
  /** The file says `managed: false` since: nobody took it away, and the state says nothing of it any more. */
  readonly letGo?: true;
}

export type AccessKind =
  /** In the organisation, as `member`, `owner` or `outside`. */
  | 'membership'
  /** ISO dates: from then on the person keeps the seat and holds no access. */
  | 'suspension'
  | 'team-membership'
  /** A team or repository: `managed` or `not managed`. */
  | 'team'
  | 'repo'
  /** Slug of the team above. */
  | 'parent'
  | 'team-access'
  | 'user-access'
  /** Nothing but the name is another. */
  | 'renamed-user'
  | 'renamed-team'
  | 'renamed-repo';

/** Whose history it is. */
export interface Subject {
  readonly noun: 'user' | 'team' | 'repo';
  /** The name used last. */
  readonly name: string;
  /** Other names that it went by, newest first. */
  readonly formerly: readonly string[];
  readonly id?: number;
  /** Whether the state still has it. */
  readonly stands: boolean;
  /** What the reader should know besides, such as that the login was somebody else's before. */
  readonly remarks: readonly string[];
}

/** One commit of the default branch's own line that changed some access. */
export interface HistoryStep {
  readonly commit: CommitFacts;
  /** Sorted by kind and name. */
  readonly changes: readonly AccessChange[];
  readonly pullRequest: PullRequestSaid;
  /** The first run that applied this commit or one after it, as the journal tells; null where it tells none. */
  readonly applied: AppliedBy | null;
}

export interface CommitFacts {
  /** Full object id. */
  readonly id: string;
  /** ISO time in UTC at which it counts as having come to the branch. */
  readonly cameAt: string;
  /** ISO time in UTC that the commit itself says, where that is another. */
  readonly saysAt?: string;
  /** Who wrote it, as git has their names; of a merge, who wrote what it brought. */
  readonly authors: readonly string[];
  readonly subject: string;
}

/** Which pull request brought a commit. */
export type PullRequestSaid =
  | { readonly known: 'by-github'; readonly pullRequest: ReviewedPullRequest | null }
  /** GitHub was not asked, or could not be: the number is what the commit's message says, and proves nothing. */
  | { readonly known: 'not-asked'; readonly number: number | null };

export interface ReviewedPullRequest {
  readonly number: number;
  /** Login; null where the account is gone. */
  readonly openedBy: string | null;
  readonly approvers: readonly Approver[];
}

export interface Approver {
  readonly login: string;
  /** Given on the commit that was merged. */
  readonly onLastCommit: boolean;
}

export interface AppliedBy {
  readonly run: string;
  /** ISO time of its end. */
  readonly at: string;
  /** The commit that it applied. */
  readonly commit: string;
}

/** Where the history was read. */
export interface HistorySource {
  readonly branch: string;
  /** Full id of the newest commit that was looked at. */
  readonly head: string;
  /** The remote was asked; else what this clone has is all that is known. */
  readonly remoteAsked: boolean;
  /** How many commits the branch's own line has, and of how many the date contradicts the order. */
  readonly commits: number;
  readonly wrongDates: number;
  /** Why GitHub was not asked for pull requests; null where it was. */
  readonly notAsked: string | null;
}

export interface History {
  readonly source: HistorySource;
  readonly subject: Subject;
  /** Newest first. */
  readonly steps: readonly HistoryStep[];
  /** How many older steps were left out. */
  readonly left: number;
}

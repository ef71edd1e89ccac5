import type { Key } from '../model/identity.ts';
import type { Violation } from '../model/plan.ts';
import type { RemovalKind } from '../model/policy.ts';
import type { Proposal, Proposals } from '../model/proposal.ts';
import type { FeedCounts } from '../model/roster.ts';

/** Which of the three pull requests. */
export type Which = keyof Proposals;

/**
 * One proposal with all that is said beside it. There is no time in it: on another day the same proposal gives the same
 * bytes, unless something that it says has changed.
 */
export interface ProposalReport {
  readonly which: Which;
  readonly proposal: Proposal;
  /** What the state holds: what percentages are of. */
  readonly holds: Readonly<Record<RemovalKind, number>>;
  /** How much the proposal takes away, as `removalsIn` counts it. */
  readonly removals: Readonly<Record<RemovalKind | 'total', number>>;
  /** How much of each kind policy.yaml and its allowances let through; Infinity where nothing limits it. */
  readonly allowed: Readonly<Record<RemovalKind, number>>;
  /** In the order of roster.yaml. */
  readonly sources: readonly { readonly name: string; readonly counts: FeedCounts }[];
  /** Employee ids of the state's users, by folded login as the state has it today. */
  readonly employees: ReadonlyMap<Key, string>;
  readonly invitations: Invitations;
  /** Days between suspension and removal. */
  readonly graceDays: number;
  /** Path of the state directory from the checkout's root, with forward slashes; '' where it is the root. */
  readonly stateDirectory: string;
  /** Path, from the checkout's root, of the file that holds all rows where the body cannot. */
  readonly rest: string;
  /** The branch of the proposal, without `refs/heads/`. */
  readonly branch: string;
  /** The default branch, likewise. */
  readonly base: string;
}

export interface Invitations {
  /** Folded logins of members, and of those who have an open invitation: they need none. */
  readonly present: ReadonlySet<Key>;
  /** How many are open today. */
  readonly open: number;
  /** How many GitHub takes in 24 hours. */
  readonly perDay: number;
}

/** What `rollcall propose` did, all of it. */
export interface ProposeReport {
  /** Why nothing may be proposed, such as of a source that is not believed; then there are no outcomes. */
  readonly violations: readonly Violation[];
  /** Sentences about the whole run, such as of an HR file that git tracks. */
  readonly warnings: readonly string[];
  readonly outcomes: readonly ProposalOutcome[];
}

/** What became of one proposal. */
export type ProposalOutcome = Outcome & {
  readonly report: ProposalReport;
  /** Sentences, such as of reviewers who could not be asked, and of people's commits that were replaced. */
  readonly warnings: readonly string[];
};

type Outcome =
  /** There is nothing to propose, and no pull request was open. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'opened'; readonly pullRequest: PullRequestName }
  | { readonly kind: 'updated'; readonly pullRequest: PullRequestName }
  /** Open, and all of it is as it should be. */
  | { readonly kind: 'unchanged'; readonly pullRequest: PullRequestName }
  /** Open and approved; its content would be the same. */
  | { readonly kind: 'left-alone'; readonly pullRequest: PullRequestName }
  /** People closed it, and its content would be the same. */
  | { readonly kind: 'left-closed'; readonly pullRequest: PullRequestName }
  /** There is nothing left to propose. */
  | { readonly kind: 'closed'; readonly pullRequest: PullRequestName }
  /** Over a budget, so not opened. `list` is the path of the file with all that it would do; none in a dry run. */
  | { readonly kind: 'refused'; readonly violations: readonly Violation[]; readonly list: string | undefined }
  /** Git, GitHub or the state would not have it; the other proposals go on. */
  | { readonly kind: 'failed'; readonly message: string }
  /** Nothing was written anywhere. */
  | { readonly kind: 'dry-run'; readonly title: string; readonly body: string; readonly diff: string };

export interface PullRequestName {
  readonly number: number;
  readonly url: string;
}

import type { Allowance, Review } from '../../model/policy.ts';
import type { MergedPullRequest } from '../../model/pull-request.ts';
import type { User } from '../../model/org-state.ts';

/** What git tells of the commits that may have to be reviewed. */
export interface Lineage {
  /** Name of the default branch. */
  readonly branch: string;
  /** Ids of the commits on the first-parent line of HEAD, oldest first; HEAD is the last. */
  readonly line: readonly string[];
  /** Each commit of the line that changed policy.yaml or brought other policies along, oldest first. */
  readonly policies: readonly PolicyStep[];
  /** What the policy applied last asks; undefined at first adoption. */
  readonly baseReview: Review | undefined;
  /** HEAD's allowances that are in force. */
  readonly allowances: readonly Allowance[];
  /** The commits that wrote lines which changes come from, by `file:line`, where the plan does not say them. */
  readonly writers: ReadonlyMap<string, string>;
}

/** What one commit of the line did to policy.yaml. */
export interface PolicyStep {
  readonly commit: string;
  /** Whether policy.yaml is another than in the commit's first parent. */
  readonly changes: boolean;
  /** What stands after it; where that cannot be read, what stood before. */
  readonly review: Review;
  /** Commits that its allowances name, as written. */
  readonly unreviewed: readonly string[];
  /** What policies ask that came with a merge, and that no commit of the line had before it. */
  readonly brought: readonly Review[];
}

/** All that the review guard judges by. */
export interface ReviewFacts extends Lineage {
  /** Where the pull requests are. */
  readonly stateRepository: StateRepositoryName;
  /** Merged pull requests by commit, for each commit that needs approvals. */
  readonly pulls: ReadonlyMap<string, readonly MergedPullRequest[]>;
  /** First lines of commits' messages, by id; a commit without one is shown by its id alone. */
  readonly subjects: ReadonlyMap<string, string>;
  /** Who is suspended in desired, or was in base. */
  readonly suspended: readonly Pick<User, 'login' | 'id'>[];
  /** ISO date, in UTC. */
  readonly today: string;
}

/** `owner/name` of the state repository, or why it cannot be told: a whole sentence with what to do. */
export type StateRepositoryName = { readonly name: string } | { readonly unknown: string };

import type { World } from '../world/world.ts';

/**
 * The pull requests of the state repository, as plain JSON: the world keeps it, and `--data` writes it to a file.
 * People are named by account id, so that a rename changes nothing here; times are ISO, to the second.
 */
export interface PullsData {
  /** Pull requests share their numbers with issues on GitHub; here there are no others. */
  nextNumber: number;
  /** Ids of pull requests, reviews, comments, labels and statuses. */
  nextId: number;
  pulls: Pull[];
  comments: IssueComment[];
  statuses: Status[];
  labels: Label[];
}

export interface Pull {
  readonly id: number;
  readonly number: number;
  readonly author: number;
  readonly createdAt: string;
  title: string;
  body: string | null;
  draft: boolean;
  state: 'open' | 'closed';
  updatedAt: string;
  closedAt: string | null;
  merged: Merged | null;
  readonly head: Side;
  readonly base: Side;
  requestedReviewers: number[];
  /** Team ids. */
  requestedTeams: number[];
  /** Names. */
  labels: string[];
  readonly reviews: Review[];
}

/** While the pull request is open, `sha` follows the branch. */
interface Side {
  branch: string;
  sha: string;
}

export interface Merged {
  readonly at: string;
  /** Null where somebody pushed the commits to the base branch: git does not tell who. */
  readonly by: number | null;
  readonly sha: string;
  /** Every commit that came to the base branch with it. */
  readonly commits: readonly string[];
}

export interface Review {
  readonly id: number;
  readonly author: number;
  body: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  /** The head when it was written. */
  commit: string;
  submittedAt: string | null;
}

export interface IssueComment {
  readonly id: number;
  readonly pull: number;
  readonly author: number;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly creator: number;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly createdAt: string;
}

export interface Label {
  readonly id: number;
  readonly name: string;
}

const document = 'pulls';

/** The world's pull requests, which it keeps among its documents. */
export function pullsOf(world: World): PullsData {
  const known = world.documents.get(document) as PullsData | undefined;
  if (known !== undefined) return known;
  const data = { nextNumber: 1, nextId: 1, pulls: [], comments: [], statuses: [], labels: [] };
  world.documents.set(document, data);
  return data;
}

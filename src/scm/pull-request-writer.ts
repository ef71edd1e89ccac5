import type { OwnPullRequest, Reviewers } from '../model/pull-request.ts';

/** Opens and keeps the tool's own pull requests in the state repository. */
export interface PullRequestWriter {
  /**
   * The newest pull request from a branch of this repository into `base`, an open one before all closed ones.
   * @throws ReadError where any list could not be read to its end
   */
  newest(branch: string, base: string): Promise<OwnPullRequest | undefined>;

  /** @throws WriteError where GitHub refuses it */
  open(draft: Draft): Promise<OwnPullRequest>;

  /** Brings title and body to these, in one request; the caller asks for it only where they differ. */
  update(number: number, text: { readonly title: string; readonly body: string }): Promise<void>;

  comment(number: number, body: string): Promise<void>;

  /**
   * Keeps one comment of ours that begins with `mark`, an HTML comment: makes it, or edits it where it says something
   * else; people are told of it once.
   */
  keepComment(number: number, mark: string, body: string): Promise<void>;

  close(number: number): Promise<void>;

  /**
   * Asks those for a review one request at a time where GitHub refuses them together.
   * @returns who could not be asked, with GitHub's reason
   */
  askReviewers(
    number: number,
    reviewers: Reviewers,
  ): Promise<readonly { readonly who: string; readonly why: string }[]>;
}

export interface Draft {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

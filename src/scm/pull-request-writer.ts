import type { OwnPullRequest, Reviewers } from '../model/pull-request.ts';

/**
 * Opens and keeps the tool's own pull requests in the state repository. Title and body longer than GitHub takes (256 and
 * 65,536 characters) are refused before anything is sent.
 */
export interface PullRequestWriter {
  /**
   * The newest pull request from a branch of this repository into `base`, an open one before all closed ones. Reviews are
   * read of an open one alone: a closed one is never `approved`.
   * @throws ReadError where any list could not be read to its end
   */
  newest(branch: string, base: string): Promise<OwnPullRequest | undefined>;

  /**
   * After a lost answer, and where somebody opened one meanwhile, what is there is looked at and brought to the draft.
   * @throws WriteError where GitHub refuses it; `no-answer` where it may have been opened
   */
  open(draft: Draft): Promise<OwnPullRequest>;

  /** Brings title and body to these, in one request; the caller asks for it only where they differ. */
  update(number: number, text: { readonly title: string; readonly body: string }): Promise<void>;

  /** @throws WriteError `no-answer` where it may have been written, and is not there when looked for */
  comment(number: number, body: string): Promise<void>;

  /**
   * Keeps one comment of ours that begins with `mark`, an HTML comment: makes it, or edits it where it says something
   * else; people are told of it once. Somebody else's comment with the same mark is left alone.
   * @param body begins with the mark, or gets it as its first line
   * @throws ReadError where the comments could not be read to their end
   */
  keepComment(number: number, mark: string, body: string): Promise<void>;

  close(number: number): Promise<void>;

  /**
   * Asks all of them for a review in one request, and one by one where GitHub refuses them together.
   * @returns who could not be asked (a login, or `team/SLUG`), with GitHub's reason
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

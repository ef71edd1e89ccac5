import { WriteError } from '../../model/errors.ts';
import type { OwnPullRequest, Reviewers } from '../../model/pull-request.ts';
import type { Draft, PullRequestWriter } from '../pull-request-writer.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { pullComments } from './pull-comments.ts';
import { deedsOn } from './pull-deeds.ts';
import { requireShort } from './pull-limits.ts';
import { reviewAsker } from './ask-reviewers.ts';
import { ownPull, readNewest } from './read-own-pull.ts';
import { readActor } from './read-organization.ts';
import { type Repository, reviewsReader } from './read-reviews.ts';

/**
 * The tool's own pull requests by REST, one request for each thing that changes, paced as all writes are. What makes
 * something is never sent twice without a look whether it is there.
 */
export function createPullRequestWriter(client: GitHubClient, repository: Repository): PullRequestWriter {
  const deeds = deedsOn(client, repository);
  const readReviews = reviewsReader(client, repository);
  let known: ReturnType<typeof readActor> | undefined;
  const actor = (): ReturnType<typeof readActor> => (known ??= readActor(client));
  const askReviewers = reviewAsker(repository, deeds);
  return {
    newest: async (branch, base) => {
      const pull = await readNewest(client, repository, branch, base);
      return pull === undefined ? undefined : whole(pull);
    },
    open,
    update,
    close: (number) => change(`closing #${number}`, number, { state: 'closed' }),
    askReviewers: (number: number, reviewers: Reviewers) => askReviewers(number, reviewers),
    ...pullComments(client, repository, deeds, actor),
  };

  /** With approvals where it is open: of a closed one nobody asks for them. */
  async function whole(pull: Fields): Promise<OwnPullRequest> {
    if (pull['state'] !== 'open') return ownPull(pull, undefined, null);
    const reviewed = await readReviews(pull);
    const isApprovedBySome = reviewed.pull.reviews.some(({ state }) => state === 'approved');
    return ownPull(pull, reviewed, isApprovedBySome ? await actor() : null);
  }

  async function open(draft: Draft): Promise<OwnPullRequest> {
    const { branch, base, title, body } = draft;
    const what = `opening a pull request from ${branch}`;
    requireShort(what, 'title', title);
    requireShort(what, 'body', body);
    try {
      const parameters = { ...repository, head: branch, base, title, body };
      const { data } = await deeds.send(what, { route: 'POST /repos/{owner}/{repo}/pulls', parameters });
      return ownPull(fieldsOf(data, 'the new pull request'), undefined, null);
    } catch (error) {
      if (!(error instanceof WriteError) || !mayBeThere.has(error.code)) throw error;
      return opened(draft, error);
    }
  }

  /** The open one that is there after all, saying what the draft says. */
  async function opened({ branch, base, title, body }: Draft, error: WriteError): Promise<OwnPullRequest> {
    const found = await readNewest(client, repository, branch, base).catch(() => undefined);
    if (found?.['state'] !== 'open') throw error;
    const pull = await whole(found);
    if (pull.title === title && pull.body === body) return pull;
    await update(pull.number, { title, body });
    return { ...pull, title, body };
  }

  async function update(number: number, { title, body }: { title: string; body: string }): Promise<void> {
    const what = `editing #${number}`;
    requireShort(what, 'title', title);
    requireShort(what, 'body', body);
    await change(what, number, { title, body });
  }

  async function change(what: string, number: number, fields: Readonly<Record<string, string>>): Promise<void> {
    const route = 'PATCH /repos/{owner}/{repo}/pulls/{number}';
    await deeds.send(what, { route, parameters: { ...repository, number, ...fields }, repeatable: true });
  }
}

const mayBeThere: ReadonlySet<string> = new Set(['no-answer', 'already-exists']);

import { WriteError } from '../../model/errors.ts';
import type { OwnPullRequest, Reviewers } from '../../model/pull-request.ts';
import type { Draft, PullRequestWriter } from '../pull-request-writer.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { pullComments } from './pull-comments.ts';
import { type Deeds, deedsOn } from './pull-deeds.ts';
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
  let known: ReturnType<typeof readActor> | undefined;
  const desk: Desk = {
    client,
    repository,
    deeds: deedsOn(client, repository),
    readReviews: reviewsReader(client, repository),
    actor: () => (known ??= readActor(client)),
  };
  const askReviewers = reviewAsker(repository, desk.deeds);
  return {
    newest: async (branch, base) => {
      const pull = await readNewest(client, repository, branch, base);
      return pull === undefined ? undefined : whole(desk, pull);
    },
    open: (draft) => open(desk, draft),
    update: (number, text) => update(desk, number, text),
    close: (number) => change(desk, `closing #${number}`, number, { state: 'closed' }),
    askReviewers: (number: number, reviewers: Reviewers) => askReviewers(number, reviewers),
    ...pullComments(client, repository, desk.deeds, desk.actor),
  };
}

/** What one organisation's pull requests are written with. */
interface Desk {
  readonly client: GitHubClient;
  readonly repository: Repository;
  readonly deeds: Deeds;
  readonly readReviews: ReturnType<typeof reviewsReader>;
  /** Who we are; asked once. */
  readonly actor: () => ReturnType<typeof readActor>;
}

/** With approvals where it is open: of a closed one nobody asks for them. */
async function whole({ readReviews, actor }: Desk, pull: Fields): Promise<OwnPullRequest> {
  if (pull['state'] !== 'open') return ownPull(pull, undefined, null);
  const reviewed = await readReviews(pull);
  const isApprovedBySome = reviewed.pull.reviews.some(({ state }) => state === 'approved');
  return ownPull(pull, reviewed, isApprovedBySome ? await actor() : null);
}

async function open(desk: Desk, draft: Draft): Promise<OwnPullRequest> {
  const { branch, base, title, body } = draft;
  const what = `opening a pull request from ${branch}`;
  requireShort(what, 'title', title);
  requireShort(what, 'body', body);
  try {
    const parameters = { ...desk.repository, head: branch, base, title, body };
    const { data } = await desk.deeds.send(what, { route: 'POST /repos/{owner}/{repo}/pulls', parameters });
    return ownPull(fieldsOf(data, 'the new pull request'), undefined, null);
  } catch (error) {
    if (!(error instanceof WriteError) || !mayBeThere.has(error.code)) throw error;
    return opened(desk, draft, error);
  }
}

/** The open one that is there after all, saying what the draft says. */
async function opened(desk: Desk, { branch, base, title, body }: Draft, error: WriteError): Promise<OwnPullRequest> {
  const found = await readNewest(desk.client, desk.repository, branch, base).catch(() => undefined);
  if (found?.['state'] !== 'open') throw error;
  const pull = await whole(desk, found);
  if (pull.title === title && pull.body === body) return pull;
  await update(desk, pull.number, { title, body });
  return { ...pull, title, body };
}

async function update(desk: Desk, number: number, { title, body }: { title: string; body: string }): Promise<void> {
  const what = `editing #${number}`;
  requireShort(what, 'title', title);
  requireShort(what, 'body', body);
  await change(desk, what, number, { title, body });
}

async function change(
  { deeds, repository }: Desk,
  what: string,
  number: number,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const route = 'PATCH /repos/{owner}/{repo}/pulls/{number}';
  await deeds.send(what, { route, parameters: { ...repository, number, ...fields }, repeatable: true });
}

const mayBeThere: ReadonlySet<string> = new Set(['no-answer', 'already-exists']);

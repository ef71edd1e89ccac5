import { keyOf } from '../../model/identity.ts';
import type { Account, MergedPullRequest, Review, Writer } from '../../model/pull-request.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, nameOf, numberOf, textOf } from './fields.ts';
import { once } from './once.ts';
import { getAll, getOne, type Reading } from './rest-read.ts';
import { writersOf } from './read-writers.ts';

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** A pull request as it is judged, whether merged or not. */
export interface Reviewed {
  readonly pull: MergedPullRequest;
  /** Logins of everybody who gave a review of any kind on its last commit, where the account is still there. */
  readonly reviewers: readonly string[];
}

/** How many commits of a pull request GitHub lists, however many it has. */
const listedAtMost = 250;

/**
 * Reads the commits and reviews of pull requests that a list brought: two requests for one, and one for each person who
 * approved any of them.
 */
export function reviewsReader(client: GitHubClient, repository: Repository): (pull: Fields) => Promise<Reviewed> {
  const writeAccess = new Map<string, Promise<boolean>>();
  const mayWrite = (login: string): Promise<boolean> =>
    once(writeAccess, keyOf(login), () => readWriteAccess(client, repository, login));
  return (pull) => readOne(client, repository, pull, mayWrite);
}

async function readOne(
  client: GitHubClient,
  repository: Repository,
  pull: Fields,
  mayWrite: (login: string) => Promise<boolean>,
): Promise<Reviewed> {
  const number = numberOf(pull['number'], 'the number of a pull request');
  const asked = { ...repository, number };
  const route = 'GET /repos/{owner}/{repo}/pulls/{number}';
  const reading = (what: string): Reading => pullReading(repository, `${what} of pull request #${number}`);
  const [commits, reviews] = await Promise.all([
    getAll(client, `${route}/commits`, asked, reading('the commits')),
    getAll(client, `${route}/reviews`, asked, reading('the reviews')),
  ]);
  const total = commits.length < listedAtMost ? commits.length : await countOf(client, asked, reading('the commits'));
  const head = fieldsOf(pull['head'], 'the head of a pull request');
  const sha = nameOf(head['sha'], 'the head of a pull request');
  const given = reviews.map((review) => fieldsOf(review, 'a review'));
  const ofHead = given.filter(({ commit_id: commit }) => commit === sha);
  return {
    pull: {
      number,
      head: sha,
      openedBy: accountOf(pull['user'], 'who opened a pull request'),
      wrote: commits.flatMap((commit) => writersOf(fieldsOf(commit, 'a commit'))).filter(isFirst),
      listsAllCommits: commits.length > 0 && commits.length >= total,
      reviews: await Promise.all(lastWords(given).map((review) => withAccess(review, mayWrite))),
    },
    reviewers: ofHead.flatMap(({ user }) => accountOf(user, 'who gave a review')?.login ?? []),
  };
}

async function countOf(
  client: GitHubClient,
  asked: Repository & { number: number },
  reading: Reading,
): Promise<number> {
  const pull = await getOne(client, 'GET /repos/{owner}/{repo}/pulls/{number}', { ...asked }, reading);
  return numberOf(fieldsOf(pull, reading.what)['commits'], reading.what);
}

function isFirst(writer: Writer, index: number, all: readonly Writer[]): boolean {
  return all.findIndex(({ id, login }) => id === writer.id && keyOf(login) === keyOf(writer.login)) === index;
}

type Word = Omit<Review, 'mayWrite'>;

const words: Readonly<Record<string, Review['state']>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  DISMISSED: 'dismissed',
};

/** Of each reviewer the newest review that says more than a comment, in the order of time. */
function lastWords(reviews: readonly Fields[]): readonly Word[] {
  const inTime = reviews
    .map((fields) => ({ fields, at: typeof fields['submitted_at'] === 'string' ? fields['submitted_at'] : '' }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const last = new Map<number, Word>();
  for (const { fields } of inTime) {
    const word = wordOf(fields);
    if (word?.by.id === undefined || word.by.id === null) continue;
    last.delete(word.by.id);
    last.set(word.by.id, word);
  }
  return [...last.values()];
}

/** Nobody can answer for a review whose account is gone. A commit that was pushed away is no commit any more. */
function wordOf({ state, user, commit_id: commit }: Fields): Word | undefined {
  const word = words[textOf(state, 'the state of a review')];
  const by = accountOf(user, 'who gave a review');
  if (word === undefined || by === null) return undefined;
  const { type } = fieldsOf(user, 'who gave a review');
  const kind = type === 'User' ? 'person' : 'bot';
  return { by: { ...by, kind }, state: word, commit: typeof commit === 'string' ? commit : '' };
}

async function withAccess(word: Word, mayWrite: (login: string) => Promise<boolean>): Promise<Review> {
  const isAsked = word.state === 'approved' && word.by.kind === 'person';
  return { ...word, mayWrite: isAsked && (await mayWrite(word.by.login)) };
}

function accountOf(user: unknown, what: string): Account | null {
  if (user === null) return null;
  const { login, id } = fieldsOf(user, what);
  return { login: nameOf(login, what), id: numberOf(id, what) };
}

/**
 * GitHub's older word for a role: `write` also stands for maintain and for the roles of the organisation's own that
 * build on it.
 * @see https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
async function readWriteAccess(client: GitHubClient, repository: Repository, login: string): Promise<boolean> {
  const what = `the access of ${login}`;
  const route = 'GET /repos/{owner}/{repo}/collaborators/{login}/permission';
  const reading = { ...pullReading(repository, what), orMissing: true };
  const found = await getOne(client, route, { ...repository, login }, reading);
  return (
    found !== undefined && ['write', 'maintain', 'admin'].includes(textOf(fieldsOf(found, what)['permission'], what))
  );
}

/** What is read of the repository's pull requests, and what it takes. */
export function pullReading({ owner, repo }: Repository, what: string): Reading {
  return {
    what: `${what} of ${owner}/${repo}`,
    needs: `the permissions "Pull requests: read", "Contents: read" and "Metadata: read" on ${owner}/${repo} (scope repo)`,
  };
}

import { ReadError } from '../../model/errors.ts';
import { keyOf } from '../../model/identity.ts';
import type { Account, MergedPullRequest, Review, Writer } from '../../model/pull-request.ts';
import type { PullRequests } from '../pull-requests.ts';
import { failedAnswer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, nameOf, numberOf, textOf } from './fields.ts';
import { readActor } from './read-organization.ts';
import { getAll, getOne, type Reading } from './rest-read.ts';
import { writersOf } from './read-writers.ts';

interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** How many commits of a pull request GitHub lists, however many it has. */
const listedAtMost = 250;

/**
 * Reads a repository's merged pull requests by REST: one request for a commit; two for a pull request, whose commits
 * and reviews are read to their ends; one for each person who approved. Each is asked for once, but for commits that
 * GitHub knows no pull request of yet.
 */
export function createPullRequests(client: GitHubClient, repository: Repository): PullRequests {
  const pulls = new Map<number, Promise<MergedPullRequest>>();
  const writeAccess = new Map<string, Promise<boolean>>();
  const mayWrite = (login: string): Promise<boolean> =>
    once(writeAccess, keyOf(login), () => readWriteAccess(client, repository, login));
  const read = (pull: Fields): Promise<MergedPullRequest> => {
    const number = numberOf(pull['number'], 'the number of a pull request');
    return once(pulls, number, () => readPull(client, repository, pull, mayWrite));
  };
  return {
    actor: () => readActor(client),
    async mergedWith(commit, branch) {
      const found = await pullsOf(client, repository, commit);
      return Promise.all(found.filter((pull) => isMergedInto(pull, repository, branch)).map(read));
    },
  };
}

function once<Key, Value>(known: Map<Key, Promise<Value>>, key: Key, ask: () => Promise<Value>): Promise<Value> {
  const asked = known.get(key) ?? ask();
  known.set(key, asked);
  return asked;
}

/** A commit that the repository does not have is answered with 422; no pull request of it can have brought that. */
async function pullsOf(client: GitHubClient, repository: Repository, commit: string): Promise<readonly Fields[]> {
  const reading = readingOf(repository, `the pull requests of ${commit}`);
  const route = 'GET /repos/{owner}/{repo}/commits/{commit}/pulls';
  const items = await getAll(client, route, { ...repository, commit }, reading).catch((error: unknown) => {
    if (error instanceof ReadError && failedAnswer(error.cause).status === 422) return [];
    throw error;
  });
  return items.map((item) => fieldsOf(item, 'a pull request'));
}

/** In a fork's network, GitHub lists pull requests into other repositories as well. */
function isMergedInto(pull: Fields, { owner, repo }: Repository, branch: string): boolean {
  if (typeof pull['merged_at'] !== 'string') return false;
  const base = fieldsOf(pull['base'], 'the base of a pull request');
  // Null where the repository is gone, which the one asked is not.
  if (base['ref'] !== branch || base['repo'] === null) return false;
  const { full_name: name } = fieldsOf(base['repo'], 'the repository of a pull request');
  return keyOf(textOf(name, 'the name of a repository')) === keyOf(`${owner}/${repo}`);
}

async function readPull(
  client: GitHubClient,
  repository: Repository,
  pull: Fields,
  mayWrite: (login: string) => Promise<boolean>,
): Promise<MergedPullRequest> {
  const number = numberOf(pull['number'], 'the number of a pull request');
  const asked = { ...repository, number };
  const route = 'GET /repos/{owner}/{repo}/pulls/{number}';
  const reading = (what: string): Reading => readingOf(repository, `${what} of pull request #${number}`);
  const [commits, reviews] = await Promise.all([
    getAll(client, `${route}/commits`, asked, reading('the commits')),
    getAll(client, `${route}/reviews`, asked, reading('the reviews')),
  ]);
  const total = commits.length < listedAtMost ? commits.length : await countOf(client, asked, reading('the commits'));
  const head = fieldsOf(pull['head'], 'the head of a pull request');
  return {
    number,
    head: nameOf(head['sha'], 'the head of a pull request'),
    openedBy: accountOf(pull['user'], 'who opened a pull request'),
    wrote: commits.flatMap((commit) => writersOf(fieldsOf(commit, 'a commit'))).filter(isFirst),
    listsAllCommits: commits.length > 0 && commits.length >= total,
    reviews: await Promise.all(lastWords(reviews).map((review) => withAccess(review, mayWrite))),
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
function lastWords(reviews: readonly unknown[]): readonly Word[] {
  const inTime = reviews
    .map((review) => fieldsOf(review, 'a review'))
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
  const reading = { ...readingOf(repository, what), orMissing: true };
  const found = await getOne(client, route, { ...repository, login }, reading);
  return (
    found !== undefined && ['write', 'maintain', 'admin'].includes(textOf(fieldsOf(found, what)['permission'], what))
  );
}

function readingOf({ owner, repo }: Repository, what: string): Reading {
  return {
    what: `${what} of ${owner}/${repo}`,
    needs: `the permissions "Pull requests: read", "Contents: read" and "Metadata: read" on ${owner}/${repo} (scope repo)`,
  };
}

import { ReadError } from '../../model/errors.ts';
import { keyOf } from '../../model/identity.ts';
import type { MergedPullRequest } from '../../model/pull-request.ts';
import type { PullRequests } from '../pull-requests.ts';
import { failedAnswer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, numberOf, textOf } from './fields.ts';
import { once } from './once.ts';
import { pullReading, type Repository, reviewsReader } from './read-reviews.ts';
import { getAll } from './rest-read.ts';

/**
 * Reads a repository's merged pull requests by REST: one request for a commit; two for a pull request, whose commits
 * and reviews are read to their ends; one for each person who approved. Each is asked for once, but for commits that
 * GitHub knows no pull request of yet.
 */
export function createPullRequests(client: GitHubClient, repository: Repository): PullRequests {
  const pulls = new Map<number, Promise<MergedPullRequest>>();
  const readReviews = reviewsReader(client, repository);
  const read = (pull: Fields): Promise<MergedPullRequest> => {
    const number = numberOf(pull['number'], 'the number of a pull request');
    return once(pulls, number, async () => (await readReviews(pull)).pull);
  };
  return {
    async mergedWith(commit, branch) {
      const found = await pullsOf(client, repository, commit);
      return Promise.all(found.filter((pull) => isMergedInto(pull, repository, branch)).map(read));
    },
  };
}

/** A commit that the repository does not have is answered with 422; no pull request of it can have brought that. */
async function pullsOf(client: GitHubClient, repository: Repository, commit: string): Promise<readonly Fields[]> {
  const reading = pullReading(repository, `the pull requests of ${commit}`);
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

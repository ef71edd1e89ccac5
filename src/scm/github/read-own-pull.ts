import { keyOf } from '../../model/identity.ts';
import type { Actor } from '../../model/account.ts';
import type { OwnPullRequest } from '../../model/pull-request.ts';
import { weigh } from '../../planner/guards/approvals.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, listOf, malformed, nameOf, numberOf, textOf } from './fields.ts';
import { pullReading, type Repository, type Reviewed } from './read-reviews.ts';
import { getAll } from './rest-read.ts';

/** The newest pull request from a branch of the repository itself, an open one before all closed ones, as GitHub lists it. */
export async function readNewest(
  client: GitHubClient,
  repository: Repository,
  branch: string,
  base: string,
): Promise<Fields | undefined> {
  const what = `the pull requests from ${branch}`;
  const asked = { ...repository, head: `${repository.owner}:${branch}`, base, state: 'all' };
  const order = { sort: 'created', direction: 'desc' };
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const items = await getAll(client, route, { ...asked, ...order }, pullReading(repository, what));
  const pulls = items.map((item) => fieldsOf(item, what)).filter((pull) => isBetween(pull, branch, base));
  return pulls.find(({ state }) => state === 'open') ?? pulls[0];
}

/** GitHub passes over a filter that it does not understand, and lists forks that the same owner has. */
function isBetween(pull: Fields, branch: string, base: string): boolean {
  const [head, into] = [sideOf(pull, 'head'), sideOf(pull, 'base')];
  return head.ref === branch && into.ref === base && head.repository !== null && head.repository === into.repository;
}

function sideOf(pull: Fields, side: 'head' | 'base') {
  const what = `the ${side} of a pull request`;
  const { ref, repo } = fieldsOf(pull[side], what);
  // Null where the fork is gone.
  const repository = repo === null ? null : numberOf(fieldsOf(repo, what)['id'], what);
  return { ref: textOf(ref, what), repository };
}

/** @param reviewed what was read of an open one; nobody asks for it of a closed one, or of one just made */
export function ownPull(pull: Fields, reviewed: Reviewed | undefined, actor: Actor | null): OwnPullRequest {
  const number = numberOf(pull['number'], 'the number of a pull request');
  const what = `pull request #${number}`;
  const { body } = pull;
  return {
    number,
    url: textOf(pull['html_url'], `the address of ${what}`),
    title: textOf(pull['title'], `the title of ${what}`),
    body: typeof body === 'string' ? body : '',
    head: nameOf(fieldsOf(pull['head'], `the head of ${what}`)['sha'], `the head of ${what}`),
    state: stateOf(pull, what),
    approved: reviewed !== undefined && isApproved(reviewed, actor),
    asked: new Set(requestedOf(pull, what)),
    reviewers: new Set((reviewed?.reviewers ?? []).map(keyOf)),
  };
}

function stateOf({ state, merged_at: mergedAt }: Fields, what: string): OwnPullRequest['state'] {
  if (typeof mergedAt === 'string') return 'merged';
  if (state === 'open' || state === 'closed') return state;
  throw malformed(`the state of ${what}`, 'open or closed', state);
}

/** By the rules of the review guard, as far as they do not depend on the state: who is suspended is not known here. */
function isApproved({ pull }: Reviewed, actor: Actor | null): boolean {
  const isAskedToChange = pull.reviews.some(({ state }) => state === 'changes-requested');
  return !isAskedToChange && weigh(pull, { suspended: [], actor }).approvers.length > 0;
}

/** Logins and `team/SLUG` of who is asked for a review now. */
function requestedOf(pull: Fields, what: string): readonly string[] {
  const people = listOf(pull['requested_reviewers'], `the reviewers of ${what}`);
  const teams = listOf(pull['requested_teams'], `the reviewers of ${what}`);
  return [
    ...people.map((person) => keyOf(nameOf(fieldsOf(person, what)['login'], `a reviewer of ${what}`))),
    ...teams.map((team) => `team/${keyOf(nameOf(fieldsOf(team, what)['slug'], `a reviewer of ${what}`))}`),
  ];
}

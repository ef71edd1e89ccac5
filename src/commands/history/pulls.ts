import { filesAt } from '../../git/versions.ts';
import { ReadError, RollcallError, UsageError } from '../../model/errors.ts';
import type { PullRequestSaid, ReviewedPullRequest } from '../../model/history.ts';
import type { MergedPullRequest } from '../../model/pull-request.ts';
import { loadState } from '../../state/load-state.ts';
import type { Context } from '../context.ts';
import { type GitHub, githubFrom } from '../github.ts';
import { stateRepositoryOf } from '../state-repository.ts';
import type { HistoryPlace } from './place.ts';

/** What GitHub says of some commits, by id, or why it was not asked, or could not be. */
export interface Asked {
  readonly pulls: ReadonlyMap<string, PullRequestSaid>;
  readonly notAsked: string | null;
  /** It was asked and did not answer. */
  readonly isFailed: boolean;
}

interface Options {
  /** Ids. */
  readonly commits: readonly string[];
  /** False leaves GitHub alone, whatever token there is. */
  readonly github: boolean;
}

/** Asks for the pull requests that brought these commits: one request a commit, and a few for each pull request. */
export async function pullsOf(context: Context, place: HistoryPlace, { commits, github }: Options): Promise<Asked> {
  const none = (notAsked: string, isFailed = false): Asked => ({ pulls: new Map(), notAsked, isFailed });
  if (!github) return none('--no-github');
  const { remote, repository } = place;
  if (remote === null) return none('the remote could not be reached');
  if (commits.length === 0) return { pulls: new Map(), notAsked: null, isFailed: false };
  const { name, stateRepository } = await organizationAt(place);
  const client = clientOf(context, name);
  if (client === undefined) return none('there is no token: set GITHUB_TOKEN');
  const needed = 'Approvals are asked for';
  const found = await stateRepositoryOf(repository, remote, { written: stateRepository, needed });
  if ('unknown' in found) return none(found.unknown);
  const [owner = '', repo = ''] = found.name.split('/');
  const reader = client.pullRequestsOf({ owner, repo });
  try {
    const asked = commits.map(async (commit) => [commit, said(await reader.mergedWith(commit, place.branch))] as const);
    return { pulls: new Map(await Promise.all(asked)), notAsked: null, isFailed: false };
  } catch (error) {
    if (!(error instanceof ReadError) && !(error instanceof RollcallError)) throw error;
    return none(error.message, true);
  }
}

async function organizationAt({ repository, head }: HistoryPlace) {
  const { files } = await filesAt(repository, head);
  const own = files.filter(({ path }) => path === 'organization.yaml');
  return loadState(own, { prefix: repository.prefix, today: '1970-01-01', lenient: true }).state.organization;
}

function clientOf(context: Context, organization: string): GitHub | undefined {
  try {
    return githubFrom(context, organization);
  } catch (error) {
    if (error instanceof UsageError && error.code === 'no-token') return undefined;
    throw error;
  }
}

/** The pull request with most approvals: others may have held the same commit on their way. */
function said(pulls: readonly MergedPullRequest[]): PullRequestSaid {
  const best = pulls.map(reviewed).sort((a, b) => b.approvers.length - a.approvers.length || a.number - b.number)[0];
  return { known: 'by-github', pullRequest: best ?? null };
}

/** Who approved it then: whether their approval counts is the review guard's to judge, by what they are today. */
function reviewed({ number, openedBy, reviews, head }: MergedPullRequest): ReviewedPullRequest {
  const approvers = reviews
    .filter(({ state, by }) => state === 'approved' && by.kind === 'person')
    .map(({ by, commit }) => ({ login: by.login, onLastCommit: commit === head }));
  return { number, openedBy: openedBy?.login ?? null, approvers };
}

/** The number of the pull request as GitHub writes it into the first line of a merge or a squash. */
export function numberIn(subject: string): number | null {
  const found = /^Merge pull request #(\d+) from |\(#(\d+)\)$/.exec(subject);
  return found === null ? null : Number(found[1] ?? found[2]);
}

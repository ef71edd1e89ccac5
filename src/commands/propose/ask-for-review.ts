import { keyOf } from '../../model/identity.ts';
import type { OwnPullRequest, Reviewers } from '../../model/pull-request.ts';
import type { Desk } from './desk.ts';

/** A review of what stood there before is none of what stands there now. */
export async function askAgain(
  desk: Desk,
  newest: OwnPullRequest,
  reviewers: Reviewers,
  isPushed: boolean,
): Promise<readonly string[]> {
  if (isPushed) return askForReview(desk, { ...newest, reviewers: new Set() }, reviewers);
  return isUnasked(newest, reviewers) ? askForReview(desk, newest, reviewers) : [];
}

/** Nobody was asked at all: the run that opened it did not get to that. */
function isUnasked(pull: OwnPullRequest, reviewers: Reviewers): boolean {
  const { users, teams } = notAskedYet(pull, reviewers);
  return users.length === reviewers.users.length && teams.length === reviewers.teams.length;
}

function notAskedYet({ asked, reviewers }: OwnPullRequest, { users, teams }: Reviewers): Reviewers {
  return {
    users: users.filter((login) => !asked.has(keyOf(login)) && !reviewers.has(keyOf(login))),
    teams: teams.filter((slug) => !asked.has(`team/${keyOf(slug)}`)),
  };
}

export async function askForReview(desk: Desk, pull: OwnPullRequest, reviewers: Reviewers): Promise<readonly string[]> {
  const rest = notAskedYet(pull, reviewers);
  if (rest.users.length + rest.teams.length === 0) return [];
  const refused = await desk.pulls.askReviewers(pull.number, rest);
  return refused.map(({ who, why }) => `${who} could not be asked for a review: ${why}`);
}

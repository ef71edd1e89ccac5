import type { Reviewers } from '../../model/pull-request.ts';
import type { PullRequestWriter } from '../pull-request-writer.ts';
import { failedAnswer, wordsOf } from './answer.ts';
import { LimitReached } from './attempts.ts';
import type { Deeds } from './pull-deeds.ts';
import type { Repository } from './read-reviews.ts';

type Refused = Awaited<ReturnType<PullRequestWriter['askReviewers']>>[number];

/** One person or one team. */
interface Asked {
  /** As `OwnPullRequest.asked` has it, spelled as it was given. */
  readonly who: string;
  readonly reviewers: Reviewers;
}

/**
 * Asks for reviews in one request, and one by one where GitHub refuses them together: it asks nobody as soon as one of
 * them may not read the repository, is not there, or opened the pull request.
 * @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request
 */
export function reviewAsker(repository: Repository, deeds: Deeds): PullRequestWriter['askReviewers'] {
  return async (number, reviewers) => {
    const each = [
      ...reviewers.users.map((login) => ({ who: login, reviewers: { users: [login], teams: [] } })),
      ...reviewers.teams.map((slug) => ({ who: `team/${slug}`, reviewers: { users: [], teams: [slug] } })),
    ];
    if (each.length === 0) return [];
    const why = await ask(number, reviewers);
    if (why === undefined || each.length === 1) return refusals(each.slice(0, 1), why);
    const refused: Refused[] = [];
    for (const one of each) refused.push(...refusals([one], await ask(number, one.reviewers)));
    return refused;
  };

  /** @returns why GitHub refuses it, or undefined where they are asked */
  async function ask(number: number, { users, teams }: Reviewers): Promise<string | undefined> {
    const route = 'POST /repos/{owner}/{repo}/pulls/{number}/requested_reviewers';
    const parameters = { ...repository, number, reviewers: users, team_reviewers: teams };
    const answer = await deeds.sendOr(
      `asking for reviews of #${number}`,
      { route, parameters, repeatable: true },
      refusal,
    );
    return typeof answer === 'string' ? answer : undefined;
  }
}

function refusals(asked: readonly Asked[], why: string | undefined): Refused[] {
  return why === undefined ? [] : asked.map(({ who }) => ({ who, why }));
}

/** GitHub's own words. A limit is no refusal: it is waited for, and then fails whatever it was. */
function refusal(error: unknown): string | undefined {
  if (error instanceof LimitReached) return undefined;
  const { status, data } = failedAnswer(error);
  if (status !== 403 && status !== 404 && status !== 422) return undefined;
  return wordsOf(data) || `GitHub answered ${status}.`;
}

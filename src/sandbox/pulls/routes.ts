import type { App } from '../app.ts';
import { type Handler, type StateRepository, toAsk } from './ask.ts';
import * as comments from './comment-routes.ts';
import * as commits from './commit-routes.ts';
import { getContent } from './content-routes.ts';
import * as labels from './label-routes.ts';
import * as merges from './merge-routes.ts';
import * as pulls from './pull-routes.ts';
import * as refs from './ref-routes.ts';
import * as reviewers from './reviewer-routes.ts';
import * as reviews from './review-routes.ts';
import * as statuses from './status-routes.ts';

export type { StateRepository };

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Below `/repos/OWNER/NAME`. */
const routes: readonly (readonly [Method, string, Handler])[] = [
  ['GET', '/pulls', pulls.listPulls],
  ['POST', '/pulls', pulls.createPull],
  ['GET', '/pulls/:number{[0-9]+}', pulls.getPull],
  ['PATCH', '/pulls/:number{[0-9]+}', pulls.updatePull],
  ['GET', '/pulls/:number/commits', pulls.listPullCommits],
  ['GET', '/pulls/:number/files', pulls.listPullFiles],
  ['GET', '/pulls/:number/merge', merges.isMerged],
  ['PUT', '/pulls/:number/merge', merges.mergePull],
  ['PUT', '/pulls/:number/update-branch', merges.updateBranch],
  ['GET', '/pulls/:number/reviews', reviews.listReviews],
  ['POST', '/pulls/:number/reviews', reviews.createReview],
  ['GET', '/pulls/:number/reviews/:review', reviews.getReview],
  ['PUT', '/pulls/:number/reviews/:review', reviews.updateReview],
  ['DELETE', '/pulls/:number/reviews/:review', reviews.deletePendingReview],
  ['POST', '/pulls/:number/reviews/:review/events', reviews.submitReview],
  ['PUT', '/pulls/:number/reviews/:review/dismissals', reviews.dismissReview],
  ['GET', '/pulls/:number/requested_reviewers', reviewers.getRequestedReviewers],
  ['POST', '/pulls/:number/requested_reviewers', reviewers.requestReviewers],
  ['DELETE', '/pulls/:number/requested_reviewers', reviewers.removeRequestedReviewers],
  ['GET', '/issues/:number/comments', comments.listComments],
  ['POST', '/issues/:number/comments', comments.createComment],
  ['GET', '/issues/comments/:comment', comments.getComment],
  ['PATCH', '/issues/comments/:comment', comments.updateComment],
  ['DELETE', '/issues/comments/:comment', comments.deleteComment],
  ['GET', '/issues/:number/labels', labels.listLabels],
  ['POST', '/issues/:number/labels', labels.addLabels],
  ['PUT', '/issues/:number/labels', labels.replaceLabels],
  ['DELETE', '/issues/:number/labels', labels.removeAllLabels],
  ['DELETE', '/issues/:number/labels/:label', labels.removeLabel],
  ['GET', '/commits', commits.listCommits],
  ['GET', '/commits/:ref{.+}/pulls', commits.listPullsOfCommit],
  ['GET', '/commits/:ref{.+}/status', statuses.getCombinedStatus],
  ['GET', '/commits/:ref{.+}/statuses', statuses.listStatuses],
  ['GET', '/commits/:ref{.+}', commits.getCommit],
  ['POST', '/statuses/:sha', statuses.createStatus],
  ['GET', '/compare/:basehead{.+}', commits.compare],
  ['GET', '/git/commits/:sha', commits.getGitCommit],
  ['GET', '/git/ref/:ref{.+}', refs.getRef],
  ['GET', '/git/matching-refs/:ref{.+}', refs.matchingRefs],
  ['POST', '/git/refs', refs.createRef],
  ['PATCH', '/git/refs/:ref{.+}', refs.updateRef],
  ['DELETE', '/git/refs/:ref{.+}', refs.deleteRef],
  ['GET', '/branches', refs.listBranches],
  ['GET', '/branches/:branch{.+}', refs.getBranch],
  ['GET', '/contents', getContent],
  ['GET', '/contents/:path{.*}', getContent],
];

/**
 * Pull requests and what belongs to them, for the state repository alone; other repositories are left to whoever
 * registers after this. One request at a time is answered, so that none sees another's work half done.
 */
export function registerPulls(app: App, state: StateRepository): void {
  let last: Promise<unknown> = Promise.resolve();
  for (const [method, path, handler] of routes) {
    app.on(method, `/repos/:owner/:repo${path}`, async (c, next) => {
      const ask = await toAsk(c, state);
      if (ask === undefined) return next();
      const answer = last.then(() => handler(ask));
      last = answer.catch(() => {});
      return answer;
    });
  }
}

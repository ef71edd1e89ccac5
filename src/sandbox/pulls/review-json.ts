import { nodeId } from '../json/node-id.ts';
import { type Ask, associationOf, userJson } from './ask.ts';
import type { Pull, Review } from './data.ts';
import { pullHtml } from './pull-json.ts';

export function reviewJson(ask: Ask, pull: Pull, review: Review): object {
  const html = `${pullHtml(ask, pull)}#pullrequestreview-${review.id}`;
  const url = `${ask.url}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: userJson(ask, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    _links: { html: { href: html }, pull_request: { href: url } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
    author_association: associationOf(ask, review.author),
  };
}

import { HTTPException } from 'hono/http-exception';
import { forbidden, notFound } from '../http/answers.ts';
import { textIn, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { type Ask, type Handler, param, requiredText, requireWrite } from './ask.ts';
import type { Pull, Review } from './data.ts';
import { pullAt } from './pull-json.ts';
import { reviewJson } from './review-json.ts';
import { settlePulls } from './settle.ts';

/** A review that is not submitted yet is its author's alone. */
export const listReviews: Handler = async (ask) => {
  await settlePulls(ask);
  const pull = pullAt(ask);
  return page(ask.c, pull.reviews.filter(isVisibleTo(ask)), (review) => reviewJson(ask, pull, review));
};

const isVisibleTo = (ask: Ask) => (review: Review) => review.state !== 'PENDING' || review.author === ask.actor.id;

export const createReview: Handler = async (ask) => {
  await settlePulls(ask);
  const pull = pullAt(ask);
  requireNoLineComments(ask);
  const state = stateOf(ask, pull);
  const review: Review = {
    id: ask.data.nextId++,
    author: ask.actor.id,
    body: textIn(ask.body, 'body') ?? '',
    state,
    commit: textIn(ask.body, 'commit_id') ?? pull.head.sha,
    submittedAt: state === 'PENDING' ? null : ask.now,
  };
  if (state === 'PENDING' && pull.reviews.some((each) => each.state === 'PENDING' && each.author === ask.actor.id)) {
    throw unprocessable('User can only have one pending review per pull request');
  }
  pull.reviews.push(review);
  noteSubmission(ask, pull, state);
  return Response.json(reviewJson(ask, pull, review));
};

/** Dropping them in silence would let a client believe that they were there. */
function requireNoLineComments(ask: Ask): void {
  const comments = ask.body['comments'];
  if (!Array.isArray(comments) || comments.length === 0) return;
  throw unprocessable('The sandbox keeps no comments on lines of a pull request; GitHub would.');
}

/** The event that the request asks for, as the state that it leads to. Without one the review stays pending. */
function stateOf(ask: Ask, pull: Pull): Review['state'] {
  const event = wordIn(ask.body, 'event', ['APPROVE', 'REQUEST_CHANGES', 'COMMENT']);
  const own = pull.author === ask.actor.id;
  switch (event) {
    case undefined:
      return 'PENDING';
    case 'APPROVE':
      if (own) throw unprocessable('Can not approve your own pull request');
      return 'APPROVED';
    case 'REQUEST_CHANGES':
      if (own) throw unprocessable('Can not request changes on your own pull request');
      return 'CHANGES_REQUESTED';
    case 'COMMENT':
      return 'COMMENTED';
  }
}

/** Seen in clients' logs as `Unprocessable Entity: "Can not approve your own pull request"`. */
function unprocessable(error: string) {
  const body = { message: 'Unprocessable Entity', errors: [error], documentation_url: 'https://docs.github.com/rest' };
  return new HTTPException(422, { res: Response.json({ ...body, status: '422' }, { status: 422 }) });
}

/** Whoever has reviewed is no longer asked to, nor are the teams on whose behalf they did. */
function noteSubmission(ask: Ask, pull: Pull, state: Review['state']): void {
  if (state === 'PENDING') return;
  const { actor, world } = ask;
  pull.requestedReviewers = pull.requestedReviewers.filter((id) => id !== actor.id);
  pull.requestedTeams = pull.requestedTeams.filter((id) => world.teams.get(id)?.members.has(actor.id) !== true);
  pull.updatedAt = ask.now;
}

function reviewAt(ask: Ask, pull: Pull): Review {
  const review = pull.reviews.filter(isVisibleTo(ask)).find((each) => each.id === Number(param(ask, 'review')));
  if (review === undefined) throw notFound();
  return review;
}

export const getReview: Handler = (ask) => {
  const pull = pullAt(ask);
  return Response.json(reviewJson(ask, pull, reviewAt(ask, pull)));
};

export const updateReview: Handler = (ask) => {
  const pull = pullAt(ask);
  const review = reviewAt(ask, pull);
  if (review.author !== ask.actor.id) throw forbidden('Forbidden');
  review.body = requiredText(ask, 'body');
  return Response.json(reviewJson(ask, pull, review));
};

export const submitReview: Handler = async (ask) => {
  await settlePulls(ask);
  const pull = pullAt(ask);
  const review = reviewAt(ask, pull);
  if (review.state !== 'PENDING') throw unprocessable('Can not submit a review that is not pending');
  requiredText(ask, 'event');
  review.state = stateOf(ask, pull);
  review.body = textIn(ask.body, 'body') ?? review.body;
  review.submittedAt = ask.now;
  noteSubmission(ask, pull, review.state);
  return Response.json(reviewJson(ask, pull, review));
};

export const dismissReview: Handler = (ask) => {
  const pull = pullAt(ask);
  const review = reviewAt(ask, pull);
  requireWrite(ask);
  requiredText(ask, 'message');
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
    throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  }
  review.state = 'DISMISSED';
  pull.updatedAt = ask.now;
  return Response.json(reviewJson(ask, pull, review));
};

export const deletePendingReview: Handler = (ask) => {
  const pull = pullAt(ask);
  const review = reviewAt(ask, pull);
  if (review.state !== 'PENDING') throw unprocessable('Can not delete a non-pending pull request review');
  const json = reviewJson(ask, pull, review);
  pull.reviews.splice(pull.reviews.indexOf(review), 1);
  return Response.json(json);
};

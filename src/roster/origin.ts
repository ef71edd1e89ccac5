import { FeedError } from '../model/errors.ts';

/** What errors call the place that rows come from. No part of it is a secret. */
export interface Origin {
  /** The source's name in roster.yaml. */
  readonly source: string;
  /** A path as roster.yaml has it, or an address without what may be a secret. */
  readonly from: string;
}

/** Bytes of a file or of an answer, and how old they are. */
export interface Opened {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly asOf: Date;
}

/** An HR export is a few hundred bytes a person; what is larger is something else. */
export const mostBytes = 200_000_000;
export const mostRows = 1_000_000;

/** @param what happened, and what to do next; without anything that HR wrote */
export function feedError(origin: Origin, code: FeedErrorCode, what: string, options?: ErrorOptions): FeedError {
  return new FeedError(code, `source ${origin.source}: ${origin.from}: ${what}`, options);
}

export type FeedErrorCode =
  | 'feed-missing'
  | 'feed-unreachable'
  | 'feed-refused'
  | 'feed-too-large'
  | 'feed-changed'
  | 'feed-encoding'
  | 'feed-syntax'
  | 'feed-columns'
  | 'feed-ragged';

export function tooManyRows(origin: Origin): FeedError {
  return feedError(origin, 'feed-too-large', `it has more than ${mostRows} rows: is it the list of people?`);
}

export function tooLarge(origin: Origin): FeedError {
  return feedError(
    origin,
    'feed-too-large',
    `it is larger than ${mostBytes / 1_000_000} MB: is it the list of people?`,
  );
}

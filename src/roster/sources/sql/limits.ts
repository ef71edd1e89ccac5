import type { Socket } from 'node:net';
import type { FeedError } from '../../../model/errors.ts';
import { feedError, mostBytes, type Origin, tooLarge } from '../../origin.ts';
import { failures } from './failure.ts';

/** How long a database may take, in milliseconds. */
export interface TimeLimits {
  /** Until it lets us in. */
  readonly connect: number;
  /** For the query, as the server itself counts. */
  readonly query: number;
  /** For everything, as we count. */
  readonly whole: number;
}

export const timeLimits: TimeLimits = { connect: 15_000, query: 100_000, whole: 120_000 };

/** How often it is looked at what has come. */
const interval = 20;

/**
 * Talks with a server, no longer than it may take, nor for more than it may bring: rows count as they come.
 * @param talk is to call `connected` when the server has let us in
 * @throws FeedError beyond a limit
 */
export async function withinLimits<T>(
  socket: Socket,
  origin: Origin,
  limits: TimeLimits,
  talk: (connected: () => void) => Promise<T>,
): Promise<T> {
  let stop: (error: Error) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  const late = (what: string, within: number, next: string): NodeJS.Timeout =>
    setTimeout(() => stop(tooLate(origin, what, within, next)), within);
  const connecting = late('the server did not let us in', limits.connect, 'try again later');
  const whole = late('not all rows came', limits.whole, slowQuery);
  const counting = setInterval(() => {
    if (socket.bytesRead > mostBytes) stop(tooLarge(origin));
  }, interval);
  // One of the drivers waits on where a server ends the connection; what it sent before that is heard first.
  const hungUp = (): void => void setImmediate(() => stop(feedError(origin, ...failures.brokeOff)));
  socket.once('close', hungUp);
  try {
    return await Promise.race([talk(() => clearTimeout(connecting)), stopped]);
  } finally {
    socket.off('close', hungUp);
    for (const timer of [connecting, whole, counting]) clearTimeout(timer);
  }
}

const slowQuery = 'try again later, or make the query faster';

/** @param next what to do */
export function tooLate(origin: Origin, what: string, within: number, next: string = slowQuery): FeedError {
  return feedError(origin, 'feed-unreachable', `${what} within ${within / 1000} seconds: ${next}`);
}

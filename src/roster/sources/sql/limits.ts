import type { Socket } from 'node:net';
import { feedError, mostBytes, type Origin, tooLarge } from '../../origin.ts';

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
 * Talks with a server, and hangs up when that takes too long or brings too much: rows count as they come.
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
  const late = (what: string, within: number): NodeJS.Timeout =>
    setTimeout(() => stop(tooLate(origin, what, within)), within);
  const connecting = late('the server did not let us in', limits.connect);
  const whole = late('not all rows came', limits.whole);
  const counting = setInterval(() => {
    if (socket.bytesRead > mostBytes) stop(tooLarge(origin));
  }, interval);
  try {
    return await Promise.race([talk(() => clearTimeout(connecting)), stopped]);
  } finally {
    for (const timer of [connecting, whole, counting]) clearTimeout(timer);
    socket.destroy();
  }
}

export function tooLate(origin: Origin, what: string, within: number): Error {
  return feedError(
    origin,
    'feed-unreachable',
    `${what} within ${within / 1000} seconds: try again later, or make the query faster`,
  );
}

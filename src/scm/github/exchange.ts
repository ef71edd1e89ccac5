import type { Clock } from '../../model/clock.ts';
import type { Sent } from '../../model/errors.ts';
import { type FailedAnswer, isPassing } from './answer.ts';
import type { Watching } from './attempts.ts';
import type { GitHubClient } from './client.ts';
import { pause } from './gate.ts';
import type { WriteRequest } from './request-of.ts';

export interface Answer {
  readonly status: number;
  readonly headers: FailedAnswer['headers'];
  readonly data: unknown;
}

/** The requests behind one change. */
export interface Exchange {
  /**
   * Sends again what got no answer, or one that says nothing. A repeated PUT or DELETE does what one does; a POST, and
   * a PATCH that renames, do not: those are never repeated, unless nothing had been sent.
   * @param isDelay tells of a refusal whether it is only GitHub's delay about what was made a moment ago: then the same is
   * sent again
   */
  send(request: WriteRequest, isDelay?: (error: unknown) => boolean): Promise<Answer>;
  sent(): Sent;
  /** Whether a request went out of which no answer tells if it took effect. */
  isInDoubt(): boolean;
}

export function createExchange({ writes, clock, signal, patience }: GitHubClient): Exchange {
  let attempts = 0;
  let requestId: string | undefined;
  let inDoubt = false;
  const watching: Required<Watching> = {
    onAttempt(headers) {
      attempts++;
      const id = headers['x-github-request-id'];
      if (id !== undefined) requestId = String(id);
    },
  };
  return {
    sent: () => ({ requestId, attempts }),
    isInDoubt: () => inDoubt,
    async send({ route, parameters, repeatable = false }, isDelay = () => false) {
      const mayRepeat = repeatable || /^(PUT|DELETE) /.test(route);
      for (let round = 0; ; round++) {
        const before = attempts;
        try {
          return readable(await writes.request(route as string, { ...parameters, request: watching }));
        } catch (error) {
          const wasSent = attempts > before;
          const isLost = error instanceof Unreadable || isPassing(error);
          inDoubt ||= wasSent && isLost;
          const isRepeated = isDelay(error) || (isLost && (mayRepeat || !wasSent));
          const wait = isRepeated ? patience[round] : undefined;
          if (wait === undefined || !(await waited(clock, wait, signal))) throw error;
        }
      }
    },
  };
}

/** @returns false where the run was interrupted: what is known of the change is then what the last attempt said. */
function waited(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  return pause(clock, milliseconds, signal).then(
    () => true,
    () => false,
  );
}

/** A success whose body is none of GitHub's: cut off, or some proxy's. */
export class Unreadable extends Error {
  readonly response: Answer;

  constructor(answer: Answer) {
    super('the answer is not JSON');
    this.name = 'Unreadable';
    this.response = answer;
  }
}

function readable(answer: Answer): Answer {
  const { status, data } = answer;
  if (status === 204 || (typeof data === 'object' && data !== null)) return answer;
  throw new Unreadable(answer);
}

import type { Octokit } from '@octokit/rest';
import { type FailedAnswer, failedAnswer } from './answer.ts';
import type { Tokens } from './authorization.ts';
import type { Gate, Weights } from './gate.ts';
import { type Limit, limitOf } from './limits.ts';
import type { ServerClock } from './server-clock.ts';

/** How each single attempt of a request is made. */
export interface Attempts {
  readonly tokens: Tokens;
  readonly gate: Gate;
  readonly clock: ServerClock;
  readonly log: (text: string) => void;
  readonly weights: (url: string) => Weights;
}

/** What whoever asks may pass in a request's own options, as `request`. */
export interface Watching {
  /** Called after each attempt that went out, with the headers of its answer: none where no answer came. */
  readonly onAttempt?: (headers: FailedAnswer['headers']) => void;
}

/** The API version that Rollcall was written for; later ones drop fields that it reads. */
const apiVersion = '2022-11-28';

/** An Octokit plugin: waits at the gate, signs the request, and spells every limit as plugin-throttling reads it. */
export function attempts({ tokens, gate, clock, weights }: Attempts) {
  return (octokit: { readonly hook: Octokit['hook'] }): object => {
    octokit.hook.wrap('request', async (request, options) => {
      const { retryCount = 0, onAttempt } = (options.request ?? {}) as Watching & { readonly retryCount?: number };
      options.headers['x-github-api-version'] = apiVersion;
      await gate.pass(weights(options.url));
      const token = await tokens.current();
      try {
        return await send(token);
      } catch (error) {
        if (failedAnswer(error).status !== 401) throw error;
        // Whoever is not accepted has changed nothing: with another token, even a POST may be sent again.
        const other = await tokens.insteadOf(token).catch(() => undefined);
        if (other === undefined) throw error;
        return await send(other);
      }

      async function send(signature: string) {
        options.headers.authorization = `token ${signature}`;
        try {
          const answer = await request(options);
          judge(answer);
          return answer;
        } catch (error) {
          if (!(error instanceof LimitReached)) judge(failedAnswer(error));
          throw error;
        }
      }

      function judge(answer: Pick<FailedAnswer, 'status' | 'headers' | 'data'>): void {
        onAttempt?.(answer.headers);
        clock.hear(answer.headers['date']);
        const limit = limitOf(answer, retryCount, clock.now());
        if (limit !== undefined) throw new LimitReached(limit, clock.now());
      }
    });
    return {};
  };
}

/**
 * A rate limit, in the one spelling that plugin-throttling 11 understands. By itself it misses GraphQL's RATE_LIMIT,
 * every GraphQL limit of a GitHub Enterprise Server, and a `retry-after` whose text does not say "secondary rate"; and
 * it compares GitHub's times with this machine's.
 */
export class LimitReached extends Error {
  readonly limit: Limit;
  /** When requests are taken again, on GitHub's clock. */
  readonly until: Date;
  readonly status = 403;
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>> };

  /** @param now GitHub's time */
  constructor(limit: Limit, now: Date) {
    super(limit.kind === 'secondary' ? 'secondary rate limit' : 'rate limit');
    this.name = 'LimitReached';
    this.limit = limit;
    this.until = limit.kind === 'primary' ? limit.resetAt : new Date(now.getTime() + limit.seconds * 1000);
    this.response = { status: 403, headers: headersOf(limit, now) };
  }
}

/** plugin-throttling compares with the machine's time, by whatever clock is waited. */
function headersOf(limit: Limit, now: Date): Readonly<Record<string, string>> {
  if (limit.kind === 'secondary') return { 'retry-after': String(limit.seconds) };
  const resetHere = Date.now() + limit.resetAt.getTime() - now.getTime();
  return { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(resetHere / 1000)) };
}

import type { Octokit } from '@octokit/rest';
import { failedAnswer } from './answer.ts';
import type { Authorize } from './authorization.ts';
import type { Gate, Weights } from './gate.ts';
import { type Limit, limitOf } from './limits.ts';

/** How each single attempt of a request is made. */
export interface Attempts {
  readonly authorize: Authorize;
  readonly gate: Gate;
  readonly log: (text: string) => void;
  readonly weights: (url: string) => Weights;
}

/** The API version that Rollcall was written for; later ones drop fields that it reads. */
const apiVersion = '2022-11-28';

/** An Octokit plugin: waits at the gate, signs the request, and spells every limit as plugin-throttling reads it. */
export function attempts({ authorize, gate, weights }: Attempts) {
  return (octokit: { readonly hook: Octokit['hook'] }): object => {
    octokit.hook.wrap('request', async (request, options) => {
      await gate.pass(weights(options.url));
      options.headers.authorization = `token ${await authorize()}`;
      options.headers['x-github-api-version'] = apiVersion;
      const attempt = (options.request as { retryCount?: number } | undefined)?.retryCount ?? 0;
      let answer: Awaited<ReturnType<typeof request>>;
      try {
        answer = await request(options);
      } catch (error) {
        throwLimit(limitOf(failedAnswer(error), attempt, new Date()));
        throw error;
      }
      throwLimit(limitOf(answer, attempt, new Date()));
      return answer;
    });
    return {};
  };
}

function throwLimit(limit: Limit | undefined): void {
  if (limit !== undefined) throw new LimitReached(limit);
}

/**
 * A rate limit, in the one spelling that plugin-throttling 11 understands. By itself it misses GraphQL's RATE_LIMIT,
 * every GraphQL limit of a GitHub Enterprise Server, and a `retry-after` whose text does not say "secondary rate".
 */
export class LimitReached extends Error {
  readonly limit: Limit;
  readonly status = 403;
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>> };

  constructor(limit: Limit) {
    super(limit.kind === 'secondary' ? 'secondary rate limit' : 'rate limit');
    this.name = 'LimitReached';
    this.limit = limit;
    this.response = { status: 403, headers: headersOf(limit) };
  }
}

function headersOf(limit: Limit): Readonly<Record<string, string>> {
  if (limit.kind === 'secondary') return { 'retry-after': String(limit.seconds) };
  return { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(limit.resetAt.getTime() / 1000)) };
}

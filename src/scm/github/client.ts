import { createRequire } from 'node:module';
import { retry } from '@octokit/plugin-retry';
import { type ThrottlingOptions, throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import pLimit from 'p-limit';
import type { Clock } from '../../model/clock.ts';
import { UsageError } from '../../model/errors.ts';
import { machineClock } from '../machine-clock.ts';
import { type Attempts, attempts } from './attempts.ts';
import { type ClientAuth, silent, tokensOf } from './authorization.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { createGate, type Gate } from './gate.ts';
import { createServerClock } from './server-clock.ts';
import { slidingWindow } from './sliding-window.ts';

export interface ClientOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3` for GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly auth: ClientAuth;
  /** `github`: writes and reads keep GitHub's documented limits. `off`: for a server that has none. */
  readonly pacing: 'github' | 'off';
  readonly log: (text: string) => void;
  /** By which it waits; the machine's by default. */
  readonly clock?: Clock;
  /** Ends reads and waits. A write in flight is always waited for. */
  readonly signal?: AbortSignal;
  /** How long one request may take; 30 by default. GitHub itself gives up after 10. */
  readonly timeoutSeconds?: number;
  /** The waits, in milliseconds, before a write that can be repeated is sent again; one and four seconds by default. */
  readonly patience?: readonly number[];
}

/** GitHub's API with limits, retries and authentication taken care of. */
export interface GitHubClient {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly actsAs: 'token' | 'app';
  /** For what changes nothing: requests run side by side. */
  readonly reads: Octokit;
  /** For what changes something: one request at a time, paced. */
  readonly writes: Octokit;
  /** By which it waits. */
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly patience: readonly number[];
  /** GitHub's time, as its answers tell it; our own before the first. */
  now(): Date;
}

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };
const minute = 60_000;
/** Ours and GitHub's windows start at different instants; a second on each covers the way there. */
const margin = 1000;

/**
 * Makes a client. It sends nothing yet.
 * @throws UsageError where the URL is none.
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function createClient(options: ClientOptions): GitHubClient {
  const apiUrl = withoutSlash(options.apiUrl);
  const { clock = machineClock, log, signal, timeoutSeconds = 30 } = options;
  const gate = createGate(clock, log, signal);
  const [forReads, forWrites] = [boundedFetch(timeoutSeconds, signal), boundedFetch(timeoutSeconds, undefined)];
  const tokens = tokensOf(options.auth, apiUrl, forReads);
  const serverClock = createServerClock(clock);
  const points = { window: slidingWindow(900, minute + margin) };
  const perMinute = { window: slidingWindow(80, minute + margin), cost: 1 };
  const perHour = { window: slidingWindow(500, 60 * minute + margin), cost: 1 };
  const paced = options.pacing === 'github';
  const common = { tokens, gate, clock: serverClock, log };
  return {
    apiUrl,
    graphqlUrl: graphqlUrlOf(apiUrl),
    actsAs: 'token' in options.auth ? 'token' : 'app',
    reads: octokit(apiUrl, forReads, 8, retried, {
      ...common,
      weights: (url) => (paced && !url.endsWith('/graphql') ? [{ ...points, cost: 1 }] : []),
    }),
    writes: octokit(apiUrl, forWrites, paced ? 1 : 8, never, {
      ...common,
      weights: () => (paced ? [{ ...points, cost: 5 }, perMinute, perHour] : []),
    }),
    clock,
    signal,
    patience: options.patience ?? [1000, 4000],
    now: () => serverClock.now(),
  };
}

/** After one second and four: enough for a hiccup, and an outage is told within seconds. */
const retried = { retries: 2 };
/** Whether a write may be sent again depends on what it is: the writer decides. */
const never = { enabled: false };

function octokit(
  baseUrl: string,
  fetch: typeof globalThis.fetch,
  concurrency: number,
  retrying: object,
  how: Attempts,
): Octokit {
  // The last plugin is the outermost: an attempt is what throttling and retry repeat.
  const WithPlugins = Octokit.plugin(attempts(how), throttling, retry);
  return new WithPlugins({
    baseUrl,
    userAgent: `rollcall/${version}`,
    request: { fetch },
    log: silent,
    retry: retrying,
    throttle: throttle(how.gate, how.log, concurrency),
  });
}

/**
 * What plugin-throttling asks of a Bottleneck group, and no more. A real one costs some milliseconds a request, and the
 * plugin's own would send one GraphQL read a second, and one invitation in three.
 */
interface Group {
  key(): {
    schedule<Args extends unknown[], Result>(options: object, run: (...args: Args) => Result, ...args: Args): Result;
  };
}

/** What plugin-throttling asks of the Bottleneck that repeats a request: as often as its handler wants it again. */
function repeater() {
  type Failed = (error: unknown, info: { readonly args: unknown[] }) => Promise<number | undefined>;
  let failed: Failed = () => Promise.resolve(undefined);
  return {
    on: (_event: 'failed', handler: Failed): void => {
      failed = handler;
    },
    async schedule<Args extends unknown[], Answer>(
      run: (...args: Args) => Promise<Answer>,
      ...args: Args
    ): Promise<Answer> {
      for (;;) {
        try {
          return await run(...args);
        } catch (error) {
          // The handler stumbles over failures that have no answer; those are not its own to repeat. What it returns is
          // a wait in milliseconds, and always 0: it is the gate that waits.
          const wait = await failed(error, { args }).catch(() => undefined);
          if (wait === undefined) throw error;
        }
      }
    },
  };
}

const free: Group = { key: () => ({ schedule: (_options, run, ...args) => run(...args) }) };

/** The handlers only decide: it is the gate that waits, so that one wait serves all requests and can be interrupted. */
function throttle(gate: Gate, log: (text: string) => void, concurrency: number): ThrottlingOptions {
  const limit = pLimit(concurrency);
  const some = { key: () => ({ schedule: (_: object, run: () => unknown, ...args: []) => limit(run, ...args) }) };
  const options = {
    global: some,
    auth: free,
    search: free,
    write: free,
    notifications: free,
    retryAfterBaseValue: 0,
    retryLimiter: repeater(),
    onSecondaryRateLimit(seconds: number, _options: object, _octokit: object, repeated: number): boolean {
      // Fewer at a time from here on: what was sent side by side was too much.
      limit.concurrency = 1;
      return holdUp('a secondary rate limit', seconds, repeated < 5 && seconds <= 900);
    },
    onRateLimit(seconds: number, _options: object, _octokit: object, repeated: number): boolean {
      return holdUp('the rate limit', seconds, repeated < 5 && seconds <= 300);
    },
  };
  return options as unknown as ThrottlingOptions;

  function holdUp(what: string, seconds: number, wait: boolean): boolean {
    if (!wait) return false;
    log(`GitHub holds requests up (${what}); going on in ${Math.ceil(seconds)} s.`);
    gate.closeFor(seconds);
    return true;
  }
}

function withoutSlash(apiUrl: string): string {
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('api-url', 'GITHUB_API_URL is not a URL: give https://api.github.com or https://HOST/api/v3.');
  }
  return apiUrl.replace(/\/+$/, '');
}

/** @see https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint */
function graphqlUrlOf(apiUrl: string): string {
  return apiUrl.endsWith('/api/v3') ? apiUrl.replace(/\/v3$/, '/graphql') : `${apiUrl}/graphql`;
}

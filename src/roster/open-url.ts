import { UsageError } from '../model/errors.ts';
import type { SecretName, Setting } from '../model/roster.ts';
import { nameOfSetting, secretOf, valueOf } from './environment.ts';
import { feedError, mostBytes, type Opened, type Origin, tooLarge } from './origin.ts';
import { isLoopback } from './loopback.ts';
import type { Reach } from './reach.ts';

/** For the whole answer, in milliseconds. */
const timeLimit = 120_000;

export interface Address {
  readonly url: Setting;
  readonly token?: SecretName;
}

/** What errors call the address: without its query, which may hold a key, and not at all where it is a secret. */
export function shownAddress({ url }: Address): string {
  return nameOfSetting(url).replace(/[?#].*$/s, '');
}

/** What all the answers to come must be there within. */
export interface Limit {
  readonly signal: AbortSignal;
  /** Milliseconds, for the message. */
  readonly within: number;
}

export function limitOf(within: number): Limit {
  return { signal: AbortSignal.timeout(within), within };
}

/**
 * Asks a server for HR data.
 * @throws FeedError where no whole answer comes in time, or one that is none
 */
export async function openUrl(
  address: Address,
  origin: Origin,
  reach: Reach,
  within: number = timeLimit,
): Promise<Opened> {
  const url = parsedUrl(valueOf(address.url, origin.source, reach), origin);
  const accept = 'application/json, application/x-ndjson;q=0.9, */*;q=0.1';
  const limit = limitOf(within);
  const response = await send(url, { accept, ...authorization(address, url, origin, reach) }, origin, limit);
  if (response.status !== 200) {
    await response.body?.cancel();
    throw feedError(origin, 'feed-refused', refusal(response));
  }
  return { chunks: await chunksOf(response, origin, limit), asOf: ageOf(response, reach) };
}

export interface Authorization {
  readonly authorization?: string;
}

/** @throws UsageError for a token that would cross the network in clear, or that is none */
export function authorization(
  { token: name }: Address,
  url: URL,
  { source, from }: Origin,
  reach: Reach,
): Authorization {
  if (name === undefined) return {};
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    const message = `source ${source}: ${from} starts with http://, and the token would be there for everybody on the way: write https://`;
    throw new UsageError('token-in-clear', message);
  }
  const token = secretOf(name, source, reach);
  if (/^[\x21-\x7e]+$/.test(token)) return { authorization: `Bearer ${token}` };
  const message = `source ${source}: what ${name} holds is no token: it has spaces or other signs in it`;
  throw new UsageError('bad-hr-secret', message);
}

/**
 * Redirects are not followed: a token goes to the host that roster.yaml names and no other.
 * @throws FeedError where no answer comes in time
 */
export function send(
  url: URL,
  headers: Readonly<Record<string, string>>,
  origin: Origin,
  { signal, within }: Limit,
): Promise<Response> {
  return fetch(url, { headers, redirect: 'manual', signal }).catch((error: unknown) => {
    throw unreachable(error, origin, within);
  });
}

/** @throws FeedError where the answer is too large, or does not come whole and in time */
export async function chunksOf(
  response: Response,
  origin: Origin,
  { within }: Limit,
): Promise<AsyncIterable<Uint8Array>> {
  if (response.body === null) throw feedError(origin, 'feed-refused', refusal(response));
  if (Number(response.headers.get('content-length')) > mostBytes) {
    await response.body.cancel();
    throw tooLarge(origin);
  }
  return wholeAnswer(response.body, origin, within);
}

/** Errors of `URL` and `fetch` quote the address: it may be a secret. */
export function parsedUrl(text: string, { source, from }: Origin): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  const message = `source ${source}: ${from} is no address that starts with https:// or http:// and holds no user and password`;
  throw new UsageError('bad-hr-address', message);
}

/** Without the error itself as its cause, which names the host: that may stand in a secret. */
export function unreachable(error: unknown, origin: Origin, within: number): Error {
  const { name, cause } = error as Error;
  if (name === 'TimeoutError') {
    return feedError(
      origin,
      'feed-unreachable',
      `no whole answer came within ${within / 1000} seconds: try again later`,
    );
  }
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  const why = code === undefined ? '' : ` (${code})`;
  return feedError(origin, 'feed-unreachable', `the server cannot be reached, or broke off${why}: try again later`);
}

export function refusal({ status }: Response): string {
  if (status >= 300 && status < 400) {
    return `the server answered ${status} and sends us elsewhere: write the address that it leads to in roster.yaml`;
  }
  const hint = status === 401 || status === 403 ? ': is the token the right one, and still good?' : '';
  return `the server answered ${status} where 200 is due${hint}`;
}

async function* wholeAnswer(
  body: AsyncIterable<Uint8Array>,
  origin: Origin,
  within: number,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw unreachable(error, origin, within);
  }
}

/** An export that is served from a file is as old as that file, where the server says so. */
function ageOf({ headers }: Response, reach: Reach): Date {
  const now = reach.now();
  const modified = new Date(headers.get('last-modified') ?? Number.NaN);
  return modified < now ? modified : now;
}

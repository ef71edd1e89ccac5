import { UsageError } from '../model/errors.ts';
import type { SecretName, Setting } from '../model/roster.ts';
import { nameOfSetting, secretOf, valueOf } from './environment.ts';
import { feedError, mostBytes, type Opened, type Origin, tooLarge } from './origin.ts';
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

/**
 * Asks a server for HR data. Redirects are not followed: a token goes to the host that roster.yaml names and no other.
 * @throws FeedError where no whole answer comes in time, or one that is none
 */
export async function openUrl(
  address: Address,
  origin: Origin,
  reach: Reach,
  within: number = timeLimit,
): Promise<Opened> {
  const url = parsedUrl(valueOf(address.url, origin.source, reach), origin);
  const headers = { accept: 'application/json, application/x-ndjson;q=0.9, */*;q=0.1', ...authorization() };
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(within) }).catch(
    (error: unknown) => {
      throw unreachable(error, origin, within);
    },
  );
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw feedError(origin, 'feed-refused', refusal(response));
  }
  if (Number(response.headers.get('content-length')) > mostBytes) {
    await response.body.cancel();
    throw tooLarge(origin);
  }
  return { chunks: wholeAnswer(response.body, origin, within), asOf: ageOf(response, reach) };

  function authorization(): { readonly authorization?: string } {
    if (address.token === undefined) return {};
    const token = secretOf(address.token, origin.source, reach);
    if (/^[\x21-\x7e]+$/.test(token)) return { authorization: `Bearer ${token}` };
    const message = `source ${origin.source}: what ${address.token} holds is no token: it has spaces or other signs in it`;
    throw new UsageError('bad-hr-secret', message);
  }
}

/** Errors of `URL` and `fetch` quote the address: it may be a secret. */
function parsedUrl(text: string, { source, from }: Origin): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  const message = `source ${source}: ${from} is no address that starts with https:// or http:// and holds no user and password`;
  throw new UsageError('bad-hr-address', message);
}

/** Without the error itself as its cause, which names the host: that may stand in a secret. */
function unreachable(error: unknown, origin: Origin, within: number): Error {
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

function refusal({ status }: Response): string {
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

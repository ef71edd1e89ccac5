import { setTimeout as delay } from 'node:timers/promises';
import type { FeedError } from '../../../model/errors.ts';
import { chunksOf, type Limit, refusal, send, unreachable } from '../../open-url.ts';
import { feedError, type Origin } from '../../origin.ts';
import { wholeLines } from '../../whole-lines.ts';
import { type JsonValue, parseJson } from '../json-value.ts';
import { isObject, memberOf } from './members.ts';

export interface Service {
  readonly headers: Readonly<Record<string, string>>;
  readonly origin: Origin;
  readonly limit: Limit;
  /** Milliseconds since 1970 at which time is over. */
  readonly until: number;
}

/**
 * Asks, and asks again where the server is to be waited for and there is time.
 * @throws FeedError where it gives no answer that is JSON
 */
export async function ask(url: URL, service: Service): Promise<JsonValue> {
  const { headers, origin, limit, until } = service;
  for (;;) {
    const response = await send(url, headers, origin, limit);
    if (response.status === 200) return jsonOf(response, service);
    const wait = waitOf(response);
    if (wait === undefined || Date.now() + wait >= until) throw await refused(response, service);
    await response.body?.cancel();
    await delay(wait, undefined, { signal: limit.signal }).catch(() => {
      throw unreachable(limit.signal.reason, origin, limit.within);
    });
  }
}

/** Milliseconds, where the server says when to come again; not less than a second. */
function waitOf({ status, headers }: Response): number | undefined {
  const after = headers.get('retry-after')?.trim() ?? '';
  if ((status !== 429 && status !== 503) || after === '') return undefined;
  const wait = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 1000);
}

async function jsonOf(response: Response, { origin, limit }: Service): Promise<JsonValue> {
  const pieces: string[] = [];
  const lines = wholeLines(await chunksOf(response, origin, limit), origin);
  for await (const { bytes } of lines) pieces.push(bytes.toString());
  return parseJson(pieces.join(''), origin, { first: 1, isLine: false });
}

/** All that there are, those of cursors with them. What else a server writes is not shown: it may be anything. */
const scimType =
  /^(?:invalid(?:Filter|Syntax|Path|Value|Vers|Cursor|Count)|expiredCursor|tooMany|uniqueness|mutability|noTarget|sensitive)$/;

async function refused(response: Response, service: Service): Promise<FeedError> {
  const error = await jsonOf(response, service).catch(() => undefined);
  const type = isObject(error) ? memberOf(error, 'scimType') : undefined;
  const named = typeof type === 'string' && scimType.test(type) ? ` (${type})` : '';
  return feedError(service.origin, 'feed-refused', `${refusal(response)}${named}${hints.get(response.status) ?? ''}`);
}

const hints: ReadonlyMap<number, string> = new Map([
  [404, ': is url in roster.yaml the base address, to which /Users is added?'],
  [429, ': it wants to be asked less often: try again later'],
  [503, ': try again later'],
]);

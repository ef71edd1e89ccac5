import type { FailedAnswer } from './answer.ts';

/** A rate limit that an answer tells of. */
export type Limit =
  | { readonly kind: 'secondary'; readonly seconds: number }
  | { readonly kind: 'primary'; readonly resetAt: Date };

/** Where GitHub does not say how long, it asks for a minute, and longer each time. */
const leastSeconds = 60;

/**
 * Recognises the limits in every spelling that has been seen: REST with 403 or 429, GraphQL with 200 and an error of
 * type RATE_LIMITED or RATE_LIMIT, secondary limits with and without `retry-after`. The order is the documented one.
 * A secondary limit without `retry-after` has no code, so there the text alone can tell.
 * @param attempt how many times this request was held up before, from 0
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function limitOf(
  answer: Pick<FailedAnswer, 'status' | 'headers' | 'data'>,
  attempt: number,
  now: Date,
): Limit | undefined {
  const said = saidIn(answer.data);
  const refused = answer.status === 403 || answer.status === 429;
  if (!refused && !said.secondary && !said.primary) return undefined;
  const retryAfter = Number(answer.headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return { kind: 'secondary', seconds: Math.max(retryAfter, 1) };
  const exhausted = refused && String(answer.headers['x-ratelimit-remaining'] ?? '') === '0';
  if (said.primary || (exhausted && !said.secondary)) {
    return { kind: 'primary', resetAt: resetIn(answer.headers, now) };
  }
  if (said.secondary || answer.status === 429) return { kind: 'secondary', seconds: leastSeconds * 2 ** attempt };
  return undefined;
}

function resetIn(headers: FailedAnswer['headers'], now: Date): Date {
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  return new Date(Number.isFinite(reset) ? reset * 1000 : now.getTime() + leastSeconds * 1000);
}

function saidIn(data: unknown): { readonly primary: boolean; readonly secondary: boolean } {
  if (typeof data !== 'object' || data === null) return { primary: false, secondary: false };
  const { message, errors } = data as { message?: unknown; errors?: unknown };
  const all = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  const fields = all.map((each) => (typeof each === 'object' && each !== null ? each : {}) as GraphqlError);
  const texts = [message, ...fields.map((each) => each.message)];
  const secondary = texts.some((text) => typeof text === 'string' && /\bsecondary rate\b/i.test(text));
  return { secondary, primary: !secondary && fields.some(isPrimary) };
}

interface GraphqlError {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

function isPrimary({ type, code }: GraphqlError): boolean {
  return type === 'RATE_LIMITED' || type === 'RATE_LIMIT' || code === 'graphql_rate_limit';
}

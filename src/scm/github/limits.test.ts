import { describe, expect, it } from 'vitest';
import { limitOf } from './limits.ts';

const now = new Date('2026-11-22T10:00:00Z');
const reset = String(now.getTime() / 1000 + 120);
const resetAt = new Date(now.getTime() + 120_000);
const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
const secondaryText = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const contentText =
  'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry.';

describe('a limit', () => {
  it.each([
    ['a secondary limit with retry-after', 403, { 'retry-after': '7' }, { message: secondaryText }, 7],
    ['a retry-after whose text says nothing', 429, { 'retry-after': '7' }, { message: 'Slow down' }, 7],
    ['a retry-after before an exhausted quota', 403, { ...used, 'retry-after': '7' }, {}, 7],
    ['a secondary limit without retry-after', 403, {}, { message: secondaryText }, 60],
    ['a secondary limit on content', 403, { 'x-ratelimit-remaining': '4000' }, { message: contentText }, 60],
    ['a secondary limit while the quota is used up too', 403, used, { message: secondaryText }, 60],
    ['429 without a word', 429, {}, '', 60],
    ['a secondary limit that GraphQL tells with 200', 200, {}, { errors: [{ message: secondaryText }] }, 60],
  ])('is told from %s', (_, status, headers, data, seconds) => {
    expect(limitOf({ status, headers, data }, 0, now)).toEqual({ kind: 'secondary', seconds });
  });

  it.each([
    ['REST', 403, used, { message: 'API rate limit exceeded for installation ID 1.' }],
    ['REST with 429', 429, used, { message: 'API rate limit exceeded for user ID 1.' }],
    ["GraphQL's RATE_LIMITED", 200, used, { errors: [{ type: 'RATE_LIMITED', message: 'x' }] }],
    ["GraphQL's RATE_LIMIT", 200, used, { errors: [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: 'x' }] }],
  ])('of the hour is told from %s', (_, status, headers, data) => {
    expect(limitOf({ status, headers, data }, 0, now)).toEqual({ kind: 'primary', resetAt });
  });

  it('without retry-after is waited for longer each time', () => {
    const answer = { status: 403, headers: {}, data: { message: secondaryText } };
    expect([0, 1, 2].map((attempt) => limitOf(answer, attempt, now))).toEqual([
      { kind: 'secondary', seconds: 60 },
      { kind: 'secondary', seconds: 120 },
      { kind: 'secondary', seconds: 240 },
    ]);
  });

  it.each([
    ['a permission that is missing', 403, { 'x-ratelimit-remaining': '4999' }, { message: 'Resource not accessible' }],
    ['the last request of the hour', 200, used, { data: { viewer: {} } }],
    ['another GraphQL error', 200, {}, { errors: [{ type: 'NOT_FOUND', message: 'x' }] }],
    ['a resource limit of one query', 200, {}, { errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'x' }] }],
    ['an HTML page', 502, {}, '<html>'],
    ['no answer', undefined, {}, undefined],
  ])('is not told from %s', (_, status, headers, data) => {
    expect(limitOf({ status, headers, data }, 0, now)).toBeUndefined();
  });
});

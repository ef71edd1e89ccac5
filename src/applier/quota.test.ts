import { describe, expect, it } from 'vitest';
import { type Key, keyOf } from '../model/identity.ts';
import type { User } from '../model/org-state.ts';
import { timesSent } from './quota.ts';

const noon = '2026-11-22T12:00:00Z';

function sent(login: string, at: string) {
  return { user: keyOf(login), at: new Date(at) };
}

function standing(login: string, createdAt: string): ReadonlyMap<Key, User> {
  return new Map([[keyOf(login), { login, role: 'member', invitation: { id: 1, state: 'open', createdAt } }]]);
}

const nobody = new Map<Key, User>();

describe('invitations that were sent', () => {
  it.each([
    ['ours that was accepted or cancelled since', [sent('ann', noon)], nobody, [noon]],
    ['ours that stands, once', [sent('ann', noon)], standing('ann', '2026-11-22T12:00:04Z'), [noon]],
    ['what somebody else sent', [], standing('ann', noon), [noon]],
    [
      'what somebody else sent to whom we had invited',
      [sent('ann', '2026-11-01T12:00:00Z')],
      standing('ann', noon),
      ['2026-11-01T12:00:00Z', noon],
    ],
    ['no invitation that tells no time', [], standing('ann', ''), []],
  ])('are %s', (_, ours, open, times) => {
    expect(timesSent(ours, open)).toEqual(times.map((time) => new Date(time)));
  });
});

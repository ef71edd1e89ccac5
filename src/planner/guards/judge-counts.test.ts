import { expect, it } from 'vitest';
import { defaultPolicy } from '../../state/normalise/policy.ts';
import { type Counting, judgeCounts } from './judge-counts.ts';

const none = { members: 0, teamMemberships: 0, teams: 0, repoAccess: 0 };

/** A proposal to an organisation of 3,500 people. */
function judged(planned: Partial<Counting['planned']>, more: Partial<Counting> = {}) {
  return judgeCounts({
    planned: { ...none, ...planned },
    held: { members: 3500, teamMemberships: 5000, teams: 100, repoAccess: 1000 },
    policy: defaultPolicy,
    today: '2026-11-22',
    subject: 'This proposal',
    ofWhat: (held) => `The state holds ${held}.`,
    ...more,
  });
}

it('lets through what the budgets let through', () => {
  expect(judged({ members: 10, teamMemberships: 50 })).toEqual([]);
});

it('says in the words of who asks what is too much, and which lines would allow it', () => {
  expect(judged({ members: 90, teamMemberships: 30 })).toEqual([
    {
      guard: 'removals.members',
      message:
        'This proposal takes away 90 people; policy.yaml lets through 10 (count 10 and 1 % of 3,500). The state holds 3,500.',
      allow: 'allowances:\n  - { allow: { members: 90 }, reason: …, approvedBy: …, expires: 2026-11-25 }',
      figures: { planned: 90, limit: 10, holds: 3500 },
    },
    {
      guard: 'removals.total',
      message:
        'This proposal takes away 120 things in all; policy.yaml lets through 100 (count 100). The state holds 9,600.',
      allow: 'allowances:\n  - { allow: { members: 90 }, reason: …, approvedBy: …, expires: 2026-11-25 }',
      figures: { planned: 120, limit: 100, holds: 9600 },
    },
  ]);
});

it('names the allowance that is in force where that is what limits', () => {
  const allowance = {
    reason: 'site closure',
    approvedBy: 'alice',
    expires: '2026-11-25',
    file: 'state/policy.yaml',
    line: 9,
    allow: { members: 80 },
  };
  const [violation] = judged({ members: 81 }, { policy: { ...defaultPolicy, allowances: [allowance] } });
  expect(violation?.message).toBe(
    'This proposal takes away 81 people; an allowance in force lets through 80. The state holds 3,500.',
  );
});

it('counts one person as one person, in add-only mode', () => {
  const violations = judged({ members: 1 }, { policy: { ...defaultPolicy, removals: 'none' } });
  expect(violations.map(({ message }) => message.split(';')[0])).toEqual([
    'This proposal takes away 1 person',
    'This proposal takes away 1 thing in all',
  ]);
});

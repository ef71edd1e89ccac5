import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { aSource } from '../../../test/support/feed-builder.ts';
import { allowing, guards, judge, last, people } from '../../../test/support/feed-judging.ts';
import type { Allowance } from '../../model/policy.ts';

describe('atLeast', () => {
  it('says how many rows there are, how many there must be, and what would allow it', () => {
    expect(judge(people(2900), { expect: { atLeast: 3000 } })).toEqual([
      {
        guard: 'feed.hr.atLeast',
        message: 'The feed hr has 2,900 rows; roster.yaml wants at least 3,000 (`atLeast`).',
        allow: 'allowances:\n  - { feedRows: { hr: 2900 }, reason: …, approvedBy: …, expires: 2026-11-25 }',
        figures: { rows: 2900, atLeast: 3000 },
      },
    ]);
  });

  it.each([0, 1])(
    'never believes an empty feed, though roster.yaml asks for at least %i and an allowance for none',
    (atLeast) => {
      expect(judge([], { expect: { atLeast }, allowances: [allowing(0)] })).toEqual([
        {
          guard: 'feed.hr.atLeast',
          message:
            'The feed hr has 0 rows; roster.yaml wants at least 1 (`atLeast`). An allowance in force lets through 0 rows.',
          figures: { rows: 0, atLeast: 1 },
        },
      ]);
    },
  );
});

describe('dropPercent', () => {
  it('says by how much the feed shrank since the last one accepted', () => {
    expect(judge(people(3429), { lastCounts: last(3500) })).toEqual([
      {
        guard: 'feed.hr.dropPercent',
        message:
          'The feed hr has 3,429 rows, and the last one accepted had 3,500: 71 fewer, 2.03 %; roster.yaml lets through 2 % (`dropPercent`).',
        allow: 'allowances:\n  - { feedRows: { hr: 3429 }, reason: …, approvedBy: …, expires: 2026-11-25 }',
        figures: { rows: 3429, last: 3500, dropped: 71, dropPercent: 2 },
      },
    ]);
  });

  it.each<[number, number, number, boolean]>([
    [3430, 3500, 2, true],
    [3429, 3500, 2, false],
    [9000, 3500, 2, true],
    [49, 50, 2, true],
    [48, 49, 2, false],
    [3500, 3500, 0, true],
    [3499, 3500, 0, false],
    [999, 1000, 0.1, true],
    [998, 1000, 0.1, false],
    [1, 3500, 100, true],
  ])('lets through %i rows after %i with %d percent: %s', (rows, before, dropPercent, isBelieved) => {
    expect(judge(people(rows), { expect: { dropPercent }, lastCounts: last(before) })).toHaveLength(isBelieved ? 0 : 1);
  });

  it('does not compare the first feed with anything', () => {
    expect(judge(people(1))).toEqual([]);
  });
});

describe('an allowance of feedRows', () => {
  const shrunk = { expect: { atLeast: 100 }, lastCounts: last(100) };
  it.each<[string, Allowance, boolean]>([
    ['for the very number', allowing(90), true],
    ['for fewer', allowing(80), true],
    ['for more', allowing(91), false],
    ['that ends today', allowing(90, '2026-11-22'), true],
    ['that has expired', allowing(90, '2026-11-21'), false],
    ['that reaches too far ahead', allowing(90, '2026-12-07'), false],
    ['for another feed', { ...allowing(90), feedRows: { ldap: 90 } }, false],
    ['of something else', { ...allowing(90), feedRows: {}, allow: { members: 90 } }, false],
  ])('%s', (_, allowance, isBelieved) => {
    const violations = judge(people(90), { ...shrunk, allowances: [allowance] });
    expect(guards(violations)).toEqual(isBelieved ? [] : ['feed.hr.atLeast', 'feed.hr.dropPercent']);
  });

  it('lets through no fewer rows than the least of several, and is named where it is not enough', () => {
    const [violation] = judge(people(90), { ...shrunk, allowances: [allowing(95), allowing(92)] });
    expect(violation?.message).toBe(
      'The feed hr has 90 rows; roster.yaml wants at least 100 (`atLeast`). An allowance in force lets through 92 rows.',
    );
  });

  it('excuses nothing but the number of rows', () => {
    const violations = judge([...people(89), { employee: 'E1', status: 'active' }], {
      ...shrunk,
      allowances: [allowing(90)],
    });
    expect(guards(violations)).toEqual(['feed.hr.employees']);
  });

  it.each(['hr', 'people-2', 'null', 'true', '12', 'a: b', '"', 'Ünïcode', 'x }, evil: { y'])(
    'can be pasted and read for a feed called %j',
    (name) => {
      const [violation] = judge([{ employee: 'E1', status: 'active' }], { source: aSource(name, { atLeast: 2 }) });
      const lines = parse(violation?.allow ?? '') as unknown;
      expect(lines).toMatchObject({ allowances: [{ feedRows: { [name]: 1 } }] });
    },
  );
});

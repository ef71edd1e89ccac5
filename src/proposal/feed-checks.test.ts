import { describe, expect, it } from 'vitest';
import { aFeed, aSource } from '../../test/support/feed-builder.ts';
import { guards, hour, judge, last, people } from '../../test/support/feed-judging.ts';
import { countsOf } from './people/counts.ts';
import { recordsOf } from './people/records.ts';

it('believes a feed that is as roster.yaml expects', () => {
  const expected = { atLeast: 100, freshWithin: hour };
  expect(judge(people(100), { expect: expected, lastCounts: last(102) })).toEqual([]);
});

it('says all that is wrong at once', () => {
  const rows = [...people(3), { employee: 'E1', login: 'u2', status: 'gone' }];
  const violations = judge(rows, {
    expect: { atLeast: 10, freshWithin: 60_000 },
    lastCounts: last(10),
    feed: { columns: ['employee', 'login', 'status'] },
  });
  expect(guards(violations)).toEqual([
    'feed.hr.columns',
    'feed.hr.freshWithin',
    'feed.hr.atLeast',
    'feed.hr.dropPercent',
    'feed.hr.employees',
    'feed.hr.logins',
    'feed.hr.unknownPercent',
  ]);
  expect(violations.every((violation) => Object.isFrozen(violation))).toBe(true);
});

describe('columns', () => {
  it('asks for every column that roster.yaml names, by its name in the feed', () => {
    const source = aSource();
    const mapped = { ...source, columns: { ...source.columns, login: 'github_login', department: 'cost | centre' } };
    const columns = ['employee', 'email', 'status', 'leftOn', 'Github Login'];
    expect(judge(people(1), { source: mapped, feed: { columns } })).toEqual([
      {
        guard: 'feed.hr.columns',
        message:
          'The feed hr has no column github_login (login) and "cost | centre" (department); it came with employee, email, status, leftOn and Github Login. Have the export put right, or correct `columns` in roster.yaml.',
        figures: { expected: 6, missing: 2 },
      },
    ]);
  });

  it('may be more than those', () => {
    const columns = [...Object.values(aSource('hr', {}, ['department']).columns), 'salary'];
    expect(judge(people(1), { feed: { columns } })).toEqual([]);
  });
});

describe('freshWithin', () => {
  it.each<[string, string, readonly string[]]>([
    ['just in time', '2026-11-20T18:30:00.000Z', []],
    ['a moment too old', '2026-11-20T18:29:59.999Z', ['feed.hr.freshWithin']],
    ['answered after the clock was read', '2026-11-22T06:34:00Z', []],
    ['of the future', '2026-11-22T06:36:00Z', ['feed.hr.freshWithin']],
    ['of no time', '', ['feed.hr.freshWithin']],
  ])('judges a feed that is %s', (_, asOf, expected) => {
    expect(guards(judge(people(1), { expect: { freshWithin: 36 * hour }, feed: { asOf: new Date(asOf) } }))).toEqual(
      expected,
    );
  });

  it.each([
    ['2026-11-20T18:29:59Z', 'of 2026-11-20T18:29:59.000Z, which is 36 h 1 min old', 129_601],
    ['2026-11-24T06:30:00Z', 'of 2026-11-24T06:30:00.000Z, which is 48 h from now', -172_800],
  ])('says how old a feed of %s is', (asOf, when, ageSeconds) => {
    expect(judge(people(1), { expect: { freshWithin: 36 * hour }, feed: { asOf: new Date(asOf) } })).toEqual([
      {
        guard: 'feed.hr.freshWithin',
        message: `The feed hr is ${when}; roster.yaml lets through 36 h (\`freshWithin\`). See whether the export still runs, and whether its clock is right.`,
        figures: { ageSeconds, limitSeconds: 129_600 },
      },
    ]);
  });

  it('does not ask for the age where roster.yaml does not', () => {
    expect(judge(people(1), { feed: { asOf: new Date(0) } })).toEqual([]);
  });
});

describe('duplicates', () => {
  it('are named with their rows, the first five of them', () => {
    const rows = ['E7', 'E2', 'E2', ' E7', 'E7', 'E1'].map((employee) => ({ employee, status: 'active' }));
    expect(judge(rows)).toEqual([
      {
        guard: 'feed.hr.employees',
        message:
          'The feed hr has 2 employee ids in more than one row: E2 (row 3, row 4) and E7 (row 2, row 5, row 6). Have each employee exported once.',
        figures: { duplicates: 2 },
      },
    ]);
    const [violation] = judge([...people(9), ...people(9)]);
    expect(violation?.message).toContain('has 9 employee ids in more than one row: E0 (row 2, row 11), E1');
    expect(violation?.message).toContain('E4 (row 6, row 15) and 4 more.');
  });

  it('of logins count in any case, and where a row names no employee', () => {
    const rows = ['Alice', 'ALICE ', 'bob', '', ''].map((login, index) => ({
      employee: `E${index}`,
      login,
      status: 'active',
    }));
    expect(judge([...rows, { login: 'Bob', status: 'active' }], { expect: { unknownPercent: 100 } })).toEqual([
      {
        guard: 'feed.hr.logins',
        message:
          'The feed hr gives 2 logins to more than one employee: alice (row 2, row 3) and bob (row 4, row 7). Have it put right whose it is.',
        figures: { duplicates: 2 },
      },
    ]);
  });

  it('of an employee with one login are said once', () => {
    expect(guards(judge([...people(1), ...people(1)]))).toEqual(['feed.hr.employees']);
  });
});

describe('unknownPercent', () => {
  it('says in how many rows what is wrong, and which words are not known', () => {
    const odd = ['', '', 'Away', 'AWAY ', 'tbd'].map((status, index) => ({ employee: `X${index}`, status }));
    const rows = [...people(93), ...odd, { employee: 'X9', status: 'active', leftOn: 'soon' }, { status: 'active' }];
    expect(judge(rows)).toEqual([
      {
        guard: 'feed.hr.unknownPercent',
        message:
          'The feed hr has 100 rows, and 7 of them, 7 %, are of unknown status; roster.yaml lets through 2 % (`unknownPercent`). In 3 rows roster.yaml does not know the status: away 2 times and tbd 1 time; in 2 rows there is no status; in 1 row the leaving date cannot be read; in 1 row there is no employee id. Have the export put right, or add the words that are right to `status` in roster.yaml.',
        figures: { rows: 100, unknown: 7, unknownPercent: 2 },
      },
    ]);
  });

  it.each([
    [98, 2, 2, true],
    [97, 3, 2, false],
    [1, 0, 0, true],
    [99_999, 1, 0, false],
    [0, 5, 100, true],
  ])(
    'judges %i rows that are known and %i that are not by %d percent: %s',
    (known, unknown, unknownPercent, isBelieved) => {
      const odd = Array.from({ length: unknown }, (_, index) => ({ employee: `X${index}` }));
      expect(judge([...people(known), ...odd], { expect: { unknownPercent } })).toHaveLength(isBelieved ? 0 : 1);
    },
  );

  it('refuses an export in which every status is empty', () => {
    expect(guards(judge(people(3500, { status: '' })))).toEqual(['feed.hr.unknownPercent']);
  });

  it('refuses an export in which the employee ids are empty', () => {
    expect(guards(judge(people(3500, { employee: '' })))).toEqual(['feed.hr.unknownPercent']);
  });
});

it('shows what HR wrote cut short and without anything that acts', () => {
  const hostile = `@everyone\u202e\n|<b>${'x'.repeat(10_000)}`;
  const rows = [
    { employee: hostile, status: hostile },
    { employee: hostile, status: 'active' },
  ];
  for (const { message } of judge(rows)) {
    expect(message.length).toBeLessThan(1000);
    expect(message).not.toContain('\n');
  }
});

it('says the same whatever the order of rows', () => {
  const rows = [...people(5), ...people(5, { status: 'gone' }), { status: 'x' }].map((values, index) => ({
    place: `row ${index}`,
    values,
  }));
  const [one, other] = [rows, rows.toReversed()].map((rows) => judge([], { feed: { rows }, lastCounts: last(50) }));
  expect(other).toEqual(one);
});

it('counts what the rows say, for the ref that keeps it', () => {
  const source = aSource();
  const rows = [...people(3), { employee: 'X1', status: 'terminated' }, { employee: 'X2' }, { status: 'active' }];
  expect(countsOf(recordsOf(aFeed(source, rows), source, '2026-11-22'))).toEqual({
    rows: 6,
    active: 3,
    left: 1,
    unknown: 2,
  });
});

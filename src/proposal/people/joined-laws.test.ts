import { assert, constantFrom, option, property, record, shuffledSubarray, uniqueArray } from 'fast-check';
import { expect, it } from 'vitest';
import { aFeed, aSource } from '../../../test/support/feed-builder.ts';
import { said, today } from '../../../test/support/said.ts';
import { joined } from './joined.ts';
import { recordsOf } from './records.ts';

const anyRow = record({
  employee: constantFrom('E1', 'E2', 'E3', 'E4', ''),
  login: option(constantFrom('alice', 'Alice', 'bob', 'carol'), { nil: '' }),
  status: constantFrom('active', 'terminated', 'gone', ''),
  leftOn: constantFrom('', '', '2026-11-01', '2026-11-09', '2027-01-01', 'soon'),
  department: constantFrom('', 'A', 'B'),
});
const anyRows = uniqueArray(anyRow, { maxLength: 8, selector: (row) => JSON.stringify(row) });

function bytes(people: unknown): string {
  return JSON.stringify(people, (_, value: unknown) => (value instanceof Set ? [...value] : value));
}

it('says the same whatever the order of rows', () => {
  const source = aSource('hr', {}, ['department']);
  const anyFeed = anyRows.map((rows) => aFeed(source, rows));
  const anyTwoOrders = anyFeed.chain((feed) =>
    shuffledSubarray([...feed.rows], { minLength: feed.rows.length }).map((rows) => [feed, { ...feed, rows }] as const),
  );
  assert(
    property(anyTwoOrders, anyTwoOrders, (hr, ldap) => {
      const [one, other] = [0, 1].map((order) =>
        joined([hr, ldap].map((feeds) => recordsOf(feeds[order === 0 ? 0 : 1], source, today))),
      );
      expect(other).toEqual(one);
      expect(bytes(other)).toBe(bytes(one));
    }),
    { numRuns: 500, seed: 4 },
  );
});

it('calls nobody left of whom any row says otherwise, or whose login any other row has', () => {
  let left = 0;
  assert(
    property(anyRows, anyRows, (...feeds) => {
      const records = feeds.map((rows, index) => said(`source${index}`, ...rows));
      const rows = records.flatMap(({ people, rowsWithoutEmployee }) => [...people, ...rowsWithoutEmployee]);
      const idOf = (row: object): string => ('employee' in row ? String(row.employee) : '');
      const { people, inLoginConflict } = joined(records);
      for (const { employee } of people.filter(({ status }) => status.kind === 'left')) {
        const theirs = rows.filter((row) => idOf(row) === employee);
        expect(theirs.map(({ status }) => status.kind)).toEqual(theirs.map(() => 'left'));
        const logins = new Set(theirs.flatMap(({ login }) => login?.toLowerCase() ?? []));
        expect(logins.size).toBeLessThan(2);
        const claimants = rows.filter(({ login }) => login !== undefined && logins.has(login.toLowerCase()));
        expect(claimants.filter((row) => idOf(row) !== employee)).toEqual([]);
        expect(inLoginConflict.employees.has(employee)).toBe(false);
        left++;
      }
    }),
    { numRuns: 1000, seed: 4 },
  );
  expect(left).toBeGreaterThan(50);
});

it('says of a feed joined with itself what it says of the feed', () => {
  assert(
    property(anyRows, (rows) => {
      const feed = said('hr', ...rows);
      expect(joined([feed, feed])).toEqual(joined([feed]));
    }),
    { numRuns: 500, seed: 4 },
  );
});

it('changes nothing about people who stand in one row each and share nothing', () => {
  assert(
    property(uniqueArray(anyRow, { selector: ({ employee }) => employee }), (rows) => {
      const feed = said('hr', ...rows.map((row) => ({ ...row, login: row.employee })));
      expect(joined([feed]).people).toEqual(feed.people.toSorted((a, b) => (a.employee < b.employee ? -1 : 1)));
    }),
  );
});

import { assert, constantFrom, option, property, record, shuffledSubarray, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFeed, aSource } from '../../../test/support/feed-builder.ts';
import type { People, Records } from '../../model/people.ts';
import { joined } from './joined.ts';
import { recordsOf } from './records.ts';

const today = '2026-11-22';
type Cells = Readonly<Record<string, string>>;

function said(name: string, ...rows: readonly Cells[]): Records {
  const source = aSource(name, {}, ['department', 'manager']);
  return recordsOf(aFeed(source, rows), source, today);
}

/** `E1 left 2026-11-01`, `E2 unknown no-status`. */
function standings({ people }: People): readonly string[] {
  return people.map(({ employee, status }) =>
    [employee, ...Object.values(status)].filter((part) => part !== undefined).join(' '),
  );
}

describe('a status', () => {
  const active = { status: 'active' };
  const left = { status: 'terminated' };
  it.each<[string, string, Cells, Cells]>([
    ['is active where both say so', 'active', active, { status: 'on leave' }],
    ['is left where both say so', 'left', left, left],
    ['is left on the one date given', 'left 2026-11-01', left, { ...left, leftOn: '2026-11-01' }],
    [
      'is left on the later of two dates',
      'left 2026-11-09',
      { ...left, leftOn: '2026-11-09' },
      { ...left, leftOn: '2026-11-01' },
    ],
    ['is unknown where one says active and the other left', 'unknown sources-disagree', active, left],
    ['is unknown where one says left and the other is silent', 'unknown no-status', left, {}],
    [
      'is unknown where one says left and the other what nobody knows',
      'unknown unknown-word',
      left,
      { status: 'gone' },
    ],
    ['is unknown where one date is to come', 'unknown leaves-later', left, { ...left, leftOn: '2026-11-23' }],
    ['is unknown where one date cannot be read', 'unknown unreadable-date', { ...left, leftOn: '1/2/2026' }, left],
    ['is unknown where one is active and left', 'unknown active-and-left', left, { ...active, leftOn: '2026-11-01' }],
    ['is unknown where one is active and the other silent', 'unknown no-status', active, {}],
  ])('%s', (_, expected, one, other) => {
    const [a, b] = [
      { employee: 'E1', ...one },
      { employee: 'E1', ...other },
    ];
    for (const records of [[said('hr', a), said('ldap', b)], [said('hr', b), said('ldap', a)], [said('hr', a, b)]]) {
      expect(standings(joined(records))).toEqual([`E1 ${expected}`]);
    }
  });

  it('is what the one source says that has the person', () => {
    const people = joined([
      said('hr', { employee: 'E1', status: 'terminated' }),
      said('ldap', { employee: 'E2', status: 'active' }),
    ]);
    expect(standings(people)).toEqual(['E1 left', 'E2 active']);
    expect(people.conflicts).toEqual([]);
  });

  it('that is disputed is reported with every word and its place', () => {
    const people = joined([
      said('hr', { employee: 'E1', status: 'Terminated', leftOn: '2026-11-01' }),
      said('ldap', { employee: 'E0', status: 'active' }, { employee: 'E1', status: 'active' }),
    ]);
    expect(people.conflicts).toEqual([
      {
        kind: 'status',
        employee: 'E1',
        sayings: [
          { source: 'hr', place: 'row 2', employee: 'E1', value: 'Terminated' },
          { source: 'ldap', place: 'row 3', employee: 'E1', value: 'active' },
        ],
      },
    ]);
    expect(people.people[1]?.evidence).toEqual([
      { source: 'hr', place: 'row 2', status: 'Terminated', leftOn: '2026-11-01' },
      { source: 'ldap', place: 'row 3', status: 'active', leftOn: undefined },
    ]);
  });
});

describe('attributes', () => {
  it('are those of the first source that has them, and what differs is reported', () => {
    const people = joined([
      said('hr', { employee: 'E1', status: 'active', department: 'Payments', email: 'a@example.com' }),
      said('ldap', {
        employee: 'E1',
        status: 'active',
        department: 'Pay',
        manager: 'E9',
        email: 'A@example.com',
        login: 'alice',
      }),
    ]);
    expect(people.people).toMatchObject([
      { employee: 'E1', login: 'alice', email: 'a@example.com', attributes: { department: 'Payments', manager: 'E9' } },
    ]);
    const [hr, ldap] = ['hr', 'ldap'].map((source) => ({ source, place: 'row 2', employee: 'E1' }));
    expect(people.conflicts).toEqual([
      {
        kind: 'value',
        employee: 'E1',
        name: 'email',
        taken: 'a@example.com',
        sayings: [
          { ...hr, value: 'a@example.com' },
          { ...ldap, value: 'A@example.com' },
        ],
      },
      {
        kind: 'value',
        employee: 'E1',
        name: 'department',
        taken: 'Payments',
        sayings: [
          { ...hr, value: 'Payments' },
          { ...ldap, value: 'Pay' },
        ],
      },
    ]);
  });

  it('are not taken from a source that contradicts itself', () => {
    const twice = said(
      'hr',
      { employee: 'E1', status: 'active', department: 'A' },
      { employee: 'E1', status: 'active', department: 'B' },
    );
    expect(joined([twice]).people[0]?.attributes).toEqual({});
    expect(joined([twice, said('ldap', { employee: 'E1', status: 'active', department: 'C' })])).toMatchObject({
      people: [{ attributes: { department: 'C' } }],
      conflicts: [{ name: 'department', taken: 'C', sayings: [{ value: 'A' }, { value: 'B' }, { value: 'C' }] }],
    });
  });

  it('and a leaving date that differ leave the status as it is', () => {
    const row = { employee: 'E1', status: 'terminated' };
    const people = joined([
      said('hr', { ...row, leftOn: '2026-11-01' }),
      said('ldap', { ...row, leftOn: '2026-11-09' }),
    ]);
    expect(people.conflicts).toMatchObject([
      {
        kind: 'value',
        name: 'leftOn',
        taken: '2026-11-09',
        sayings: [{ value: '2026-11-01' }, { value: '2026-11-09' }],
      },
    ]);
  });
});

describe('nobody in a login conflict is a leaver:', () => {
  const left = { employee: 'E1', login: 'alice', status: 'terminated', leftOn: '2026-11-01' };

  it.each<[string, readonly Records[], readonly string[], readonly string[]]>([
    ['two who share a login', [said('hr', left, { ...left, employee: 'E2' })], ['E1', 'E2'], ['alice']],
    [
      'a login that an active person has, in any case',
      [said('hr', left, { employee: 'E2', login: 'ALICE ', status: 'active' })],
      ['E1', 'E2'],
      ['alice'],
    ],
    [
      'a login that another source gives to an active person',
      [said('hr', left), said('ldap', { employee: 'E2', login: 'Alice', status: 'active' })],
      ['E1', 'E2'],
      ['alice'],
    ],
    [
      'a login that an active row without employee has',
      [said('hr', left, { login: 'alice', status: 'active' })],
      ['E1'],
      ['alice'],
    ],
    [
      'one who has two logins',
      [said('hr', left), said('ldap', { ...left, login: 'alice-acme' })],
      ['E1'],
      ['alice', 'alice-acme'],
    ],
    [
      'one who has two logins in one source',
      [said('hr', left, { ...left, login: 'alice-acme' })],
      ['E1'],
      ['alice', 'alice-acme'],
    ],
  ])('%s', (_, records, employees, logins) => {
    const people = joined(records);
    expect(people.people.filter(({ status }) => status.kind === 'left')).toEqual([]);
    expect(people.people[0]?.status).toEqual({ kind: 'unknown', why: 'login-conflict' });
    expect([...people.inLoginConflict.employees]).toEqual(employees);
    expect([...people.inLoginConflict.logins]).toEqual(logins);
  });

  it('a login of nobody knows whom is in the conflict, though no other row has it', () => {
    const people = joined([said('hr', { login: 'Alice', status: 'active' })]);
    expect([...people.inLoginConflict.logins]).toEqual(['alice']);
  });

  it('each is reported with its logins and their places', () => {
    const second = said(
      'ldap',
      { employee: 'E1', login: 'Alice-acme', status: 'terminated' },
      { login: 'ALICE', status: '' },
    );
    const [hr, ldap, nobody] = [
      { source: 'hr', place: 'row 2', employee: 'E1', value: 'alice' },
      { source: 'ldap', place: 'row 2', employee: 'E1', value: 'Alice-acme' },
      { source: 'ldap', place: 'row 3', employee: undefined, value: 'ALICE' },
    ];
    expect(joined([said('hr', left), second])).toMatchObject({
      people: [{ login: 'alice' }],
      conflicts: [
        { kind: 'several-logins', employee: 'E1', taken: 'alice', sayings: [hr, ldap] },
        { kind: 'shared-login', login: 'alice', sayings: [hr, nobody] },
      ],
      rowsWithoutEmployee: [{ source: 'ldap', place: 'row 3', login: 'ALICE' }],
    });
  });

  it('but whoever is active stays so', () => {
    const people = joined([said('hr', left, { employee: 'E2', login: 'alice', status: 'active' })]);
    expect(standings(people)).toEqual(['E1 unknown login-conflict', 'E2 active']);
  });

  it('one login in two spellings is no conflict', () => {
    const people = joined([said('hr', left), said('ldap', { ...left, login: 'ALICE' })]);
    expect(standings(people)).toEqual(['E1 left 2026-11-01']);
    expect(people).toMatchObject({ people: [{ login: 'alice' }], conflicts: [] });
  });
});

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
    { numRuns: 500 },
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
    { numRuns: 1000 },
  );
  expect(left).toBeGreaterThan(50);
});

it('says of a feed joined with itself what it says of the feed', () => {
  assert(
    property(anyRows, (rows) => {
      const feed = said('hr', ...rows);
      expect(joined([feed, feed])).toEqual(joined([feed]));
    }),
    { numRuns: 500 },
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

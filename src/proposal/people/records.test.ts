import { expect, it } from 'vitest';
import { aFeed, aSource } from '../../../test/support/feed-builder.ts';
import type { PersonStatus } from '../../model/person.ts';
import { recordsOf } from './records.ts';

const today = '2026-11-22';

function spelled(status: PersonStatus | undefined): string {
  if (status?.kind === 'unknown') return status.why;
  return status?.kind === 'left' ? `left ${status.on ?? 'some day'}` : (status?.kind ?? 'nobody');
}

it.each([
  // A word of the list, however it is spaced and cased.
  ['active', '', 'active'],
  ['On  Leave ', '', 'active'],
  ['terminated', '', 'left some day'],
  [' TERMINATED', '', 'left some day'],
  ['ｔｅｒｍｉｎａｔｅｄ', '', 'left some day'],
  // With a date: past, today, to come, unreadable.
  ['terminated', '2026-11-21', 'left 2026-11-21'],
  ['terminated', ' 2026-11-22 ', 'left 2026-11-22'],
  ['terminated', '2026-11-23', 'leaves-later'],
  ['terminated', '9999-12-31', 'leaves-later'],
  ['terminated', '03/04/2026', 'unreadable-date'],
  ['terminated', 'n/a', 'unreadable-date'],
  ['terminated', '   ', 'left some day'],
  ['active', '2026-11-21', 'active-and-left'],
  ['active', '2026-11-22', 'active'],
  ['active', '2026-11-23', 'active'],
  ['active', '03/04/2026', 'unreadable-date'],
  // Any other word, and none.
  ['', '', 'no-status'],
  [' \u00a0', '2020-01-01', 'no-status'],
  ['left', '2020-01-01', 'unknown-word'],
  ['terminated!', '2020-01-01', 'unknown-word'],
  ['terminate', '2020-01-01', 'unknown-word'],
  ['not terminated', '2020-01-01', 'unknown-word'],
  ['tеrminated', '2020-01-01', 'unknown-word'], // the first e is Cyrillic
  ['inactive', '2020-01-01', 'unknown-word'],
  ['0', '2020-01-01', 'unknown-word'],
])('reads the status %j with the date %j as %s', (status, leftOn, expected) => {
  const source = aSource();
  const feed = aFeed(source, [{ employee: 'E1', status, leftOn }]);
  expect(spelled(recordsOf(feed, source, today).people[0]?.status)).toBe(expected);
});

it('lets a word that stands on both lists say nothing', () => {
  const source = { ...aSource(), status: { active: new Set(['away']), left: new Set(['away']) } };
  const { people } = recordsOf(aFeed(source, [{ employee: 'E1', status: 'away' }]), source, today);
  expect(spelled(people[0]?.status)).toBe('unknown-word');
});

it('tells a status that is missing from every other', () => {
  const source = aSource();
  const { people } = recordsOf(aFeed(source, [{ employee: 'E1' }]), source, today);
  expect(people[0]).toMatchObject({ status: { kind: 'unknown', why: 'no-status' }, evidence: [{ status: undefined }] });
});

it('calls nobody left while the whole column of leaving dates is missing', () => {
  const source = aSource();
  const rows = [
    { employee: 'E1', status: 'terminated' },
    { employee: 'E2', status: 'active' },
  ];
  const feed = { ...aFeed(source, rows), columns: ['employee', 'status'] };
  expect(recordsOf(feed, source, today).people.map(({ status }) => spelled(status))).toEqual([
    'unreadable-date',
    'active',
  ]);
});

it('calls nobody left by a row that may be cut short', () => {
  const source = aSource();
  const rows = ['terminated', 'active'].map((status) => ({
    place: 'row 9',
    values: { employee: 'E1', status },
    unfinished: true as const,
  }));
  const { people } = recordsOf({ ...aFeed(source, []), rows }, source, today);
  expect(people.map(({ status }) => spelled(status))).toEqual(['unfinished-row', 'active']);
});

it.each([
  ['employee', { employee: undefined, login: 'al', email: 'al@example.co' }],
  // No account is looked for by e-mail where half a login stands.
  ['login', { employee: 'E1', login: undefined, email: undefined, attributes: { department: 'Pay' } }],
  ['email', { employee: 'E1', login: 'al', email: undefined, attributes: { department: 'Pay' } }],
  ['department', { employee: 'E1', login: 'al', email: 'al@example.co', attributes: {} }],
])('takes no %s from a last column that may be cut short', (last, expected) => {
  const source = aSource('hr', {}, ['department']);
  const values = { employee: 'E1', login: 'al', email: 'al@example.co', department: 'Pay', status: 'active' };
  const { columns, ...feed } = aFeed(source, []);
  const rows = [{ place: 'row 9', values, unfinished: true as const }];
  const cut = { ...feed, columns: [...columns.filter((column) => column !== last), last], rows };
  const { people, rowsWithoutEmployee } = recordsOf(cut, source, today);
  const row = { employee: undefined, login: undefined, email: undefined, ...[...people, ...rowsWithoutEmployee][0] };
  expect(row).toMatchObject({ ...expected, status: { kind: 'active' } });
});

it('calls somebody left by a row of which only an attribute may be cut short', () => {
  const source = aSource('hr', {}, ['department']);
  const values = { employee: 'E1', status: 'terminated', department: 'Pay' };
  const rows = [{ place: 'row 9', values, unfinished: true as const }];
  const { people } = recordsOf({ ...aFeed(source, []), rows }, source, today);
  expect(people[0]).toMatchObject({ status: { kind: 'left' }, attributes: {} });
});

it('keeps of a long word or date as much as can be shown', () => {
  const source = aSource();
  const values = { employee: 'E1', status: `active${' '.repeat(5_000)}`, leftOn: 'x'.repeat(5_000) };
  const [person] = recordsOf(aFeed(source, [values]), source, today).people;
  expect(spelled(person?.status)).toBe('unreadable-date');
  expect([person?.evidence[0].status?.length, person?.evidence[0].leftOn?.length]).toEqual([1_000, 1_000]);
});

it('takes no attribute in which a sign was lost in a wrong encoding', () => {
  const source = aSource('hr', {}, ['department', 'site']);
  const values = { employee: 'E1', status: 'active', department: 'M\ufffdnchen', site: 'Köln' };
  expect(recordsOf(aFeed(source, [values]), source, today).people[0]?.attributes).toEqual({ site: 'Köln' });
});

it('calls people left without a date where the source has no column for one', () => {
  const { leftOn: _, ...columns } = aSource().columns as Record<'employee' | 'status' | 'leftOn', string>;
  const source = { ...aSource(), columns };
  const feed = aFeed(source, [{ employee: 'E1', status: 'terminated', leftOn: 'never' }]);
  expect(recordsOf(feed, source, today).people.map(({ status }) => spelled(status))).toEqual(['left some day']);
});

it('keeps id, login, e-mail and attributes without the spaces around them, and the evidence as HR wrote it', () => {
  const source = aSource('hr', {}, ['department', 'manager', 'site']);
  const values = {
    employee: ' E0001\u00a0',
    login: ' Alice ',
    email: 'alice@example.com\n',
    status: ' Terminated',
    leftOn: ' 2026-11-01',
    department: ' Payments  Core ',
    manager: '   ',
    other: 'not asked for',
  };
  expect(recordsOf(aFeed(source, [values]), source, today)).toEqual({
    source: 'hr',
    rowsWithoutEmployee: [],
    people: [
      {
        employee: 'E0001',
        login: 'Alice',
        email: 'alice@example.com',
        status: { kind: 'left', on: '2026-11-01' },
        attributes: { department: 'Payments  Core' },
        evidence: [{ source: 'hr', place: 'row 2', status: ' Terminated', leftOn: ' 2026-11-01' }],
      },
    ],
  });
});

it.each([[{}], [{ employee: '' }], [{ employee: ' \t' }]])(
  'reports a row without employee, and guesses nobody: %j',
  (id) => {
    const source = aSource();
    const feed = aFeed(source, [{ ...id, login: 'alice', email: 'alice@example.com', status: 'terminated' }]);
    const status = { kind: 'left', on: undefined };
    expect(recordsOf(feed, source, today)).toEqual({
      source: 'hr',
      people: [],
      rowsWithoutEmployee: [{ source: 'hr', place: 'row 2', login: 'alice', email: 'alice@example.com', status }],
    });
  },
);

it('keeps employee ids as they are written', () => {
  const source = aSource();
  const feed = aFeed(
    source,
    ['0012', '12', 'e12', 'E12', '1.2E1'].map((employee) => ({ employee, status: 'active' })),
  );
  const { people } = recordsOf(feed, source, today);
  expect(people.map(({ employee }) => employee)).toEqual(['0012', '12', 'e12', 'E12', '1.2E1']);
});

it('finds nothing in columns that are called like parts of every object', () => {
  const names = ['constructor', '__proto__', 'toString'];
  const columns = {
    employee: 'employee',
    status: 'constructor',
    login: 'toString',
    ...Object.fromEntries(names.map((name) => [name, name])),
  };
  const source = { ...aSource(), columns };
  const { people } = recordsOf(aFeed(source, [{ employee: 'E1' }]), source, today);
  expect(people).toMatchObject([{ employee: 'E1', status: { why: 'no-status' }, attributes: {} }]);
  expect(people[0]?.login).toBeUndefined();
});

it('gives frozen records', () => {
  const source = aSource();
  const records = recordsOf(aFeed(source, [{ employee: 'E1', status: 'active' }]), source, today);
  const [person] = records.people;
  for (const part of [records, records.people, person, person?.status, person?.attributes, person?.evidence]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
});

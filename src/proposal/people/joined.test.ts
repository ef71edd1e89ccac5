import { describe, expect, it } from 'vitest';
import { type Cells, said, standings } from '../../../test/support/said.ts';
import { joined } from './joined.ts';

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

import { describe, expect, it } from 'vitest';
import { said, standings } from '../../../test/support/said.ts';
import type { Records } from '../../model/people.ts';
import { joined } from './joined.ts';

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

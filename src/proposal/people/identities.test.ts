import { describe, expect, it } from 'vitest';
import {
  accountsOf,
  aPerson,
  aState,
  editsOf,
  factsOf,
  listedIn,
  today,
} from '../../../test/support/proposal-facts.ts';
import type { Records, RowWithoutEmployee } from '../../model/people.ts';
import type { Person } from '../../model/person.ts';
import type { Proposals } from '../../model/proposal.ts';
import type { SamlIdentity } from '../../model/saml-identity.ts';
import { propose } from '../propose.ts';
import { withIdentities } from './identities.ts';
import { joined } from './joined.ts';

type Said = Parameters<typeof aPerson>[2] & { readonly email?: string };

/** Somebody with an e-mail address, by one row. */
function someone(employee: string, email: string | undefined, said: Said = {}, status: 'active' | 'left' = 'active') {
  return { ...aPerson(employee, status, said), ...(email === undefined ? {} : { email }) };
}

function hr(people: readonly Person[], rowsWithoutEmployee: readonly RowWithoutEmployee[] = []): Records {
  return { source: 'hr', people, rowsWithoutEmployee };
}

const linked = (login: string, ...emails: string[]): SamlIdentity => ({ login, emails });

/** `E1 bob`, and `E1 -` for who has no login; a status that is no longer active or left stands behind. */
function loginsIn({ records }: { readonly records: readonly Records[] }): string[] {
  return records.flatMap(({ people, rowsWithoutEmployee }) => [
    ...people.map(({ employee, login, status }) =>
      [employee, login ?? '-', ...(status.kind === 'unknown' ? [status.why] : [])].join(' '),
    ),
    ...rowsWithoutEmployee.map(({ place, login }) => `${place} ${login ?? '-'}`),
  ]);
}

describe('single sign-on', () => {
  it.each([
    ['as it is written', 'bob@example.org', 'bob@example.org', 'bob'],
    ['in another case', 'Bob@Example.ORG', 'bOB@example.org', 'bob'],
    ['with spaces around it', ' bob@example.org\t', '\nbob@example.org ', 'bob'],
    ['with another dot', 'b.ob@example.org', 'bob@example.org', '-'],
    ['with a plus', 'bob+hr@example.org', 'bob@example.org', '-'],
    ['with spaces within', 'bob @example.org', 'bob@example.org', '-'],
    ['under another domain', 'bob@example.com', 'bob@example.org', '-'],
    ['that is empty', ' ', '', '-'],
  ])('finds a login by an e-mail %s', (_, email, ofIdentity, login) => {
    expect(loginsIn(withIdentities([hr([someone('E1', email)])], [linked('bob', ofIdentity)]))).toEqual([
      `E1 ${login}`,
    ]);
  });

  it('finds it by any of the addresses that it has, spelled as GitHub does', () => {
    const identities = [linked('Bob', 'x', 'b@example.org'), linked('bob', 'bob@example.org')];
    const people = [someone('E1', 'b@example.org'), someone('E2', 'nobody@example.org'), someone('E3', undefined)];
    const found = withIdentities([hr(people)], identities);
    expect(loginsIn(found)).toEqual(['E1 Bob', 'E2 -', 'E3 -']);
    expect(found.listed).toEqual([]);
  });

  it('changes nothing else, and nothing where nobody is found', () => {
    const records = [hr([someone('E1', 'b@example.org', { attributes: { team: 'x' } }), someone('E2', undefined)])];
    expect(withIdentities(records, []).records).toEqual(records);
    const [after] = withIdentities(records, [linked('bob', 'b@example.org')]).records;
    expect(after?.people).toEqual([{ ...records[0]?.people[0], login: 'bob' }, records[0]?.people[1]]);
  });

  it('comes after a column of any source', () => {
    const payroll = { ...hr([someone('E1', 'b@example.org')]), source: 'payroll' };
    const records = [hr([someone('E1', undefined, { login: 'robert' })]), payroll];
    expect(loginsIn(withIdentities(records, [linked('bob', 'b@example.org')]))).toEqual(['E1 robert', 'E1 -']);
  });

  it('names one employee in two rows alike', () => {
    const records = [hr([someone('E1', 'b@example.org')]), hr([someone('E1', 'B@example.org')])];
    expect(loginsIn(withIdentities(records, [linked('bob', 'b@example.org')]))).toEqual(['E1 bob', 'E1 bob']);
  });

  it('gives the login of a row without an employee id, so that nobody else is taken for it', () => {
    const row: RowWithoutEmployee = {
      source: 'hr',
      place: 'row 9',
      email: 'b@example.org',
      status: { kind: 'active' },
    };
    const { records } = withIdentities([hr([], [row])], [linked('bob', 'b@example.org')]);
    expect(loginsIn({ records })).toEqual(['row 9 bob']);
    expect(joined(records).inLoginConflict.logins).toEqual(new Set(['bob']));
  });
});

describe('nobody gets a login, nobody leaves, and it is said', () => {
  const left = (employee: string, email: string | undefined, said: Said = {}) => someone(employee, email, said, 'left');

  it.each<[string, Person[], SamlIdentity[], string[], string]>([
    [
      'two accounts have one e-mail',
      [left('E1', 'b@example.org'), someone('E2', 'c@example.org')],
      [linked('bob', 'b@example.org'), linked('rob', 'B@example.org'), linked('carol', 'c@example.org')],
      ['E1 - login-conflict', 'E2 carol'],
      'Single sign-on links e-mail addresses of E1 (hr, id E1: "terminated") to several accounts: bob and rob. None of them is taken.',
    ],
    [
      'one account has the e-mails of two employees',
      [left('E1', 'old@example.org'), someone('E2', 'new@example.org')],
      [linked('bob', 'old@example.org', 'new@example.org')],
      ['E1 - login-conflict', 'E2 -'],
      'The e-mail addresses that single sign-on links to bob, and columns of HR, lead to 2 people: E1 (hr, id E1: "terminated"); E2 (hr, id E2: "active"). None of them is given the login by it.',
    ],
    [
      'two employees have one e-mail',
      [left('E1', 'b@example.org'), someone('E2', 'b@example.org')],
      [linked('bob', 'b@example.org')],
      ['E1 - login-conflict', 'E2 -'],
      'lead to 2 people',
    ],
    [
      'a column gives the login to somebody else',
      [left('E1', undefined, { login: 'Bob' }), someone('E2', 'b@example.org')],
      [linked('bob', 'b@example.org')],
      ['E1 Bob login-conflict', 'E2 -'],
      'lead to 2 people',
    ],
    [
      'the account is linked to somebody who has another by a column',
      [left('E1', undefined, { login: 'bob' }), someone('E2', 'b@example.org', { login: 'other' })],
      [linked('bob', 'b@example.org')],
      ['E1 bob login-conflict', 'E2 other'],
      'lead to 2 people',
    ],
  ])('where %s', (_, people, identities, logins, reason) => {
    for (const records of [[hr(people)], people.map((person) => hr([person]))]) {
      const found = withIdentities(records, identities.toReversed());
      expect(loginsIn(found)).toEqual(logins);
      expect(found.listed).toEqual([expect.objectContaining({ kind: 'conflict' })]);
      expect(found.listed[0]?.reason).toContain(reason);
    }
  });

  it('with five of them by name, where they are many', () => {
    const people = Array.from({ length: 9 }, (_, index) => someone(`E${index}`, 'all@example.org'));
    const { listed, records } = withIdentities([hr(people)], [linked('bob', 'all@example.org')]);
    expect(records[0]?.people.every(({ login }) => login === undefined)).toBe(true);
    expect(listed[0]?.reason).toMatch(/lead to 9 people: E0 .*; E4 .*; and 4 more\./);
  });

  it('leaves what columns alone disagree about to others', () => {
    const people = [someone('E1', undefined, { login: 'bob' }), someone('E2', undefined, { login: 'bob' })];
    expect(withIdentities([hr(people)], [linked('bob', 'b@example.org')]).listed).toEqual([]);
  });
});

it('is read of 100,000 people', () => {
  const size = 100_000;
  const people = Array.from({ length: size }, (_, index) => someone(`E${index}`, `p${index % 50_000}@example.org`));
  const identities = Array.from({ length: size }, (_, index) => linked(`l${index}`, `P${index}@example.org`));
  const { listed } = withIdentities([hr(people)], identities);
  expect(listed).toHaveLength(50_000);
});

describe('what is proposed by a login of single sign-on', () => {
  const bob = 'users:\n  bob: { id: 1002, employee: E1 }\n';

  function proposed(
    people: Person[],
    identities: SamlIdentity[],
    accounts: Parameters<typeof accountsOf>[0],
  ): Proposals {
    const state = aState({ 'users/employees.yaml': bob });
    const { people: all, inLoginConflict } = joined(withIdentities([hr(people)], identities).records);
    return propose(factsOf(state, all, { withheld: inLoginConflict, accounts: accountsOf(accounts), today }));
  }

  it('is a joiner with the id that GitHub tells', () => {
    const people = [someone('E1', undefined), someone('E2', 'eve@example.org')];
    const { joiners, leavers } = proposed(people, [linked('eve', 'eve@example.org')], { bob: 1002, eve: 2001 });
    expect(editsOf(joiners)).toEqual(['add-user eve 2001 E2']);
    expect(editsOf(leavers)).toEqual([]);
  });

  it('is a rename where it is the same account under a new name', () => {
    const people = [someone('E1', 'b@example.org')];
    const { movers, joiners } = proposed(people, [linked('robert', 'b@example.org')], { robert: 1002 });
    expect(editsOf(movers)).toEqual(['rename-user bob to robert 1002']);
    expect([editsOf(joiners), listedIn(joiners)]).toEqual([[], []]);
  });

  it('is nothing where it is another account, and that is listed', () => {
    const people = [someone('E1', 'b@example.org')];
    const all = proposed(people, [linked('robert', 'b@example.org')], { bob: 1002, robert: 2001 });
    expect([all.joiners, all.movers, all.leavers].map(editsOf)).toEqual([[], [], []]);
    expect(listedIn(all.movers)).toEqual(['other-account bob']);
  });

  it('keeps a leaver whom it knows by another account, and everybody else goes on', () => {
    const people = [someone('E1', 'b@example.org', {}, 'left'), someone('E2', 'eve@example.org')];
    const identities = [linked('robert', 'b@example.org'), linked('eve', 'eve@example.org')];
    const { leavers, joiners } = proposed(people, identities, { bob: 1002, robert: 2001, eve: 2002 });
    expect(editsOf(leavers)).toEqual([]);
    expect(listedIn(leavers)).toContain('conflict bob');
    expect(editsOf(joiners)).toEqual(['add-user eve 2002 E2']);
  });

  it('takes out a leaver by the employee id alone where single sign-on has no other account', () => {
    const people = [someone('E1', 'b@example.org', {}, 'left')];
    expect(editsOf(proposed(people, [linked('bob', 'b@example.org')], { bob: 1002 }).leavers)).toEqual([
      'suspend-user bob',
    ]);
    expect(editsOf(proposed(people, [], { bob: 1002 }).leavers)).toEqual(['suspend-user bob']);
  });

  it('is no leaver where somebody who is active has the account too', () => {
    const people = [someone('E1', 'old@example.org', {}, 'left'), someone('E2', 'new@example.org')];
    const { leavers, joiners } = proposed(people, [linked('bob', 'old@example.org', 'new@example.org')], { bob: 1002 });
    expect(editsOf(leavers)).toEqual([]);
    expect(listedIn(leavers)).toContain('unknown bob');
    expect([editsOf(joiners), listedIn(joiners)]).toEqual([[], ['no-login E2']]);
  });
});

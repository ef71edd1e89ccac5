import { describe, expect, it } from 'vitest';
import { keyOf } from '../model/identity.ts';
import { accountsOf, aPerson } from '../../test/support/proposal-facts.ts';
import { inDepartment, type MoverCase, movers } from '../../test/support/proposed-movers.ts';

describe('a renamed account', () => {
  const renamed = inDepartment('SRE', { login: 'robert' });
  it.each<
    [what: string, given: MoverCase, accounts: Parameters<typeof accountsOf>[0], edits: string[], listed: string[]]
  >([
    ['is shown by its id', { people: [renamed] }, { robert: 2 }, ['rename-user bob to robert 2'], []],
    [
      'is shown by its id, whatever HR says',
      { people: [inDepartment('SRE', { login: 'bob' })] },
      { robert: 2 },
      ['rename-user bob to robert 2'],
      [],
    ],
    ['is listed where GitHub was not asked', { people: [renamed] }, {}, [], ['not-checked bob']],
    ['is listed where there is no such account', { people: [renamed] }, { robert: 'missing' }, [], ['no-account bob']],
    [
      'is listed where it is an organisation',
      { people: [renamed] },
      { robert: 'organization' },
      [],
      ['not-a-person bob'],
    ],
    ['is listed where the account is another', { people: [renamed] }, { robert: 99 }, [], ['other-account bob']],
    [
      'is listed where the account is another, though the old one is gone',
      { people: [renamed] },
      { robert: 99, bob: 'missing' },
      [],
      ['other-account bob'],
    ],
    [
      'is listed without an id where the new login is nobody in the organisation, though the old one is gone',
      { bob: 'employee: E2', people: [renamed] },
      { robert: 99, bob: 'missing' },
      [],
      ['other-account bob'],
    ],
    [
      'is listed without an id where the old login stands',
      { bob: 'employee: E2', people: [renamed] },
      { robert: 99, bob: 2 },
      [],
      ['other-account bob'],
    ],
    [
      'of an owner is for people to write',
      { bob: 'id: 2, employee: E2, role: owner', people: [renamed] },
      { robert: 2 },
      [],
      ['not-written bob'],
    ],
    [
      'of an outside collaborator is renamed',
      { bob: 'id: 2, role: outside', people: [] },
      { robert: 2 },
      ['rename-user bob to robert 2'],
      [],
    ],
    ['is a conflict where its new login stands in the state', { people: [renamed] }, { pia: 2 }, [], ['conflict bob']],
    ['is not proposed for who leaves', { people: [aPerson('E2', 'left')] }, { robert: 2 }, [], []],
    ['is none where only the case differs', { people: [inDepartment('SRE', { login: 'BOB' })] }, { bob: 2 }, [], []],
    [
      'comes before its teams, which are given to the new login',
      { people: [inDepartment('Payments', { login: 'robert' })] },
      { robert: 2 },
      ['rename-user bob to robert 2', 'add-team-member robert payments'],
      [],
    ],
  ])('%s', (_, given, accounts, edits, listed) => {
    expect(movers({ ...given, facts: { accounts: accountsOf(accounts) } })).toMatchObject({ edits, listed });
  });

  it.each([
    ['member', 'rename-user bob to robert 99', []],
    ['outside', undefined, ['other-account bob']],
    ['owner', undefined, ['not-written bob']],
  ] as const)(
    'without an id is shown by the old login being gone and the new one a member: %s',
    (role, edit, listed) => {
      const accounts = accountsOf({ robert: 99, bob: 'missing' });
      const facts = { accounts, live: new Map([[keyOf('robert'), role]]) };
      const edits = edit === undefined ? [] : [edit];
      expect(movers({ bob: 'employee: E2', people: [renamed], facts })).toMatchObject({ edits, listed });
    },
  );

  it('is not believed where two answers of GitHub differ', () => {
    const accounts = accountsOf({ robert: 2, rob: 2 });
    expect(movers({ people: [inDepartment('SRE')], facts: { accounts } })).toMatchObject({ edits: [], listed: [] });
  });
});

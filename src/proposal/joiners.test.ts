import { describe, expect, it } from 'vitest';
import { aPerson, aState, accountsOf, editsOf, factsOf, listedIn } from '../../test/support/proposal-facts.ts';
import { keyOf } from '../model/identity.ts';
import type { Person } from '../model/person.ts';
import type { ProposalFacts } from './facts.ts';
import { propose } from './propose.ts';

interface Case {
  readonly people: readonly Person[];
  readonly accounts?: Parameters<typeof accountsOf>[0];
  readonly files?: Readonly<Record<string, string>>;
  readonly facts?: Partial<ProposalFacts>;
}

function joiners({ people, accounts = {}, files = {}, facts = {} }: Case) {
  const state = aState({ 'users/employees.yaml': 'users:\n  bob: { id: 2, employee: E2 }\n', ...files });
  const { joiners } = propose(factsOf(state, people, { accounts: accountsOf(accounts), ...facts }));
  return { edits: editsOf(joiners), listed: listedIn(joiners), proposal: joiners };
}

const zoe = (login?: string) => aPerson('E26', 'active', login === undefined ? {} : { login });
const also = (line: string) => ({
  'users/employees.yaml': `users:\n  bob: { id: 2, employee: E2 }\n  ${line}\n`,
});

it('lists what HR wrote cut short where it is longer than any login or employee id', () => {
  const text = 'x'.repeat(1_000_000);
  const { proposal } = joiners({ people: [{ ...zoe(text), employee: text }] });
  const [listed] = proposal.listed;
  expect([listed?.login?.length, listed?.employee?.length]).toEqual([200, 200]);
  expect(listed?.reason.length).toBeLessThan(1000);
});

describe('who is active and not in the state', () => {
  it.each<[what: string, given: Case, edits: string[], listed: string[]]>([
    [
      'joins as GitHub spells the login, with the id',
      { people: [zoe('ZOE')], accounts: { zoe: 26 } },
      ['add-user zoe 26 E26'],
      [],
    ],
    ['is listed without a login', { people: [zoe()] }, [], ['no-login E26']],
    ['is listed with an empty login', { people: [zoe(' ')] }, [], ['no-login  ']],
    ['is listed where nobody asked GitHub', { people: [zoe('zoe')] }, [], ['not-checked zoe']],
    [
      'is listed where no state can hold the employee id',
      { people: [aPerson('E\u202e1', 'active', { login: 'zoe' })], accounts: { zoe: 26 } },
      [],
      ['not-an-employee-id zoe'],
    ],
    [
      'is listed where GitHub has no account',
      { people: [zoe('zoe')], accounts: { zoe: 'missing' } },
      [],
      ['no-account zoe'],
    ],
    [
      'is listed where the login is an organisation',
      { people: [zoe('zoe')], accounts: { zoe: 'organization' } },
      [],
      ['not-a-person zoe'],
    ],
    [
      'is listed where GitHub has the account as an owner, whom a line would demote',
      { people: [zoe('zoe')], accounts: { zoe: 26 }, facts: { live: new Map([[keyOf('Zoe'), 'owner']]) } },
      [],
      ['not-written zoe'],
    ],
    [
      'joins where GitHub has the account as a member already',
      { people: [zoe('zoe')], accounts: { zoe: 26 }, facts: { live: new Map([[keyOf('Zoe'), 'member']]) } },
      ['add-user zoe 26 E26'],
      [],
    ],
    [
      'is listed where the account is a bot',
      { people: [zoe('zoe')], accounts: { zoe: 26 }, facts: { bots: new Set([keyOf('Zoe')]) } },
      [],
      ['not-written zoe'],
    ],
    [
      'is listed where the account is protected',
      { people: [zoe('zoe')], accounts: { zoe: 26 }, files: { 'policy.yaml': 'protected: [zoe]\n' } },
      [],
      ['not-written zoe'],
    ],
    [
      'is a conflict where the state binds the login to another employee',
      { people: [aPerson('E2', 'active'), zoe('bob')], accounts: { bob: 2 } },
      [],
      ['conflict bob'],
    ],
    [
      'is a conflict where the state binds the account to another employee',
      { people: [aPerson('E2', 'active'), zoe('robert')], accounts: { robert: 2 } },
      [],
      ['conflict bob'],
    ],
    [
      'is a conflict where two have the login',
      { people: [zoe('zoe'), aPerson('E27', 'active', { login: 'Zoe' })], accounts: { zoe: 26 } },
      [],
      ['conflict zoe'],
    ],
    [
      'is a conflict where two logins are one account',
      {
        people: [zoe('zoe'), aPerson('E27', 'active', { login: 'zoe-old' })],
        facts: {
          accounts: new Map([...accountsOf({ zoe: 26 }), [keyOf('zoe-old'), { kind: 'person', login: 'zoe', id: 26 }]]),
        },
      },
      [],
      ['conflict zoe', 'conflict zoe-old'],
    ],
    [
      'is withheld where rows of HR disagree',
      {
        people: [zoe('zoe')],
        accounts: { zoe: 26 },
        facts: { withheld: { employees: new Set(['E26']), logins: new Set() } },
      },
      [],
      ['conflict zoe'],
    ],
    [
      'is there already where the state has the login without an employee',
      { people: [zoe('zoe')], accounts: { zoe: 26 }, files: also('zoe: {}') },
      [],
      [],
    ],
    [
      'is there already where the state has the account under an old login',
      { people: [zoe('zoe')], accounts: { zoe: 26 }, files: also('zoe-old: { id: 26 }') },
      [],
      ['same-account zoe'],
    ],
    [
      'is listed where they are an outside collaborator',
      { people: [zoe('zoe')], accounts: { zoe: 26 }, files: also('zoe: { role: outside }') },
      [],
      ['outside-and-employed zoe'],
    ],
    [
      'comes into the teams whose rule is for them',
      {
        people: [aPerson('E26', 'active', { login: 'zoe', attributes: { department: 'Payments' } })],
        accounts: { zoe: 26 },
        files: {
          'teams/payments.yaml': 'rule: { department: Payments }\n',
          'teams/sre.yaml': 'rule: { department: SRE }\n',
          'teams/berlin.yaml': 'rule: { city: Berlin }\n',
          'teams/loose.yaml': 'managed: false\nrule: { department: Payments }\n',
        },
      },
      ['add-user zoe 26 E26', 'add-team-member zoe payments'],
      [],
    ],
  ])('%s', (_, given, edits, listed) => {
    expect(joiners(given)).toMatchObject({ edits, listed });
  });

  it.each(['left', 'unknown'] as const)('and %s is nobody to invite', (status) => {
    const given = { people: [aPerson('E26', status, { login: 'zoe' })], accounts: { zoe: 26 } };
    expect(joiners(given)).toMatchObject({ edits: [], listed: [] });
  });

  it('is proposed with the row that says so', () => {
    const { proposal } = joiners({ people: [zoe('zoe')], accounts: { zoe: 26 } });
    expect(proposal.edits[0]?.reason).toBe('E26 is active and not in the state (hr, id E26: "active").');
  });
});

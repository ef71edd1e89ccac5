import { describe, expect, it } from 'vitest';
import { keyOf } from '../model/identity.ts';
import type { Person } from '../model/person.ts';
import { aPerson, aState, accountsOf, editsOf, factsOf, listedIn } from '../../test/support/proposal-facts.ts';
import type { ProposalFacts } from './facts.ts';
import { propose } from './propose.ts';
import { digestOf } from './removal-record.ts';
import { removalsIn } from './removals.ts';

const bob = '  bob: { id: 2, employee: E2 }';

interface Case {
  readonly users?: string;
  readonly people?: readonly Person[];
  readonly files?: Readonly<Record<string, string>>;
  readonly facts?: Partial<ProposalFacts>;
}

function leavers({ users = bob, people = [aPerson('E2', 'left')], files = {}, facts = {} }: Case) {
  const state = aState({ 'users/employees.yaml': `users:\n${users}\n`, ...files });
  const { leavers } = propose(factsOf(state, people, facts));
  const listed = listedIn(leavers).filter((line) => !/^not-in-hr (root|spare)$/.test(line));
  return { edits: editsOf(leavers), listed, proposal: leavers };
}

const exception = (expires: string) => ({
  'exceptions.yaml': `exceptions:\n  - { user: bob, reason: HR is late, approvedBy: root, expires: ${expires} }\n`,
});
const grace = (days: number) => ({ 'policy.yaml': `offboarding: { graceDays: ${days} }\n` });
const basis = ['["hr","terminated",null]'];
const said = (status: string, leftOn: string): Person => ({
  ...aPerson('E2', 'left'),
  evidence: [{ source: 'hr', place: 'row 2', status, leftOn }],
});
const digests = (basis: readonly string[]) => basis.map((piece) => digestOf('bob', piece));

describe('who left', () => {
  it.each<[what: string, given: Case, edits: string[], listed: string[]]>([
    ['is suspended', {}, ['suspend-user bob'], []],
    [
      'is found by the login where the state has no employee',
      { users: '  Bob: {}', people: [aPerson('E2', 'left', { login: 'bOB' })] },
      ['suspend-user Bob'],
      [],
    ],
    [
      'is kept where HR has another login for them, as where columns were swapped',
      { people: [aPerson('E2', 'left', { login: 'Payments' })] },
      [],
      ['conflict bob'],
    ],
    [
      'is found under the other login of their own account',
      { people: [aPerson('E2', 'left', { login: 'bobby' })], facts: { accounts: accountsOf({ bobby: 2 }) } },
      ['suspend-user bob'],
      [],
    ],
    ['is removed at once where there is no grace', { files: grace(0) }, ['remove-user bob'], []],
    [
      'is removed on the day on which the grace ends',
      { users: '  bob: { employee: E2, suspended: 2026-11-08 }' },
      ['remove-user bob'],
      [],
    ],
    [
      'waits for days of grace from the merge of their suspension on',
      {
        users: '  bob: { employee: E2, suspended: 2026-10-01 }',
        facts: { suspendedSince: new Map([[keyOf('bob'), '2026-11-09']]) },
      },
      [],
      ['grace bob'],
    ],
    [
      'is removed once those are over',
      {
        users: '  bob: { employee: E2, suspended: 2026-10-01 }',
        facts: { suspendedSince: new Map([[keyOf('bob'), '2026-11-08']]) },
      },
      ['remove-user bob'],
      [],
    ],
    [
      'waits until the date on their line says so, however early it was merged',
      {
        users: '  bob: { employee: E2, suspended: 2026-11-09 }',
        facts: { suspendedSince: new Map([[keyOf('bob'), '2026-10-01']]) },
      },
      [],
      ['grace bob'],
    ],
    ['waits until the grace ends', { users: '  bob: { employee: E2, suspended: 2026-11-09 }' }, [], ['grace bob']],
    [
      'waits where the suspension is dated ahead, however far',
      { users: '  bob: { employee: E2, suspended: 9999-12-31 }', files: grace(99_999_999) },
      [],
      ['grace bob'],
    ],
    ['is kept where they are an owner', { users: '  bob: { employee: E2, role: owner }' }, [], ['not-written bob']],
    ['is kept where they are protected', { files: { 'policy.yaml': 'protected: [BOB]\n' } }, [], ['not-written bob']],
    ['is kept where they are a bot', { facts: { bots: new Set([keyOf('bob')]) } }, [], ['not-written bob']],
    ['is kept where they are an outside collaborator', { users: '  bob: { employee: E2, role: outside }' }, [], []],
    [
      'is kept by an exception, through its last day',
      { files: exception('2026-11-22') },
      [],
      ['ends-soon bob', 'excepted bob', 'exception-in-force bob'],
    ],
    [
      'is not kept by an exception that ended',
      { files: exception('2026-11-21') },
      ['suspend-user bob', 'remove-exception bob'],
      [],
    ],
    [
      'is kept by the later of two exceptions',
      {
        files: {
          'exceptions.yaml': `${exception('2026-12-31')['exceptions.yaml']}${exception('2026-11-21')['exceptions.yaml'].split('\n')[1]}\n`,
        },
      },
      ['remove-exception bob'],
      ['excepted bob', 'exception-in-force bob'],
    ],
    [
      'is kept where they were restored on the same in other letters and spaces',
      {
        people: [said('\u00A0TERMINATED ', '')],
        facts: { restored: [{ user: keyOf('bob'), basis: digests(basis) }] },
      },
      [],
      ['restored-lately bob'],
    ],
    [
      'is kept where they were restored on the same day with a space behind it',
      {
        people: [said('terminated', '2026-11-01 ')],
        facts: { restored: [{ user: keyOf('bob'), basis: digests(['["hr","terminated","2026-11-01"]']) }] },
      },
      [],
      ['restored-lately bob'],
    ],
    [
      'is suspended where they were restored on another day',
      {
        people: [said('terminated', '2026-11-02')],
        facts: { restored: [{ user: keyOf('bob'), basis: digests(['["hr","terminated","2026-11-01"]']) }] },
      },
      ['suspend-user bob'],
      [],
    ],
    [
      'is kept where they were restored on this',
      { facts: { restored: [{ user: keyOf('bob'), basis: digests(basis) }] } },
      [],
      ['restored-lately bob'],
    ],
    [
      'is suspended where HR says something new since they were restored',
      { facts: { restored: [{ user: keyOf('bob'), basis: digests(['["hr","on leave",null]']) }] } },
      ['suspend-user bob'],
      [],
    ],
    [
      'is suspended where only a team was given back on this',
      { facts: { restored: [{ user: keyOf('bob'), team: keyOf('sre'), basis: digests(basis) }] } },
      ['suspend-user bob'],
      [],
    ],
    [
      'is kept where rows of HR disagree about the employee',
      { facts: { withheld: { employees: new Set(['E2']), logins: new Set() } } },
      [],
      ['conflict bob'],
    ],
    [
      'is kept where rows of HR disagree about the login',
      { facts: { withheld: { employees: new Set(), logins: new Set([keyOf('bob')]) } } },
      [],
      ['conflict bob'],
    ],
    [
      'is kept where another employee has the login, as after being hired again',
      { people: [aPerson('E2', 'left'), aPerson('E9', 'active', { login: 'bob' })] },
      [],
      ['conflict bob'],
    ],
    [
      'is kept where another employee has the account under a new login',
      {
        people: [aPerson('E2', 'left'), aPerson('E9', 'active', { login: 'robert' })],
        facts: { accounts: accountsOf({ robert: 2 }) },
      },
      [],
      ['conflict bob'],
    ],
    [
      'is kept where another employee has the account by its id, and the state knows neither',
      {
        users: '  bob: { id: 2 }',
        people: [aPerson('E2', 'left', { login: 'bob' }), aPerson('E9', 'active', { login: 'robert' })],
        facts: { accounts: accountsOf({ robert: 2 }) },
      },
      [],
      ['conflict bob'],
    ],
    [
      'is kept where HR gives them the login of a user whom the state does not bind to them',
      { users: `${bob}\n  bobby: {}`, people: [aPerson('E2', 'left', { login: 'bobby' })] },
      [],
      ['conflict bob', 'conflict bobby'],
    ],
    [
      'is kept where two people have the employee id',
      { people: [aPerson('E2', 'left'), aPerson('E2', 'left', { on: '2026-11-01' })] },
      [],
      ['conflict bob'],
    ],
    [
      'is kept where two people have the login, and the state knows neither',
      {
        users: '  bob: {}',
        people: [aPerson('E2', 'left', { login: 'bob' }), aPerson('E3', 'left', { login: 'bob' })],
      },
      [],
      ['conflict bob'],
    ],
    [
      'loses all accounts that the state has for them',
      { users: `${bob}\n  bobby: { employee: E2 }` },
      ['suspend-user bob', 'suspend-user bobby'],
      [],
    ],
    [
      'stays, suspended, while somebody has them as sponsor',
      { users: `${bob}\n  olga: { role: outside, sponsor: bob }`, files: grace(0) },
      ['suspend-user bob'],
      ['sponsor-left olga', 'still-sponsor bob'],
    ],
    [
      'goes with an outside collaborator whose time is over, too',
      { users: `${bob}\n  olga: { role: outside, sponsor: bob, expires: 2026-11-21 }`, files: grace(0) },
      ['remove-user bob', 'remove-outside olga'],
      ['sponsor-left olga'],
    ],
    [
      'stays with whom they sponsor, where that one stays as a sponsor',
      {
        users:
          '  bob: { employee: E2 }\n  ann: { employee: E1, sponsor: bob }\n  olga: { role: outside, sponsor: ann }',
        people: [aPerson('E1', 'left'), aPerson('E2', 'left')],
        files: grace(0),
      },
      ['suspend-user ann', 'suspend-user bob'],
      ['sponsor-left olga', 'still-sponsor ann', 'still-sponsor bob'],
    ],
  ])('%s', (_, given, edits, listed) => {
    expect(leavers(given)).toMatchObject({ edits, listed });
  });
});

describe('who is not said to have left', () => {
  it.each<[what: string, given: Case, listed: string[]]>([
    ['is kept and named where the status is unknown', { people: [aPerson('E2', 'unknown')] }, ['unknown bob']],
    ['is kept and named where no row has them', { people: [] }, ['not-in-hr bob']],
    [
      'is kept where only another person left under their login',
      { people: [aPerson('e2', 'left')] },
      ['not-in-hr bob'],
    ],
    ['is not named where they are active', { people: [aPerson('E2', 'active')] }, []],
    [
      'is named where they are suspended and active',
      { users: '  bob: { employee: E2, suspended: 2020-01-01 }', people: [aPerson('E2', 'active')] },
      ['suspended-and-active bob'],
    ],
    [
      'is never removed, however long suspended',
      { users: '  bob: { employee: E2, suspended: 2020-01-01 }', people: [aPerson('E2', 'unknown')] },
      ['unknown bob'],
    ],
    ['is not named where they are a bot', { people: [], facts: { bots: new Set([keyOf('bob')]) } }, []],
  ])('%s', (_, given, listed) => {
    expect(leavers(given)).toMatchObject({ edits: [], listed });
  });
});

describe('an exception', () => {
  it('keeps until the later of two ends, in whatever order they stand', () => {
    for (const days of [
      ['2026-11-23', '2026-12-24'],
      ['2026-12-24', '2026-11-23'],
    ]) {
      const lines = days.map((day) => `  - { user: bob, reason: x, approvedBy: root, expires: ${day} }`);
      const { proposal } = leavers({ files: { 'exceptions.yaml': ['exceptions:', ...lines, ''].join('\n') } });
      expect(proposal.listed.find(({ kind }) => kind === 'excepted')?.until).toBe('2026-12-24');
    }
  });
});

it('names the day on which the grace of a late merge ends', () => {
  const { proposal } = leavers({
    users: '  bob: { employee: E2, suspended: 2026-10-01 }',
    facts: { suspendedSince: new Map([[keyOf('bob'), '2026-11-09']]) },
  });
  expect(proposal.listed.find(({ kind }) => kind === 'grace')).toMatchObject({
    until: '2026-11-23',
    reason:
      'bob is suspended since 2026-11-09, to be removed from 2026-11-23 on: E2 has left (hr, id E2: "terminated").',
  });
});

describe('an edit', () => {
  it('says who, by which row, which word and which day', () => {
    const { proposal } = leavers({ people: [aPerson('E2', 'left', { on: '2026-11-01' })] });
    expect(proposal.edits).toEqual([
      {
        kind: 'suspend-user',
        login: 'bob',
        suspended: '2026-11-22',
        reason: 'E2 has left (hr, id E2: "terminated", left on 2026-11-01).',
        evidence: [{ source: 'hr', place: 'id E2', status: 'terminated', leftOn: '2026-11-01' }],
        basis: ['["hr","terminated","2026-11-01"]'],
      },
    ]);
  });

  it('says nothing of empty cells', () => {
    const [edit] = leavers({ people: [said('terminated', ' ')] }).proposal.edits;
    expect(edit?.reason).toBe('E2 has left (hr, row 2: "terminated").');
  });

  it('names every list and grant that a removal takes, hand-picked or not', () => {
    const { proposal } = leavers({
      files: {
        ...grace(0),
        'teams/sre.yaml': 'extraMembers: [bob]\n',
        'teams/payments.yaml': 'maintainers: [Bob]\n',
        'teams/other.yaml': 'members: [root]\n',
        'repos/api.yaml': 'collaborators: { bob: read }\n',
      },
    });
    expect(proposal.edits).toMatchObject([{ kind: 'remove-user', teams: ['payments', 'sre'], repos: ['api'] }]);
  });

  it('is frozen, and so is all around it', () => {
    const { proposal } = leavers({});
    const [edit] = proposal.edits;
    for (const value of [proposal, proposal.edits, proposal.listed, edit, edit?.evidence, edit?.basis]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  it('keeps a hostile text in bounds', () => {
    const hostile = `@everyone\n| ${'x'.repeat(10_000)}`;
    const person: Person = {
      ...aPerson('E2', 'left'),
      evidence: [{ source: 'hr', place: hostile, status: hostile, leftOn: hostile }],
    };
    const { proposal } = leavers({ people: [person] });
    const reason = proposal.edits[0]?.reason ?? '';
    expect(reason).toContain('"@everyone\\n| xxx');
    expect(reason).not.toContain('\n');
    expect(reason.length).toBeLessThan(400);
  });

  it('counts a person once, whatever goes with them', () => {
    const { proposal } = leavers({
      users:
        '  bob: { employee: E2 }\n  ann: { employee: E1, suspended: 2026-01-01 }\n  olga: { role: outside, expires: 2026-01-01 }',
      people: [aPerson('E1', 'left'), aPerson('E2', 'left')],
      files: { 'teams/sre.yaml': 'members: [ann, bob]\n' },
    });
    expect(editsOf(proposal)).toEqual(['suspend-user bob', 'remove-user ann', 'remove-outside olga']);
    expect(removalsIn(proposal)).toEqual({ members: 3, teamMemberships: 0, teams: 0, repoAccess: 0, total: 3 });
  });
});

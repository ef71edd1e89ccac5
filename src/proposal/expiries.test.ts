import { describe, expect, it } from 'vitest';
import { aPerson, aState, accountsOf, editsOf, factsOf, listedIn } from '../../test/support/proposal-facts.ts';
import { inDepartment, movers } from '../../test/support/proposed-movers.ts';
import { keyOf } from '../model/identity.ts';
import type { Person } from '../model/person.ts';
import type { ProposalFacts } from './facts.ts';
import { propose } from './propose.ts';
import { digestOf } from './removal-record.ts';

interface Case {
  readonly olga: string;
  readonly people?: readonly Person[];
  readonly files?: Readonly<Record<string, string>>;
  readonly facts?: Partial<ProposalFacts>;
}

function leavers({ olga, people = [], files = {}, facts = {} }: Case) {
  const state = aState({
    'users/outside.yaml': `users:\n  bob: { employee: E2 }\n  olga: { ${olga} }\n`,
    'repos/api.yaml': 'collaborators: { olga: read }\n',
    ...files,
  });
  const all = [aPerson('E2', 'active'), ...people];
  const { leavers } = propose(factsOf(state, all, facts));
  const listed = listedIn(leavers).filter((line) => !line.startsWith('not-in-hr'));
  return { edits: editsOf(leavers), listed, proposal: leavers };
}

const outside = (expires: string) => `role: outside, sponsor: bob, expires: ${expires}`;

describe('the time of an outside collaborator', () => {
  it.each<[what: string, given: Case, edits: string[], listed: string[]]>([
    ['is over the day after', { olga: outside('2026-11-21') }, ['remove-outside olga'], []],
    ['runs through its last day', { olga: outside('2026-11-22') }, [], ['ends-soon olga']],
    ['is warned of 14 days before', { olga: outside('2026-12-06') }, [], ['ends-soon olga']],
    ['is not spoken of before', { olga: outside('2026-12-07') }, [], []],
    ['of a member ends nothing', { olga: 'expires: 2026-11-21' }, [], ['ended olga']],
    [
      'is over without effect where they are protected',
      { olga: outside('2026-11-21'), files: { 'policy.yaml': 'protected: [olga]\n' } },
      [],
      ['not-written olga'],
    ],
    [
      'is over without effect where they were given back with this date',
      {
        olga: outside('2026-11-21'),
        facts: { restored: [{ user: keyOf('olga'), basis: [digestOf('olga', 'expires: 2026-11-21')] }] },
      },
      [],
      ['restored-lately olga'],
    ],
    [
      'is over without effect where HR has them as active',
      { olga: outside('2026-11-21'), people: [aPerson('E8', 'active', { login: 'olga' })] },
      [],
      ['outside-and-employed olga'],
    ],
    [
      'is over without effect where HR has their account as active under its new login',
      {
        olga: `id: 8, ${outside('2026-11-21')}`,
        people: [aPerson('E8', 'active', { login: 'olga-new' })],
        facts: { accounts: accountsOf({ 'olga-new': 8 }) },
      },
      [],
      ['outside-and-employed olga'],
    ],
    [
      'is over without effect where it is not certain who they are',
      {
        olga: outside('2026-11-21'),
        people: [aPerson('E8', 'active', { login: 'olga' }), aPerson('E9', 'left', { login: 'olga' })],
      },
      [],
      ['conflict olga'],
    ],
    [
      'is over without effect where an exception keeps them',
      {
        olga: outside('2026-11-21'),
        files: {
          'exceptions.yaml': 'exceptions: [{ user: olga, reason: x, approvedBy: root, expires: 2027-01-31 }]\n',
        },
      },
      [],
      ['excepted olga', 'exception-in-force olga'],
    ],
  ])('%s', (_, given, edits, listed) => {
    expect(leavers(given)).toMatchObject({ edits, listed });
  });

  it('takes with it what was granted', () => {
    const { proposal } = leavers({ olga: outside('2026-11-21') });
    expect(proposal.edits).toMatchObject([
      {
        kind: 'remove-outside',
        login: 'olga',
        repos: ['api'],
        reason: 'The time of the outside collaborator olga ended on 2026-11-21.',
      },
    ]);
  });
});

describe('an outside collaborator without a sponsor', () => {
  const olga = 'role: outside, sponsor: ann';
  const ann = (attributes: string) => ({ 'users/more.yaml': `users:\n  ann: { ${attributes} }\n` });
  it.each<[what: string, given: Case, listed: string[]]>([
    [
      'is listed where HR says the sponsor left',
      { olga, files: ann('employee: E1, role: owner'), people: [aPerson('E1', 'left')] },
      ['not-written ann', 'sponsor-left olga'],
    ],
    [
      'is listed where the sponsor is suspended',
      { olga, files: ann('employee: E1, suspended: 2026-11-20'), people: [aPerson('E1', 'unknown')] },
      ['sponsor-left olga', 'unknown ann'],
    ],
    [
      'is not listed where nobody knows about the sponsor',
      { olga, files: ann('employee: E1'), people: [aPerson('E1', 'unknown')] },
      ['unknown ann'],
    ],
  ])('%s', (_, given, listed) => {
    expect(leavers(given)).toMatchObject({ edits: [], listed });
  });
});

describe('an allowance', () => {
  const policy = (expires: string) => ({
    'policy.yaml': `allowances:\n  - { allow: { members: 20 }, reason: Closure, approvedBy: root, expires: ${expires} }\n`,
  });
  it.each([
    ['goes the day after it ended', '2026-11-21', ['remove-allowance Closure'], []],
    ['is warned of while it stands', '2026-11-22', [], ['ends-soon']],
    ['is warned of 14 days before', '2026-12-06', [], ['ends-soon']],
    ['is not spoken of before', '2026-12-07', [], []],
  ])('%s', (_, expires, edits, listed) => {
    expect(movers({ people: [inDepartment('SRE')], files: policy(expires) })).toMatchObject({ edits, listed });
  });
});

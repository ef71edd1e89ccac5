import { describe, expect, it } from 'vitest';
import { aPerson, aState, editsOf, factsOf } from '../../test/support/proposal-facts.ts';
import { inDepartment, type MoverCase, movers } from '../../test/support/proposed-movers.ts';
import { keyOf } from '../model/identity.ts';
import { propose } from './propose.ts';
import { digestOf } from './removal-record.ts';
import { removalsIn } from './removals.ts';

const here = 'members: [bob]\n';
const basis = ['department: SRE', 'rule: {"kind":"equals","attribute":"department","values":["Payments"]}'];
const digests = basis.map((piece) => digestOf('bob', piece));

describe('a team with a rule', () => {
  it.each<[what: string, given: MoverCase, edits: string[], listed: string[]]>([
    ['takes in whom it is for', { people: [inDepartment('Payments')] }, ['add-team-member bob payments'], []],
    [
      'takes out who moved away',
      { team: here, people: [inDepartment('SRE')] },
      ['remove-team-member bob payments'],
      [],
    ],
    ['leaves alone who is where they belong', { team: here, people: [inDepartment('Payments')] }, [], []],
    [
      'keeps who has no such attribute',
      { team: here, people: [aPerson('E2', 'active')] },
      [],
      ['kept-in-team bob payments'],
    ],
    [
      'keeps whose status is unknown',
      { team: here, people: [aPerson('E2', 'unknown', { attributes: { department: 'SRE' } })] },
      [],
      ['kept-in-team bob payments'],
    ],
    ['keeps who is in no row', { team: here }, [], ['kept-in-team bob payments']],
    [
      'leaves who left to the leavers',
      { team: here, people: [aPerson('E2', 'left', { attributes: { department: 'SRE' } })] },
      [],
      [],
    ],
    ['does not take in who has no such attribute', { people: [aPerson('E2', 'active')] }, [], []],
    [
      'takes in nobody whose status is unknown',
      { people: [aPerson('E2', 'unknown', { attributes: { department: 'Payments' } })] },
      [],
      [],
    ],
    [
      'takes in nobody who left',
      { people: [aPerson('E2', 'left', { attributes: { department: 'Payments' } })] },
      [],
      [],
    ],
    ['keeps its maintainers', { team: 'maintainers: [bob]\n', people: [inDepartment('SRE')] }, [], []],
    ['does not list a maintainer twice', { team: 'maintainers: [bob]\n', people: [inDepartment('Payments')] }, [], []],
    [
      'does not touch the lines of who is suspended',
      { team: here, bob: 'employee: E2, suspended: 2026-11-20', people: [inDepartment('SRE')] },
      [],
      [],
    ],
    [
      'takes in nobody who is suspended',
      { bob: 'employee: E2, suspended: 2026-11-20', people: [inDepartment('Payments')] },
      [],
      [],
    ],
    [
      'takes in no outside collaborator',
      { bob: 'employee: E2, role: outside', people: [inDepartment('Payments')] },
      [],
      [],
    ],
    [
      'does not write owners in',
      { bob: 'employee: E2, role: owner', people: [inDepartment('Payments')] },
      [],
      ['not-written bob payments'],
    ],
    [
      'does not write owners out',
      { team: here, bob: 'employee: E2, role: owner', people: [inDepartment('SRE')] },
      [],
      ['not-written bob payments'],
    ],
    [
      'does not write protected accounts',
      { team: here, people: [inDepartment('SRE')], files: { 'policy.yaml': 'protected: [bob]\n' } },
      [],
      ['not-written bob payments'],
    ],
    [
      'keeps whom an exception keeps',
      {
        team: here,
        people: [inDepartment('SRE')],
        files: {
          'exceptions.yaml': 'exceptions: [{ user: bob, reason: x, approvedBy: root, expires: 2026-12-31 }]\n',
        },
      },
      [],
      ['excepted bob payments'],
    ],
    [
      'keeps who was given it back on this',
      {
        team: here,
        people: [inDepartment('SRE')],
        facts: { restored: [{ user: keyOf('bob'), team: keyOf('payments'), basis: digests }] },
      },
      [],
      ['restored-lately bob payments'],
    ],
    [
      'takes out who moved once more since it was given back',
      {
        team: here,
        people: [inDepartment('Legal')],
        facts: { restored: [{ user: keyOf('bob'), team: keyOf('payments'), basis: digests }] },
      },
      ['remove-team-member bob payments'],
      [],
    ],
    [
      'leaves alone who is in a conflict',
      {
        team: here,
        people: [inDepartment('SRE')],
        facts: { withheld: { employees: new Set(['E2']), logins: new Set() } },
      },
      [],
      [],
    ],
    [
      'keeps everybody where the rule is for nobody any more',
      { team: here, rule: '{ department: Old name }', people: [inDepartment('SRE')] },
      [],
      ['rule-matches-nobody payments'],
    ],
    [
      'keeps everybody where HR says nothing of what the rule asks',
      { team: here, rule: '{ departmnt: Payments }', people: [inDepartment('SRE')] },
      [],
      ['rule-tells-nothing payments'],
    ],
    [
      'keeps who reports to somebody unknown',
      { team: here, rule: '{ or: [{ employee: E3 }, { reportsTo: E9 }] }', people: [inDepartment('Payments')] },
      [],
      ['kept-in-team bob payments'],
    ],
  ])('%s', (_, given, edits, listed) => {
    expect(movers(given)).toMatchObject({ edits, listed });
  });

  it('leaves the hand-picked alone, in whatever other list they stand', () => {
    const state = aState({
      'users/employees.yaml': 'users:\n  bob: { employee: E2 }\n  pia: { employee: E3 }\n',
      'teams/payments.yaml': 'rule: { department: Payments }\nmembers: [bob, pia]\nextraMembers: [bob]\n',
    });
    const people = [inDepartment('SRE'), aPerson('E3', 'active', { attributes: { department: 'Payments' } })];
    expect(editsOf(propose(factsOf(state, people)).movers)).toEqual([]);
  });

  it('says by what the person moved, and counts one membership', () => {
    const { proposal } = movers({ team: here, people: [inDepartment('SRE')] });
    expect(proposal.edits[0]).toMatchObject({
      reason: 'The rule of payments is for bob no more: department: SRE (hr, id E2).',
      basis: basis.toSorted((a, b) => (a < b ? 1 : -1)),
    });
    expect(removalsIn(proposal)).toMatchObject({ members: 0, teamMemberships: 1, total: 1 });
  });

  it('is not touched where it has no rule', () => {
    const state = aState({
      'users/employees.yaml': 'users:\n  bob: { employee: E2 }\n',
      'teams/payments.yaml': 'members: [bob]\n',
    });
    expect(propose(factsOf(state, [inDepartment('SRE')])).movers.edits).toEqual([]);
  });
});

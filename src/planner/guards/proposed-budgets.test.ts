import { describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { defaultPolicy } from '../../state/normalise/policy.ts';
import { judgeProposed } from './proposed-budgets.ts';

const people = Array.from({ length: 50 }, (_, nth) => `user-${nth}`);
const { state } = people.reduce((org, login) => org.withMember(login), anOrganization()).withOwner('root');

const judged = (members: number) =>
  judgeProposed({
    state,
    policy: defaultPolicy,
    today: '2026-11-22',
    planned: { members, teamMemberships: 0, teams: 0, repoAccess: 0 },
    subject: 'This suspension',
  });

describe('the budgets of what is proposed', () => {
  it('are shares of what the state holds', () => {
    expect(judged(1)).toEqual([]);
    expect(judged(2).map(({ guard, message }) => `${guard}: ${message}`)).toEqual([
      'removals.members: This suspension takes away 2 people; policy.yaml lets through 1 (count 10 and 1 % of 51). The state holds 51.',
    ]);
  });
});

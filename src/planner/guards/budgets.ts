import type { OrgState } from '../../model/org-state.ts';
import type { Plan, Violation } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import type { Facts } from './guard.ts';
import { type Counts, judgeCounts } from './judge-counts.ts';

/** No run takes away more than policy says: of each kind, and in total. */
export function budgets(plan: Plan, { sides, today }: Facts, policy: Policy): readonly Violation[] {
  return judgeCounts({
    planned: plan.removals,
    held: countHeld(sides.base.commit === null ? sides.live : sides.base.state),
    policy,
    today,
    subject: 'This plan',
    ofWhat: (held) =>
      plan.base === null
        ? 'At first adoption the figures are of what GitHub holds.'
        : `The state applied last holds ${held}.`,
  });
}

/** What a state holds of each kind: what percentages are of. */
export function countHeld(state: OrgState): Counts {
  const teams = [...state.teams.values()].filter(({ managed }) => managed);
  const repos = [...state.repos.values()].filter(({ managed }) => managed);
  return {
    members: state.users.size,
    teams: teams.length,
    teamMemberships: teams.reduce((sum, team) => sum + team.members.size, 0),
    repoAccess: repos.reduce((sum, repo) => sum + repo.teams.size + repo.collaborators.size, 0),
  };
}

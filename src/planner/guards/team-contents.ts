import { keyOf } from '../../model/identity.ts';
import type { Plan, Violation } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import type { Facts } from './guard.ts';

/** A team in which somebody or something stands that nobody listed is not deleted: its loss was never reviewed. */
export function teamContents(plan: Plan, facts: Facts, policy: Policy): readonly Violation[] {
  if (policy.unmanaged === 'remove') return [];
  return plan.changes.flatMap((change) => {
    if (change.kind !== 'delete-team') return [];
    const contents = [...unmanagedIn(plan, change.team), ...unmanagedChildren(facts, change.team)];
    if (contents.length === 0) return [];
    return [
      {
        guard: 'unmanaged-in-team',
        message: `The team ${change.team} is to be deleted, and in it stand, listed nowhere in the state: ${contents.join(', ')}. List them first or take them out, or set \`unmanaged: remove\`.`,
        allow: 'unmanaged: remove',
      },
    ];
  });
}

function unmanagedIn(plan: Plan, team: string): string[] {
  return plan.unmanaged.flatMap((entry) => {
    if (entry.kind === 'team-member' && entry.team === team) return [`${entry.login} (${entry.role})`];
    if (entry.kind === 'team-access' && entry.team === team) return [`${entry.role} on ${entry.repo}`];
    return [];
  });
}

function unmanagedChildren({ sides: { live, desired, base } }: Facts, team: string): string[] {
  return [...live.teams]
    .filter(([key, { parent }]) => parent === keyOf(team) && !desired.teams.has(key) && !base.stood.teams.has(key))
    .map(([, { slug }]) => `the team ${slug}`);
}

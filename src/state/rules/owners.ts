import type { Problem } from '../../model/problem.ts';
import type { Whole } from '../whole.ts';

/** The owner floor. A suspended owner is demoted, and does not count. */
export function ownersMinimum({ state, policy, usersIncomplete }: Whole): Problem[] {
  if (usersIncomplete) return [];
  const { minimum } = policy.policy.owners;
  const owners = [...state.users.values()].filter(({ role }) => role === 'owner');
  const standing = owners.filter(({ suspended }) => suspended === undefined);
  if (standing.length >= minimum) return [];
  const apart = owners.length - standing.length;
  const not = apart === 0 ? '' : ` (${apart} suspended, who do not count)`;
  const message = `${minimum} owners are needed and ${standing.length} stand${standing.length === 1 ? 's' : ''} in users/${not}: give more people role: owner`;
  return [{ severity: 'error', ...policy.ownersAt, message, rule: 'owners-minimum' }];
}

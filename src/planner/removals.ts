import type { Change } from '../model/change.ts';
import { type Key, keyOf } from '../model/identity.ts';
import { type CustomRoles, isLowered } from '../model/permission.ts';
import type { Plan } from '../model/plan.ts';
import type { RemovalKind } from '../model/policy.ts';

type Counts = Record<RemovalKind, number>;

/**
 * How much the changes take away, by budget. A person who leaves, is converted or newly suspended counts once, and what
 * goes with them counts no more; a deleted team counts with its memberships and grants; nothing is counted twice.
 * @param newlySuspended folded logins suspended in desired and not in base
 */
export function countRemovals(
  changes: readonly Change[],
  newlySuspended: ReadonlySet<Key>,
  customRoles: CustomRoles,
): Plan['removals'] {
  const counts: Counts = { members: 0, teamMemberships: 0, teams: 0, repoAccess: 0 };
  const suspended = new Set<Key>();
  for (const change of changes) {
    if (change.cause === undefined) add(counts, change, customRoles);
    else if ('suspension' in change.cause && newlySuspended.has(keyOf(change.cause.suspension)))
      suspended.add(keyOf(change.cause.suspension));
  }
  counts.members += suspended.size;
  return { ...counts, total: counts.members + counts.teamMemberships + counts.teams + counts.repoAccess };
}

function add(counts: Counts, change: Change, customRoles: CustomRoles): void {
  switch (change.kind) {
    case 'remove-member':
    case 'convert-to-outside':
    case 'remove-outside-collaborator':
    case 'cancel-invitation':
      counts.members += 1;
      return;
    case 'change-member-role':
      if (change.after === 'member') counts.members += 1;
      return;
    case 'remove-team-member':
      counts.teamMemberships += 1;
      return;
    case 'delete-team':
      counts.teams += 1;
      counts.teamMemberships += change.members.length;
      counts.repoAccess += change.repos.length;
      return;
    case 'update-team':
      counts.repoAccess += change.lost.length;
      return;
    case 'revoke-team-access':
    case 'revoke-user-access':
    case 'cancel-repo-invitation':
      counts.repoAccess += 1;
      return;
    case 'change-team-access':
    case 'change-user-access':
      if (isLowered(change.before ?? 'none', change.after ?? 'none', customRoles)) counts.repoAccess += 1;
      return;
    case 'set-base-permission':
      if (isLowered(change.before, change.after, customRoles)) counts.repoAccess += change.repositories;
      return;
    case 'create-team':
    case 'invite-member':
    case 'clear-failed-invitation':
    case 'add-team-member':
    case 'change-team-role':
    case 'grant-team-access':
    case 'grant-user-access':
      return;
  }
}

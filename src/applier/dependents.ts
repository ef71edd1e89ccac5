import type { Change } from '../model/change.ts';
import { keyOf } from '../model/identity.ts';
import type { Outcome } from '../model/plan.ts';

/**
 * Whether a change cannot be carried out, or must not be, because an earlier one failed: what belongs to a team that
 * was not made, or of which nobody knows what it is called by now, what a cancelled invitation was to make room for, and
 * the deletion of a team under which something still stands that would go with it.
 */
export function dependsOn(change: Change, { change: failed, code }: Pick<Outcome, 'change' | 'code'>): boolean {
  switch (failed.kind) {
    case 'create-team':
      return names(change, failed.team);
    case 'update-team':
      return (
        // Under the wrong name GitHub knows no such team, which would be taken for gone already.
        (code === 'no-answer' && failed.after.name !== undefined && isOf(change, failed.team)) ||
        (change.kind === 'delete-team' &&
          failed.before.parent !== undefined &&
          isTeam(failed.before.parent, change.team))
      );
    case 'delete-team':
      return change.kind === 'delete-team' && change.descendants.some((team) => isTeam(team, failed.team));
    case 'cancel-invitation':
    case 'clear-failed-invitation':
      return change.kind === 'invite-member' && keyOf(change.login) === keyOf(failed.login);
    case 'cancel-repo-invitation':
      return change.kind === 'grant-user-access' && isSameGrant(change, failed);
    case 'convert-to-outside':
      return (
        change.cause !== undefined &&
        'conversion' in change.cause &&
        keyOf(change.cause.conversion) === keyOf(failed.login)
      );
    case 'invite-member':
    case 'change-member-role':
    case 'remove-member':
    case 'remove-outside-collaborator':
    case 'add-team-member':
    case 'change-team-role':
    case 'remove-team-member':
    case 'grant-team-access':
    case 'change-team-access':
    case 'revoke-team-access':
    case 'grant-user-access':
    case 'change-user-access':
    case 'revoke-user-access':
    case 'set-base-permission':
      return false;
  }
}

/** Whether a change is about a team, stands under it or brings somebody into it. */
function names(change: Change, team: string): boolean {
  if (isOf(change, team)) return true;
  if (change.kind === 'invite-member') return change.teams.some((slug) => isTeam(slug, team));
  if (change.kind === 'create-team' || change.kind === 'update-team') return isTeam(change.after.parent, team);
  return false;
}

/** Whether the request of a change names the team by its slug: parents, and what invitations bring, go by number. */
function isOf(change: Change, team: string): boolean {
  return 'team' in change && isTeam(change.team, team);
}

function isTeam(slug: string | null | undefined, team: string): boolean {
  return slug !== null && slug !== undefined && keyOf(slug) === keyOf(team);
}

function isSameGrant(
  one: { readonly repo: string; readonly login: string },
  other: { readonly repo: string; readonly login: string },
): boolean {
  return keyOf(one.repo) === keyOf(other.repo) && keyOf(one.login) === keyOf(other.login);
}

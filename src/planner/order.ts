import { type Change, subjectOf } from '../model/change.ts';
import { compare } from '../model/order.ts';
import { isLowered, type CustomRoles } from '../model/permission.ts';

/** What the order depends on besides the changes themselves. */
interface Places {
  /** How many teams stand above a team, in desired where it stands there, else in live. */
  readonly depthOf: (slug: string) => number;
  /** How soon somebody is to be invited: smaller is sooner. */
  readonly turnOf: (login: string) => number;
  readonly customRoles: CustomRoles;
}

/**
 * The order in which changes are carried out: teams (parents first), grants, invitations, role changes, and what takes
 * access away last, deletions of teams at the very end. Invitations go by turn. Then by name, so that the order is
 * always the same.
 */
export function inOrder(changes: readonly Change[], { depthOf, turnOf, customRoles }: Places): Change[] {
  const demoted = new Set(changes.flatMap((change) => (isDemotion(change) ? [change.login] : [])));
  const base = changes.find(({ kind }) => kind === 'set-base-permission');
  const ranked = (change: Change): Rank => {
    if (isAfterDemotion(change, demoted)) return afterDemotion;
    if (isBelow(change, base, customRoles)) return afterBasePermission;
    return rankOf(change, depthOf, customRoles);
  };
  const keyed = changes.map((change) => ({
    change,
    rank: ranked(change),
    turn: change.kind === 'invite-member' ? turnOf(change.login) : 0,
    name: nameOf(change),
  }));
  keyed.sort((a, b) => compareRanks(a.rank, b.rank) || a.turn - b.turn || compare(a.name, b.name));
  return keyed.map(({ change }) => change);
}

function isDemotion(change: Change): change is Change & { readonly kind: 'change-member-role' } {
  return change.kind === 'change-member-role' && change.after === 'member';
}

/** GitHub makes an owner maintainer of each team they are added to, so who is to be less is added, or
 * given a role of their own, once they are none. */
function isAfterDemotion(change: Change, demoted: ReadonlySet<string>): boolean {
  const isAdded = change.kind === 'add-team-member' && change.after === 'member';
  return (isAdded || change.kind === 'change-team-role') && demoted.has(change.login);
}

/** GitHub refuses to give a member less than the base permission, so that comes down first. */
function isBelow(change: Change, base: Change | undefined, customRoles: CustomRoles): boolean {
  if (base?.kind !== 'set-base-permission') return false;
  if (change.kind !== 'grant-user-access' && change.kind !== 'change-user-access') return false;
  return change.after !== null && isLowered(base.before, change.after, customRoles);
}

/** Step, then the place within the step. */
type Rank = readonly [step: number, place: number];

const steps = { teams: 0, grants: 1, invitations: 2, roles: 3, removals: 4 } as const;

function rankOf(change: Change, depthOf: (slug: string) => number, customRoles: CustomRoles): Rank {
  switch (change.kind) {
    case 'create-team':
    case 'update-team':
      return [steps.teams, depthOf(change.team)];
    case 'grant-team-access':
      return [steps.grants, 1];
    case 'add-team-member':
      return [steps.grants, 2];
    case 'grant-user-access':
      return [steps.grants, 4];
    case 'clear-failed-invitation':
      return [steps.invitations, 0];
    case 'invite-member':
      return [steps.invitations, 2];
    case 'change-team-access':
    case 'change-user-access':
    case 'set-base-permission':
      return takesAway(change, customRoles) ? [steps.removals, removalPlaces[change.kind]] : [steps.grants, 0];
    case 'change-member-role':
    case 'change-team-role':
      return takesAway(change, customRoles)
        ? [steps.removals, removalPlaces[change.kind]]
        : [steps.roles, removalPlaces[change.kind]];
    case 'cancel-invitation':
      return isResent(change) ? [steps.invitations, 1] : [steps.removals, removalPlaces[change.kind]];
    case 'cancel-repo-invitation':
      return isResent(change) ? [steps.grants, 3] : [steps.removals, removalPlaces[change.kind]];
    case 'revoke-user-access':
      return [steps.removals, removalPlaces[change.kind]];
    case 'remove-team-member':
    case 'revoke-team-access':
    case 'remove-outside-collaborator':
    case 'convert-to-outside':
    case 'remove-member':
      return [steps.removals, removalPlaces[change.kind]];
    case 'delete-team':
      return [steps.removals, removalPlaces['delete-team'] - depthOf(change.team)];
  }
}

const afterDemotion: Rank = [steps.removals, 0.5];
const afterBasePermission: Rank = [steps.removals, 12.5];

/** A conversion comes before what it leaves is taken back, and an owner is demoted before they can be less than maintainer. */
const removalPlaces = {
  'change-member-role': 0,
  'change-team-role': 1,
  'change-team-access': 2,
  'revoke-team-access': 3,
  'remove-team-member': 4,
  'cancel-repo-invitation': 5,
  'cancel-invitation': 6,
  'convert-to-outside': 7,
  'change-user-access': 8,
  'revoke-user-access': 9,
  'remove-outside-collaborator': 10,
  'remove-member': 11,
  'set-base-permission': 12,
  'delete-team': 1_000_000,
} as const;

/** Whether a change takes access away, or may: what `--only additions` leaves, and what waves count. */
export function takesAway(change: Change, customRoles: CustomRoles): boolean {
  switch (change.kind) {
    case 'create-team':
    case 'invite-member':
    case 'clear-failed-invitation':
    case 'add-team-member':
    case 'grant-team-access':
    case 'grant-user-access':
      return false;
    case 'update-team':
      return change.lost.length > 0;
    case 'cancel-invitation':
    case 'cancel-repo-invitation':
      return !isResent(change);
    case 'change-member-role':
      return change.after === 'member';
    case 'change-team-role':
      return change.after === 'member';
    case 'change-team-access':
    case 'change-user-access':
      return isLowered(change.before ?? 'none', change.after ?? 'none', customRoles);
    case 'set-base-permission':
      return isLowered(change.before, change.after, customRoles);
    case 'remove-member':
    case 'convert-to-outside':
    case 'remove-outside-collaborator':
    case 'delete-team':
    case 'remove-team-member':
    case 'revoke-team-access':
    case 'revoke-user-access':
      return true;
  }
}

function isResent(change: Change): boolean {
  return change.cause !== undefined && 'resend' in change.cause;
}

function compareRanks(a: Rank, b: Rank): number {
  return a[0] - b[0] || a[1] - b[1];
}

function nameOf(change: Change): string {
  const { repo, team, login } = subjectOf(change);
  return [login, team, repo].map((name) => name.toLowerCase()).join('\n');
}

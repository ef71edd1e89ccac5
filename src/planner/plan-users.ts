import type { InviteMember } from '../model/change.ts';
import type { EntryRef } from '../model/entry.ts';
import type { Key } from '../model/identity.ts';
import type { User } from '../model/org-state.ts';
import { grantsOf } from './lookups.ts';
import { isReportedDrift } from './drift.ts';
import { planInvitation } from './plan-invitation.ts';
import {
  type Draft,
  emptyDraft,
  explained,
  inScope,
  isActiveMember,
  isDeparted,
  isPersonTouched,
  isSuspended,
  keysOf,
  leavesAsUnmanaged,
  linesOf,
  policyLine,
  type Sides,
  stoodAsUser,
  wantedRole,
} from './sides.ts';

/** Who is to be in the organisation, and as what: invitations, roles, removals. */
export function planUsers(sides: Sides): Draft {
  const draft = emptyDraft();
  for (const user of keysOf(sides.desired.users, sides.live.users, sides.base.stood.users)) {
    if (sides.scope.kind !== 'full' && !isPersonTouched(sides, user)) continue;
    const role = wantedRole(sides, user);
    if (role === undefined) planAbsent(sides, user, draft);
    else if (role === 'outside') planOutside(sides, user, draft);
    else planMember(sides, user, role, draft);
    noteRename(sides, user, draft);
  }
  return draft;
}

function refOf(user: Key): EntryRef {
  return { noun: 'user', user };
}

function planMember(sides: Sides, user: Key, role: InviteMember['role'], draft: Draft): void {
  const live = sides.live.users.get(user);
  if (isActiveMember(live)) {
    if (live.role !== role) planRole(sides, user, live, role, draft);
    return;
  }
  if (live === undefined && isSuspended(sides, user)) noteAbsent(sides, user, draft);
  else if (!isDeparted(sides, user)) planInvitation(sides, user, role, draft);
  else if (sides.policy.departed === 'report') noteDeparted(sides, user, 'is no longer in the organisation', draft);
  else if ((sides.attempts.get(user) ?? 0) > 0)
    noteDeparted(sides, user, 'is not in the organisation, invited once more as they were', draft);
  else planInvitation(sides, user, role, draft, { departure: sides.desired.users.get(user)?.login ?? user });
}

/** A seat is kept for the suspended, and nobody is invited to hold nothing: for instance where a removal is reverted. */
function noteAbsent({ desired }: Sides, user: Key, draft: Draft): void {
  const { login } = desired.users.get(user) ?? { login: user };
  draft.findings.push({
    finding: 'suspended-and-absent',
    login,
    message: `${login} is suspended in the state and is not in the organisation: there is no seat to keep, and who is to hold nothing is not invited. Take \`suspended\` off the line to have them invited, or take the line out.`,
  });
}

function noteDeparted(sides: Sides, user: Key, what: string, draft: Draft): void {
  // Who is suspended is to hold nothing, so there is nothing that went without a decision.
  if (isSuspended(sides, user)) return;
  const { login } = sides.desired.users.get(user) ?? { login: user };
  draft.findings.push({
    finding: 'departed',
    login,
    message: `${login} stands in the state and ${what}; no commit asked for that. Nothing of theirs is given back until a commit touches a line of theirs: remove the line, or set \`departed: invite\`.`,
  });
}

/** Whether desired gives the person access to a repository that is there. */
function isCollaborator({ desired, live }: Sides, user: Key): boolean {
  return [...desired.repos].some(([key, repo]) => repo.managed && repo.collaborators.has(user) && live.repos.has(key));
}

function planRole(sides: Sides, user: Key, live: User, role: InviteMember['role'], draft: Draft): void {
  const ref = refOf(user);
  if (!inScope(sides, ref)) return;
  const before = live.role === 'owner' ? 'owner' : 'member';
  const suspended = isSuspended(sides, user);
  const lacking = `${live.login} is to be an owner and is a member`;
  if (role === 'owner' && isReportedDrift(sides, [ref], lacking, { login: live.login }, draft)) return;
  const reason = suspended
    ? `${live.login} is suspended, and a suspended owner is a member`
    : `${live.login} is to be ${role === 'owner' ? 'an owner' : 'a member'}`;
  draft.changes.push(
    explained(
      { kind: 'change-member-role', login: live.login, before, after: role },
      reason,
      linesOf(sides, ref),
      suspended ? { suspension: live.login } : undefined,
    ),
  );
}

function planOutside(sides: Sides, user: Key, draft: Draft): void {
  const live = sides.live.users.get(user);
  if (isDeparted(sides, user) && sides.policy.departed === 'report' && isCollaborator(sides, user)) {
    noteDeparted(sides, user, 'has no access to any repository any more', draft);
  }
  if (live === undefined || live.role === 'outside' || !inScope(sides, refOf(user))) return;
  const lines = linesOf(sides, refOf(user));
  if (live.invitation !== undefined) {
    draft.changes.push(
      explained(cancel(live, live.invitation), `${live.login} is to be an outside collaborator, not a member`, lines),
    );
    return;
  }
  draft.changes.push(
    explained(
      { kind: 'convert-to-outside', login: live.login, id: live.id ?? null, role: live.role },
      `${live.login} is to be an outside collaborator`,
      lines,
    ),
  );
}

/** Not in desired: to be removed where somebody reviewed the going, else unmanaged. */
function planAbsent(sides: Sides, user: Key, draft: Draft): void {
  const live = sides.live.users.get(user);
  if (live === undefined) return;
  const lines = linesOf(sides, refOf(user));
  if (stoodAsUser(sides, user)) {
    draft.changes.push(explained(removal(live), `${live.login} no longer stands in the state`, lines));
    if (live.invitation?.state === 'open' && hasGrants(sides, user)) {
      const reason = `${live.login} has access to repositories besides the invitation`;
      draft.changes.push(explained(outsideRemoval(live), reason, lines));
    }
    return;
  }
  if (live.role === 'outside') {
    draft.unmanaged.push({ kind: 'outside-collaborator', login: live.login });
    return;
  }
  if (live.invitation?.state === 'failed') return;
  if (leavesAsUnmanaged(sides, user)) {
    const reason = `${live.login} stands nowhere in the state, and policy removes what is unmanaged`;
    draft.changes.push(explained(removal(live), reason, policyLine(sides)));
    return;
  }
  draft.unmanaged.push({ kind: 'member', login: live.login, role: live.role, pending: live.invitation !== undefined });
}

function removal(live: User): Parameters<typeof explained>[0] {
  if (live.role === 'outside') return outsideRemoval(live);
  if (live.invitation !== undefined) return cancel(live, live.invitation);
  return { kind: 'remove-member', login: live.login, id: live.id ?? null, role: live.role };
}

function outsideRemoval({ login, id }: User): Parameters<typeof explained>[0] {
  return { kind: 'remove-outside-collaborator', login, id: id ?? null, role: 'outside' };
}

/** Whether the person has accepted access to some repository. */
function hasGrants({ live }: Sides, user: Key): boolean {
  return grantsOf(live, user).some(({ invitation }) => invitation === undefined);
}

function cancel(live: User, invitation: NonNullable<User['invitation']>): Parameters<typeof explained>[0] {
  const kind = invitation.state === 'open' ? 'cancel-invitation' : 'clear-failed-invitation';
  return { kind, login: live.login, id: live.id ?? null, invitation: invitation.id };
}

function noteRename(sides: Sides, user: Key, draft: Draft): void {
  const [wanted, live] = [sides.desired.users.get(user), sides.live.users.get(user)];
  if (wanted === undefined || live === undefined || wanted.login.toLowerCase() === live.login.toLowerCase()) return;
  draft.findings.push({
    finding: 'renamed',
    login: live.login,
    message: `${wanted.login} (id ${live.id}) is called ${live.login} on GitHub now. Nobody is removed or invited for that; write the new login in the state.`,
  });
}

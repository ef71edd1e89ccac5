import type { TeamRole } from '../../model/org-state.ts';
import { day, monthsAfter, now } from './clock.ts';
import { addMember } from './members.ts';
import { outsideCollaborators } from './repos.ts';
import type { Invitation, InvitationRole, Snapshot, World } from './world.ts';

const lifetime = 7 * day;

export interface NewInvitation {
  readonly account: number | null;
  readonly email?: string | null;
  readonly role: InvitationRole;
  readonly teams?: Iterable<readonly [number, TeamRole]>;
  /** The account that sends it. */
  readonly inviter: number;
}

/** Sends an invitation; whether it may be sent is for the caller to ask ({@link invitationsLeft}, {@link seatsLeft}). */
export function invite(world: World, invitation: NewInvitation): Invitation {
  const made: Invitation = {
    id: world.nextId++,
    account: invitation.account,
    email: invitation.email ?? null,
    role: invitation.role,
    teams: new Map(invitation.teams ?? []),
    createdAt: now(world),
    inviter: invitation.inviter,
  };
  world.invitations.set(made.id, made);
  const firstCounting = world.invitationsSent.findIndex((sentAt) => sentAt > made.createdAt - day);
  world.invitationsSent.splice(0, firstCounting < 0 ? world.invitationsSent.length : firstCounting);
  world.invitationsSent.push(made.createdAt);
  if (world.behaviours.reinviteClearsFailed) clearFailed(world, made.account);
  return made;
}

export function openInvitationOf(world: World, account: number): Invitation | undefined {
  for (const invitation of world.invitations.values()) if (invitation.account === account) return invitation;
  return undefined;
}

/**
 * The invited person accepts. A reinstatement gives back role, teams and direct grants as they were, as far as the
 * teams and repositories still exist.
 * @see https://docs.github.com/en/organizations/managing-membership-in-your-organization/reinstating-a-former-member-of-your-organization
 */
export function acceptInvitation(world: World, invitation: Invitation): void {
  if (invitation.account === null) return;
  const snapshot = invitation.role === 'reinstate' ? reinstatable(world, invitation.account) : undefined;
  world.invitations.delete(invitation.id);
  // A billing manager is no member, and billing is not simulated.
  if (invitation.role === 'billing_manager') return;
  addMember(world, invitation.account, snapshot?.role ?? (invitation.role === 'admin' ? 'admin' : 'member'));
  for (const [team, role] of [...invitation.teams, ...(snapshot?.teams ?? [])]) {
    world.teams.get(team)?.members.set(invitation.account, role);
  }
  const grants = world.behaviours.reinstatementBrings === 'teams' ? undefined : snapshot?.repos;
  for (const [repo, role] of grants ?? []) world.repos.get(repo)?.collaborators.set(invitation.account, role);
  world.snapshots.delete(invitation.account);
}

/** What the account would be given back: nothing once three months have passed, or where it never was a member. */
export function reinstatable(world: World, account: number): Snapshot | undefined {
  const snapshot = world.snapshots.get(account);
  if (snapshot === undefined || monthsAfter(snapshot.takenAt, 3) <= now(world)) return undefined;
  return snapshot;
}

/** Moves what ran out from the open invitations to the failed ones. Called before each request. */
export function expireInvitations(world: World): void {
  const time = now(world);
  for (const invitation of world.invitations.values()) {
    const end = invitation.createdAt + lifetime;
    if (end > time) return;
    failInvitation(world, invitation, 'expired', end);
  }
}

/** An open invitation comes to nothing. `reason` is one of GitHub's `failed_reason` words, an open set. */
export function failInvitation(world: World, invitation: Invitation, reason: string, at = now(world)): void {
  world.invitations.delete(invitation.id);
  world.failedInvitations.set(invitation.id, { ...invitation, failedAt: at, failedReason: reason });
}

/** How many more invitations may be sent now; the quota counts every one sent in the last 24 hours. */
export function invitationsLeft(world: World): number {
  const { invitationsPerDay } = world.limits;
  if (invitationsPerDay === null) return Number.POSITIVE_INFINITY;
  const since = now(world) - day;
  return invitationsPerDay - world.invitationsSent.filter((sentAt) => sentAt > since).length;
}

/**
 * Seats taken: members, open invitations and outside collaborators of private repositories.
 * @see https://docs.github.com/en/billing/concepts/github-billing/people-that-consume-a-license
 */
export function seatsFilled(world: World): number {
  const outside = outsideWithSeat(world);
  let invited = 0;
  for (const { account } of world.invitations.values()) if (account === null || !outside.has(account)) invited += 1;
  return world.members.size + invited + outside.size;
}

/** Whether there is a seat for somebody who is no member: a free one, or the one that they have as an outsider. */
export function hasSeatFor(world: World, account: number | null): boolean {
  const { seats } = world.limits;
  if (seats === null || seatsFilled(world) < seats) return true;
  return account !== null && outsideWithSeat(world).has(account);
}

function outsideWithSeat(world: World): Set<number> {
  return outsideCollaborators(world, (repo) => repo.visibility !== 'public');
}

function clearFailed(world: World, account: number | null): void {
  for (const [id, failed] of world.failedInvitations) {
    if (account !== null && failed.account === account) world.failedInvitations.delete(id);
  }
}

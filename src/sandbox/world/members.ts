import type { TeamRole } from '../../model/org-state.ts';
import type { RepositoryRole } from '../../model/permission.ts';
import { now } from './clock.ts';
import type { Membership, Snapshot, World } from './world.ts';

export function isOwner(world: World, account: number): boolean {
  return world.members.get(account)?.role === 'admin';
}

/** Whether the organisation would have no owner without this one. */
export function isLastOwner(world: World, account: number): boolean {
  if (!isOwner(world, account)) return false;
  for (const [other, membership] of world.members) {
    if (other !== account && membership.role === 'admin') return false;
  }
  return true;
}

/** Makes somebody a member, or gives a member another role. Invitations, open or failed, are settled by it. */
export function addMember(world: World, account: number, role: Membership['role']): void {
  const membership = world.members.get(account);
  if (membership === undefined) world.members.set(account, { role, since: now(world) });
  else membership.role = role;
  for (const list of [world.invitations, world.failedInvitations]) {
    for (const [id, invitation] of list) if (invitation.account === account) list.delete(id);
  }
}

/**
 * Takes a member out: out of all teams, their direct grants go, invitations that they sent are cancelled, and what
 * they held is kept for a reinstatement.
 * @see https://docs.github.com/en/organizations/managing-membership-in-your-organization/removing-a-member-from-your-organization
 */
export function removeMember(world: World, account: number): void {
  const membership = world.members.get(account);
  if (membership === undefined) return;
  world.snapshots.set(account, snapshotOf(world, account, membership));
  world.members.delete(account);
  leaveTeams(world, account);
  for (const repo of world.repos.values()) repo.collaborators.delete(account);
  cancelInvitationsBy(world, account);
}

/**
 * Makes a member an outside collaborator, who keeps as direct grants what their teams gave.
 * @param teamGrants what the person's teams give, by repository; direct grants that are stronger stay
 */
export function convertToOutside(world: World, account: number, teamGrants: ReadonlyMap<number, RepositoryRole>): void {
  const membership = world.members.get(account);
  if (membership === undefined) return;
  world.snapshots.set(account, snapshotOf(world, account, membership));
  world.members.delete(account);
  leaveTeams(world, account);
  for (const [id, role] of teamGrants) world.repos.get(id)?.collaborators.set(account, role);
  cancelInvitationsBy(world, account);
}

/** The teams that the person stands in themselves, with the role stored there. */
export function immediateTeams(world: World, account: number): Map<number, TeamRole> {
  const teams = new Map<number, TeamRole>();
  for (const team of world.teams.values()) {
    const role = team.members.get(account);
    if (role !== undefined) teams.set(team.id, role);
  }
  return teams;
}

function snapshotOf(world: World, account: number, membership: Membership): Snapshot {
  const repos = new Map<number, RepositoryRole>();
  for (const repo of world.repos.values()) {
    const role = repo.collaborators.get(account);
    if (role !== undefined) repos.set(repo.id, role);
  }
  return { takenAt: now(world), role: membership.role, teams: immediateTeams(world, account), repos };
}

function leaveTeams(world: World, account: number): void {
  for (const team of world.teams.values()) team.members.delete(account);
}

function cancelInvitationsBy(world: World, account: number): void {
  for (const [id, invitation] of world.invitations) if (invitation.inviter === account) world.invitations.delete(id);
  for (const repo of world.repos.values()) {
    for (const [id, invitation] of repo.invitations) if (invitation.inviter === account) repo.invitations.delete(id);
  }
}

import { keyOf } from '../../model/identity.ts';
import type { RepositoryRole } from '../../model/permission.ts';
import { day, now } from './clock.ts';
import type { Repo, RepoInvitation, World } from './world.ts';

export interface NewRepo {
  readonly name: string;
  readonly id?: number;
  readonly description?: string;
  readonly visibility?: Repo['visibility'];
}

export function repoByName(world: World, name: string): Repo | undefined {
  const id = world.repoIds.get(keyOf(name));
  return id === undefined ? undefined : world.repos.get(id);
}

/** The repository that had this name before, where no other has it now. */
export function repoByFormerName(world: World, name: string): Repo | undefined {
  const id = world.formerRepoIds.get(keyOf(name));
  return id === undefined ? undefined : world.repos.get(id);
}

/** Makes a repository. The name must be free. */
export function addRepo(world: World, repo: NewRepo): Repo {
  const made: Repo = {
    id: repo.id ?? world.nextId++,
    name: repo.name,
    description: repo.description ?? '',
    archived: false,
    visibility: repo.visibility ?? 'private',
    defaultBranch: 'main',
    collaborators: new Map(),
    invitations: new Map(),
    createdAt: now(world),
    updatedAt: now(world),
  };
  world.repos.set(made.id, made);
  world.repoIds.set(keyOf(made.name), made.id);
  world.formerRepoIds.delete(keyOf(made.name));
  return made;
}

/** Gives a repository another name; the old one redirects until it is taken again. */
export function renameRepo(world: World, repo: Repo, name: string): void {
  world.repoIds.delete(keyOf(repo.name));
  world.formerRepoIds.set(keyOf(repo.name), repo.id);
  repo.name = name;
  world.repoIds.set(keyOf(name), repo.id);
  world.formerRepoIds.delete(keyOf(name));
}

export function deleteRepo(world: World, repo: Repo): void {
  world.repos.delete(repo.id);
  world.repoIds.delete(keyOf(repo.name));
  for (const team of world.teams.values()) team.repos.delete(repo.id);
}

/** Repository invitations run out after 7 days and stay listed as expired. */
export function isExpired(world: World, invitation: RepoInvitation): boolean {
  return invitation.createdAt + 7 * day <= now(world);
}

/** Invites somebody who is no member to a repository; an invitation that is open gets the new role. */
export function inviteToRepo(
  world: World,
  repo: Repo,
  account: number,
  role: RepositoryRole,
  inviter: number,
): RepoInvitation {
  for (const invitation of repo.invitations.values()) {
    if (invitation.account !== account) continue;
    if (isExpired(world, invitation)) {
      repo.invitations.delete(invitation.id);
      continue;
    }
    invitation.role = role;
    return invitation;
  }
  const made: RepoInvitation = { id: world.nextId++, account, role, inviter, createdAt: now(world) };
  repo.invitations.set(made.id, made);
  repo.invitationsSent = [...sentLately(world, repo), made.createdAt];
  return made;
}

/** How many more people may be invited to a repository now. */
export function repoInvitationsLeft(world: World, repo: Repo): number {
  return (world.limits.repoInvitationsPerDay ?? Number.POSITIVE_INFINITY) - sentLately(world, repo).length;
}

function sentLately(world: World, { invitationsSent = [] }: Repo): number[] {
  return invitationsSent.filter((sentAt) => sentAt > now(world) - day);
}

/** The repository's open invitation of an account. */
export function openRepoInvitationOf(world: World, repo: Repo, account: number): RepoInvitation | undefined {
  return [...repo.invitations.values()].find((each) => each.account === account && !isExpired(world, each));
}

export function acceptRepoInvitation(repo: Repo, invitation: RepoInvitation): void {
  repo.invitations.delete(invitation.id);
  repo.collaborators.set(invitation.account, invitation.role);
}

/** Accounts with a direct grant on any of these repositories (all, unless told) that are no members. */
export function outsideCollaborators(world: World, among: (repo: Repo) => boolean = () => true): Set<number> {
  const found = new Set<number>();
  for (const repo of world.repos.values()) {
    if (!among(repo)) continue;
    for (const account of repo.collaborators.keys()) if (!world.members.has(account)) found.add(account);
  }
  return found;
}

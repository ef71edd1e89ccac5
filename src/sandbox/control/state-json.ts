import type { RepositoryRole } from '../../model/permission.ts';
import { loginOf } from '../world/accounts.ts';
import { iso } from '../world/clock.ts';
import { isExpired } from '../world/repos.ts';
import { teamRole } from '../world/teams.ts';
import type { FailedInvitation, Invitation, Repo, Team, World } from '../world/world.ts';

/**
 * Who is in the organisation and what they may touch, as `GET /_sandbox/state` tells it: keys and lists sorted, so that
 * two of them compare as texts. The words are those of the state's files: `owner` and `member`, `read` to `admin`.
 */
export function stateJson(world: World) {
  return {
    organization: {
      name: world.organization.name,
      id: world.organization.id,
      basePermission: world.organization.basePermission,
    },
    members: sortedObject(
      [...world.members].map(([id, { role }]) => [loginOf(world, id), { id, role: roleWord(role) }]),
    ),
    invitations: sortedInvitations(world, [...world.invitations.values()]),
    failedInvitations: sortedInvitations(world, [...world.failedInvitations.values()]),
    teams: sortedObject([...world.teams.values()].map((team) => [team.slug, teamState(world, team)])),
    repos: sortedObject([...world.repos.values()].map((repo) => [repo.name, repoState(world, repo)])),
  };
}

/** REST says admin where the web page and the state say owner. */
function roleWord(role: string): string {
  if (role === 'admin') return 'owner';
  return role === 'direct_member' ? 'member' : role;
}

function teamState(world: World, team: Team) {
  const parent = team.parent === null ? undefined : world.teams.get(team.parent);
  return {
    name: team.name,
    description: team.description,
    privacy: team.privacy,
    parent: parent?.slug ?? null,
    members: sortedObject([...team.members].map(([id, role]) => [loginOf(world, id), teamRole(world, id, role)])),
    repos: sortedObject(
      [...team.repos].flatMap(([id, role]): [string, RepositoryRole][] => {
        const repo = world.repos.get(id);
        return repo === undefined ? [] : [[repo.name, role]];
      }),
    ),
  };
}

function repoState(world: World, repo: Repo) {
  return {
    archived: repo.archived,
    collaborators: sortedObject([...repo.collaborators].map(([id, role]) => [loginOf(world, id), role])),
    invitations: [...repo.invitations.values()]
      .map((invitation) => ({
        login: loginOf(world, invitation.account),
        permission: invitation.role,
        expired: isExpired(world, invitation),
      }))
      .sort((one, other) => compare(one.login, other.login)),
  };
}

function sortedInvitations(world: World, invitations: readonly (Invitation | FailedInvitation)[]) {
  return invitations
    .map((invitation) => invitationState(world, invitation))
    .sort((one, other) => compare(one.login ?? one.email ?? '', other.login ?? other.email ?? ''));
}

function invitationState(world: World, invitation: Invitation | FailedInvitation) {
  const teams = [...invitation.teams.keys()].flatMap((id) => world.teams.get(id)?.slug ?? []);
  const failed = 'failedAt' in invitation ? invitation : undefined;
  return {
    login: invitation.account === null ? null : loginOf(world, invitation.account),
    ...(invitation.email === null ? {} : { email: invitation.email }),
    role: roleWord(invitation.role),
    teams: teams.sort(compare),
    createdAt: iso(invitation.createdAt),
    expired: failed?.failedReason === 'expired',
    ...(failed === undefined ? {} : { failedAt: iso(failed.failedAt), failedReason: failed.failedReason }),
  };
}

function sortedObject<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([one], [other]) => compare(one, other)));
}

/** By code unit: the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

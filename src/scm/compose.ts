import { type Key, keyOf } from '../model/identity.ts';
import type { Grant, OrgState, Organization, Repo, Team, User } from '../model/org-state.ts';
import { isLowered } from '../model/permission.ts';
import { ancestorsOf } from '../planner/inheritance.ts';
import type { Invitations, LiveTeam } from './live-reader.ts';

/** The parts that a reader answered with, before they are one state. */
export interface Parts {
  readonly organization: Organization;
  /** Members and outside collaborators, by folded login. */
  readonly users: ReadonlyMap<Key, User>;
  readonly invitations: Invitations;
  readonly teams: readonly LiveTeam[];
  /** Repositories with their collaborators; the teams come from {@link LiveTeam.repos} or from `repoTeams`. */
  readonly repos: readonly Repo[];
  /** Teams granted directly, exact, where that was asked for one repository. */
  readonly repoTeams: ReadonlyMap<Key, Repo['teams']>;
}

/** One state from the parts: open invitations count as users, teams' repositories become the repositories' teams. */
export function compose(parts: Parts): OrgState {
  const teams = new Map<Key, Team>(parts.teams.map(({ team }) => [keyOf(team.slug), team]));
  return {
    organization: parts.organization,
    users: usersOf(parts),
    teams,
    repos: reposOf(parts, teams),
  };
}

/**
 * Members first: an invitation of somebody who has accepted it meanwhile says nothing more. Who is outside stays outside
 * where the invitation came to nothing.
 */
function usersOf({ users, invitations, teams }: Parts): Map<Key, User> {
  const all = new Map(users);
  const brought = teamsBrought(teams);
  for (const [key, { invitation, ...user }] of invitations.users) {
    const known = all.get(key);
    if (invitation === undefined || (known !== undefined && known.role !== 'outside')) continue;
    if (invitation.state === 'failed') all.set(key, { ...(known ?? user), invitation });
    else
      all.set(key, {
        ...user,
        invitation: { ...invitation, teams: invitation.teams ?? brought.get(key) ?? new Set() },
      });
  }
  return all;
}

function teamsBrought(teams: readonly LiveTeam[]): ReadonlyMap<Key, ReadonlySet<Key>> {
  const brought = new Map<Key, Set<Key>>();
  for (const { team, invited } of teams) {
    for (const user of invited) brought.set(user, (brought.get(user) ?? new Set()).add(keyOf(team.slug)));
  }
  return brought;
}

function reposOf(parts: Parts, teams: ReadonlyMap<Key, Team>): Map<Key, Repo> {
  const repos = new Map<Key, Repo>(parts.repos.map((repo) => [keyOf(repo.name), repo]));
  const shown = shownByTeams(parts, teams);
  for (const [key, { name }] of shown) {
    if (!repos.has(key)) repos.set(key, { ...unread, name });
  }
  return new Map(
    [...repos].map(([key, repo]) => {
      const grants = parts.repoTeams.get(key) ?? shown.get(key)?.teams ?? new Map<Key, Grant>();
      return [key, { ...repo, teams: grants }];
    }),
  );
}

const unread = {
  previously: [],
  managed: true,
  teams: new Map(),
  collaborators: new Map(),
  listsTeams: true,
  listsCollaborators: true,
} as const;

type Shown = Map<Key, { readonly name: string; readonly teams: Map<Key, Grant> }>;

/**
 * What teams show, turned round. GitHub shows a team what its parents have as well; where a parent would explain a
 * grant, it is marked as in doubt, unless it is clear that this GitHub shows direct grants alone.
 */
function shownByTeams(parts: Parts, teams: ReadonlyMap<Key, Team>): Shown {
  const byTeam = new Map(parts.teams.map((live) => [keyOf(live.team.slug), live.repos]));
  const inclusive = showsInherited(parts.teams, teams, byTeam);
  const shown: Shown = new Map();
  for (const { team, repos } of parts.teams) {
    for (const [key, { repo, role }] of repos) {
      const above = inclusive
        ? ancestorsOf({ teams }, keyOf(team.slug)).map((parent) => byTeam.get(parent)?.get(key)?.role)
        : [];
      const explained = above.some(
        (other) => other !== undefined && !isLowered(role, other, parts.organization.customRoles),
      );
      const entry = shown.get(key) ?? { name: repo, teams: new Map<Key, Grant>() };
      entry.teams.set(keyOf(team.slug), {
        to: team.slug,
        role,
        ...(explained ? { doubt: 'maybe-inherited' as const } : {}),
      });
      shown.set(key, entry);
    }
  }
  return shown;
}

/** False where some team lacks a repository that a team above it has. */
function showsInherited(
  all: readonly LiveTeam[],
  teams: ReadonlyMap<Key, Team>,
  byTeam: ReadonlyMap<Key, LiveTeam['repos']>,
): boolean {
  return all.every(({ team, repos }) =>
    ancestorsOf({ teams }, keyOf(team.slug)).every((parent) =>
      [...(byTeam.get(parent)?.keys() ?? [])].every((repo) => repos.has(repo)),
    ),
  );
}

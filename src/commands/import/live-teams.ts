import type { Key } from '../../model/identity.ts';
import type { OrgState, Team, TeamMember, User } from '../../model/org-state.ts';

/** Teams with their own members, and with whoever will be in them on accepting an invitation to the organisation. */
export function importedTeams(live: OrgState, users: ReadonlyMap<Key, User>): ReadonlyMap<Key, Team> {
  const invited = invitedTo(live);
  return new Map(
    [...live.teams].map(([key, team]) => [
      key,
      { ...withoutDefaults(team), members: membersOf(team, invited.get(key) ?? [], users) },
    ]),
  );
}

/** Folded logins by folded slug. */
function invitedTo({ users }: OrgState): ReadonlyMap<Key, readonly Key[]> {
  const invited = new Map<Key, Key[]>();
  for (const [key, { invitation }] of users) {
    for (const team of invitation?.teams ?? []) invited.set(team, [...(invited.get(team) ?? []), key]);
  }
  return invited;
}

/** A name that is the slug and a description that is empty need no line. */
function withoutDefaults({ name, description, ...team }: Team): Team {
  return {
    ...team,
    ...(name !== undefined && name !== team.slug && { name }),
    ...(description && { description }),
  };
}

/** Owners are maintainers of every team they are in: GitHub makes them so. */
function membersOf(team: Team, invited: readonly Key[], users: ReadonlyMap<Key, User>): Team['members'] {
  const members = new Map<Key, TeamMember>();
  for (const key of [...team.members.keys(), ...invited]) {
    const user = users.get(key);
    if (!user || user.role === 'outside') continue;
    const role = user.role === 'owner' ? 'maintainer' : (team.members.get(key)?.role ?? 'member');
    members.set(key, { login: user.login, role });
  }
  return members;
}

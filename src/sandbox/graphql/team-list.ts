import type { GraphQLResolveInfo } from 'graphql';
import { keyOf } from '../../model/identity.ts';
import { accountByLogin } from '../world/accounts.ts';
import { membersWithChildren, teamRole } from '../world/teams.ts';
import type { Team } from '../world/world.ts';
import { type Asked, seesTeam } from './asked.ts';
import { connection, ordered, type PageArgs } from './connection.ts';
import { teamNode } from './nodes.ts';

export interface TeamFilter {
  readonly notificationSetting?: string | null;
  readonly orderBy?: { readonly field: 'NAME'; readonly direction: 'ASC' | 'DESC' } | null;
  readonly privacy?: 'SECRET' | 'VISIBLE' | null;
  readonly query?: string | null;
  readonly role?: 'ADMIN' | 'MEMBER' | null;
  readonly rootTeamsOnly?: boolean | null;
  readonly userLogins?: readonly string[] | null;
}

/** Those of the teams that the viewer sees and that pass every filter that is given. */
export function teamsLike(filter: TeamFilter, teams: readonly Team[], asked: Asked): readonly Team[] {
  const { notificationSetting, privacy, query, rootTeamsOnly, userLogins, role } = filter;
  const people = userLogins?.map((login) => accountByLogin(asked.world, login)?.id ?? -1);
  const found = teams.filter(
    (team) =>
      (rootTeamsOnly !== true || team.parent === null) &&
      (privacy == null || privacyOf(team) === privacy) &&
      (notificationSetting == null || team.notificationSetting.toUpperCase() === notificationSetting) &&
      (query == null || `${team.name}\n${team.slug}`.toLowerCase().includes(query.toLowerCase())) &&
      (people === undefined || hasAny(asked, team, people)) &&
      (role == null || viewerHasRole(asked, team, role)) &&
      seesTeam(asked, team),
  );
  return ordered(found, filter.orderBy, (team) => keyOf(team.name));
}

export function privacyOf(team: Team): 'SECRET' | 'VISIBLE' {
  return team.privacy === 'secret' ? 'SECRET' : 'VISIBLE';
}

/** Through a child team too, as a team's members count. */
function hasAny({ world }: Asked, team: Team, people: readonly number[]): boolean {
  if (people.some((id) => team.members.has(id))) return true;
  return membersWithChildren(world, team).some(({ account }) => people.includes(account));
}

/** The viewer's own role: https://docs.github.com/en/graphql/reference/enums#teamrole */
function viewerHasRole({ world, viewer }: Asked, team: Team, role: 'ADMIN' | 'MEMBER'): boolean {
  const stored = team.members.get(viewer.id);
  if (stored === undefined) return false;
  return (teamRole(world, viewer.id, stored) === 'maintainer') === (role === 'ADMIN');
}

export function teamConnection(items: readonly Team[], args: PageArgs, asked: Asked, info: GraphQLResolveInfo) {
  return connection({ items, id: (team) => team.id, node: teamNode }, args, asked, info);
}

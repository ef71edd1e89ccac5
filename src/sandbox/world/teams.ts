import { keyOf } from '../../model/identity.ts';
import type { TeamPrivacy, TeamRole } from '../../model/org-state.ts';
import { now } from './clock.ts';
import { isOwner } from './members.ts';
import { slugOf } from './slug.ts';
import type { Team, World } from './world.ts';

export interface NewTeam {
  readonly name: string;
  readonly id?: number;
  /** Only where it is known to differ from what the name would give. */
  readonly slug?: string;
  readonly description?: string;
  readonly privacy?: TeamPrivacy;
  readonly notificationSetting?: Team['notificationSetting'];
  readonly parent?: number | null;
  /** The account that makes it. */
  readonly creator: number;
}

export function teamBySlug(world: World, slug: string): Team | undefined {
  const id = world.teamIds.get(keyOf(slug));
  return id === undefined ? undefined : world.teams.get(id);
}

/** Makes a team. The slug of its name must be free, and a parent must exist. */
export function addTeam(world: World, team: NewTeam): Team {
  const parent = team.parent ?? null;
  const made: Team = {
    id: team.id ?? world.nextId++,
    name: team.name,
    slug: team.slug ?? slugOf(team.name),
    description: team.description ?? '',
    privacy: team.privacy ?? (parent === null ? 'secret' : 'closed'),
    notificationSetting: team.notificationSetting ?? 'notifications_enabled',
    parent,
    members: new Map(),
    repos: new Map(),
    creator: team.creator,
    createdAt: now(world),
    updatedAt: now(world),
  };
  world.teams.set(made.id, made);
  world.teamIds.set(keyOf(made.slug), made.id);
  return made;
}

/** Gives a team another name, and with it another slug. Nothing redirects from the old one. */
export function renameTeam(world: World, team: Team, name: string): void {
  world.teamIds.delete(keyOf(team.slug));
  team.name = name;
  team.slug = slugOf(name);
  world.teamIds.set(keyOf(team.slug), team.id);
}

/** Deletes a team with all below it, as GitHub does when an owner deletes a parent. */
export function deleteTeam(world: World, team: Team): void {
  for (const gone of [team, ...descendantsOf(world, team)]) {
    world.teams.delete(gone.id);
    world.teamIds.delete(keyOf(gone.slug));
    for (const invitation of world.invitations.values()) invitation.teams.delete(gone.id);
  }
}

/** Teams directly below this one. */
export function childrenOf(world: World, team: Team): Team[] {
  return [...world.teams.values()].filter((other) => other.parent === team.id);
}

/** All teams below this one, at any depth, nearest first. */
export function descendantsOf(world: World, team: Team): Team[] {
  const below = new Map<number | null, Team[]>();
  for (const each of world.teams.values()) {
    const siblings = below.get(each.parent);
    if (siblings === undefined) below.set(each.parent, [each]);
    else siblings.push(each);
  }
  const found = [...(below.get(team.id) ?? [])];
  for (const child of found) found.push(...(below.get(child.id) ?? []));
  return found;
}

/** The teams above this one, nearest first. */
export function ancestorsOf(world: World, team: Team): Team[] {
  const above: Team[] = [];
  for (let id = team.parent; id !== null; ) {
    const parent = world.teams.get(id);
    if (parent === undefined) break;
    above.push(parent);
    id = parent.parent;
  }
  return above;
}

/**
 * The role that GitHub shows for an immediate member: owners are maintainers of every team they are in.
 * @see https://docs.github.com/en/rest/teams/members#add-or-update-team-membership-for-a-user
 */
export function teamRole(world: World, account: number, stored: TeamRole): TeamRole {
  return isOwner(world, account) ? 'maintainer' : stored;
}

export interface ShownTeamMember {
  readonly account: number;
  readonly role: TeamRole;
  /** In the team only through one below it. */
  readonly inherited: boolean;
}

/** Everybody in a team: its immediate members, then those of the teams below it, each once. */
export function membersWithChildren(world: World, team: Team): ShownTeamMember[] {
  const shown = new Map<number, ShownTeamMember>();
  for (const [account, stored] of team.members) {
    shown.set(account, { account, role: teamRole(world, account, stored), inherited: false });
  }
  for (const child of descendantsOf(world, team)) {
    for (const account of child.members.keys()) {
      if (shown.has(account)) continue;
      shown.set(account, { account, role: teamRole(world, account, 'member'), inherited: true });
    }
  }
  return [...shown.values()];
}

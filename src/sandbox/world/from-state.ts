import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState, Team as StateTeam, User } from '../../model/org-state.ts';
import { addAccount, stableId } from './accounts.ts';
import { emptyWorld } from './empty.ts';
import { addMember } from './members.ts';
import { addRepo, repoByName } from './repos.ts';
import { addTeam, teamBySlug } from './teams.ts';
import type { World } from './world.ts';

/**
 * The world in which live equals a state: everyone active, accounts for its users alone, ids that it does not give made
 * from the names. Who is suspended is a member without access.
 */
export function worldFromState(state: OrgState): World {
  const world = emptyWorld(state.organization.name, state.organization.id);
  const { basePermission, customRoles } = state.organization;
  world.organization.basePermission = basePermission ?? world.organization.basePermission;
  for (const [key, { name, base = 'read' }] of customRoles) {
    world.organization.customRoles.set(key, { id: world.nextId++, name, base });
  }
  addUsers(world, [...state.users.values()]);
  addRepos(world, state);
  addTeams(world, state);
  nestTeams(world, state);
  addGrants(world, state);
  return world;
}

/** Accounts with given ids come first, so that no id made from a name takes theirs. */
function addUsers(world: World, users: readonly User[]): void {
  const sorted = [...users].sort((one, other) => Number(one.id === undefined) - Number(other.id === undefined));
  for (const { login, id, role, suspended } of sorted) {
    const account = addAccount(world, login, id ?? stableId(login, (taken) => world.accounts.has(taken)));
    if (role === 'outside') continue;
    // A suspended owner is demoted: an owner could not be without access.
    addMember(world, account.id, role === 'owner' && suspended === undefined ? 'admin' : 'member');
  }
}

function addRepos(world: World, state: OrgState): void {
  for (const { name, id, archived } of withIdsFirst(state.repos)) {
    const repo = addRepo(world, { name, id: id ?? stableId(name, (taken) => world.repos.has(taken)) });
    repo.archived = archived ?? false;
  }
  const own = state.organization.stateRepository?.split('/').at(-1);
  if (own === undefined || repoByName(world, own) !== undefined) return;
  addRepo(world, { name: own, id: stableId(own, (taken) => world.repos.has(taken)) });
}

function addTeams(world: World, state: OrgState): void {
  const creator = world.organization.app.account;
  for (const team of withIdsFirst(state.teams)) {
    const made = addTeam(world, {
      id: team.id ?? stableId(team.slug, (taken) => world.teams.has(taken)),
      name: team.name ?? team.slug,
      slug: team.slug,
      description: team.description ?? '',
      privacy: team.privacy ?? 'closed',
      creator,
    });
    addTeamMembers(world, team, made.members);
  }
}

function addTeamMembers(world: World, team: StateTeam, into: Map<number, 'member' | 'maintainer'>): void {
  for (const [key, { role }] of team.members) {
    const account = world.accountIds.get(key);
    if (account === undefined || !world.members.has(account)) continue;
    into.set(account, role);
  }
}

function nestTeams(world: World, state: OrgState): void {
  for (const { slug, parent } of state.teams.values()) {
    const team = teamBySlug(world, slug);
    if (team !== undefined && parent !== undefined) team.parent = teamBySlug(world, parent)?.id ?? null;
  }
}

function addGrants(world: World, state: OrgState): void {
  for (const { name, teams, collaborators } of state.repos.values()) {
    const repo = repoByName(world, name);
    if (repo === undefined) continue;
    for (const [key, { role }] of teams) teamBySlug(world, key)?.repos.set(repo.id, role);
    for (const [key, { role }] of collaborators) {
      const account = world.accountIds.get(key);
      if (account !== undefined) repo.collaborators.set(account, role);
    }
  }
  stripSuspended(world, state);
}

function stripSuspended(world: World, state: OrgState): void {
  for (const { login, suspended } of state.users.values()) {
    const account = world.accountIds.get(keyOf(login));
    if (suspended === undefined || account === undefined) continue;
    for (const { members } of world.teams.values()) members.delete(account);
    for (const { collaborators } of world.repos.values()) collaborators.delete(account);
  }
}

function withIdsFirst<T extends { readonly id?: number }>(map: ReadonlyMap<Key, T>): T[] {
  return [...map.values()].sort((one, other) => Number(one.id === undefined) - Number(other.id === undefined));
}

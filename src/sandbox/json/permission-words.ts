import type { RepositoryRole } from '../../model/permission.ts';
import { repositoryRoles } from '../../model/permission.ts';
import { strength } from '../world/access.ts';
import type { World } from '../world/world.ts';

const restWords: Readonly<Record<string, string>> = { read: 'pull', write: 'push' };
const roleWords: Readonly<Record<string, string>> = { pull: 'read', push: 'write' };

/** A role as older fields of REST spell it: `pull` and `push` for read and write. */
export function restWord(role: RepositoryRole): string {
  return restWords[role] ?? role;
}

/** The role that a word in a request means: `pull` or `read`, `push` or `write`, or a custom role of any case. */
export function roleOfWord(world: World, word: string): RepositoryRole | undefined {
  const folded = word.toLowerCase();
  const role = roleWords[folded] ?? folded;
  if ((repositoryRoles as readonly string[]).includes(role)) return role;
  return [...world.organization.customRoles.values()].find(({ name }) => name.toLowerCase() === folded)?.name;
}

/** The five of GitHub's own that a role reaches; a custom role stands above the one it builds on. */
export function permissionsJson(world: World, role: RepositoryRole) {
  const level = strength(world, role);
  return { admin: level >= 4, maintain: level >= 3, push: level >= 2, triage: level >= 1, pull: level >= 0 };
}

/** One of GitHub's five for a role: a custom role counts as what it builds on. */
export function builtInRole(world: World, role: RepositoryRole): (typeof repositoryRoles)[number] {
  return repositoryRoles[Math.floor(strength(world, role))] ?? 'read';
}

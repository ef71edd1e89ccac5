import type { OrgRole, TeamRole } from '../../model/org-state.ts';
import type { RepositoryRole } from '../../model/permission.ts';
import { type Fields, malformed, textOf } from './fields.ts';

/** REST says pull and push where the web page and GraphQL say read and write. Custom roles keep their name. */
export function repositoryRoleOf(value: unknown, what: string): RepositoryRole {
  const name = textOf(value, `the role of ${what}`);
  const folded = name.toLowerCase();
  if (folded === 'pull') return 'read';
  if (folded === 'push') return 'write';
  return standard.has(folded) ? folded : name;
}

const standard = new Set(['read', 'triage', 'write', 'maintain', 'admin']);

/** What an API wants: `pull` and `push`. */
export function restPermission(role: RepositoryRole): string {
  if (role === 'read') return 'pull';
  return role === 'write' ? 'push' : role;
}

/**
 * From `role_name` where the answer has it, else from the five flags; a custom role, of which the flags tell only what
 * it builds on, from `permission`.
 */
export function roleIn(fields: Fields, what: string): RepositoryRole {
  if (typeof fields['role_name'] === 'string') return repositoryRoleOf(fields['role_name'], what);
  if (isCustom(fields['permission'])) return fields['permission'];
  const flags = fields['permissions'] as Fields | undefined;
  const highest = ['admin', 'maintain', 'push', 'triage', 'pull'].find((flag) => flags?.[flag] === true);
  return repositoryRoleOf(highest ?? fields['permission'], what);
}

function isCustom(permission: unknown): permission is string {
  const known = [...standard, 'pull', 'push', 'none', ''];
  return typeof permission === 'string' && !known.includes(permission.toLowerCase());
}

export function teamRoleOf(value: unknown, what: string): TeamRole {
  const role = typeof value === 'string' ? value.toLowerCase() : value;
  if (role === 'member' || role === 'maintainer') return role;
  throw malformed(`the role of ${what}`, 'member or maintainer', value);
}

/** GitHub's `admin` is an owner. Undefined for roles that make nobody a member, such as billing managers. */
export function orgRoleOf(value: unknown, what: string): Exclude<OrgRole, 'outside'> | undefined {
  const role = textOf(value, `the role of ${what}`).toLowerCase();
  if (role === 'admin') return 'owner';
  return role === 'member' || role === 'direct_member' || role === 'reinstate' ? 'member' : undefined;
}

import { type Key, keyOf } from './identity.ts';

/** What every member may do in every repository of the organisation. */
export type BasePermission = 'none' | 'read' | 'write' | 'admin';

/** GitHub's five repository roles, weakest first, as the web page names them (REST says pull and push). */
export const repositoryRoles = ['read', 'triage', 'write', 'maintain', 'admin'] as const;

/** One of GitHub's five, or the name of a custom repository role; where base permissions are compared, also `none`. */
export type RepositoryRole = string;

/** A repository role of the organisation's own, and the one of GitHub's five that it builds on, where known. */
export interface CustomRole {
  readonly name: string;
  readonly base?: (typeof repositoryRoles)[number];
}

export type CustomRoles = ReadonlyMap<Key, CustomRole>;

/**
 * How strong a role is. A custom role stands just above the role it builds on.
 * @returns undefined for a custom role whose base is not known: it compares with nothing.
 */
export function strengthOf(role: RepositoryRole, customRoles: CustomRoles): number | undefined {
  if (role === 'none') return -1;
  const index = (repositoryRoles as readonly string[]).indexOf(role);
  if (index >= 0) return index;
  const base = customRoles.get(keyOf(role))?.base;
  return base === undefined ? undefined : repositoryRoles.indexOf(base) + 0.5;
}

/** Whether going from `before` to `after` may take something away. What cannot be compared counts as lowered. */
export function isLowered(before: RepositoryRole, after: RepositoryRole, customRoles: CustomRoles): boolean {
  const [from, to] = [strengthOf(before, customRoles), strengthOf(after, customRoles)];
  return from === undefined || to === undefined ? before !== after : to < from;
}

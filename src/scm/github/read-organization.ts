import type { Actor } from '../../model/account.ts';
import { ReadError } from '../../model/errors.ts';
import { keyOf } from '../../model/identity.ts';
import type { Organization } from '../../model/org-state.ts';
import { type BasePermission, type CustomRole, type CustomRoles, repositoryRoles } from '../../model/permission.ts';
import type { LiveOrganization } from '../live-reader.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, listOf, nameOf, numberOf, textOf } from './fields.ts';
import { ask } from './graphql-read.ts';
import { viewerQuery } from './queries/users.ts';
import { getOne } from './rest-read.ts';

/** The organisation, who reads it, and where asked its custom repository roles. */
export async function readOrganization(
  client: GitHubClient,
  org: string,
  wanted: { readonly customRoles: boolean },
): Promise<LiveOrganization> {
  const [found, actor, customRoles] = await Promise.all([
    getOne(client, 'GET /orgs/{org}', { org }, { what: `the organisation ${org}`, needs: 'access to it' }),
    readActor(client),
    wanted.customRoles ? readCustomRoles(client, org) : new Map(),
  ]);
  return { organization: organizationOf(fieldsOf(found, `the organisation ${org}`), customRoles), actor };
}

function organizationOf(fields: Fields, customRoles: CustomRoles): Organization {
  const name = nameOf(fields['login'], "the organisation's login");
  const [open, closed] = [fields['public_repos'], fields['total_private_repos']];
  return {
    name,
    id: numberOf(fields['id'], "the organisation's id"),
    basePermission: basePermissionOf(fields['default_repository_permission'], name),
    customRoles,
    ...(typeof open === 'number' && typeof closed === 'number' ? { repositories: open + closed } : {}),
    ...seatsOf(fields['plan']),
  };
}

/** Only owners, and apps with the right permission, are told it: whoever is not would also be told half of the rest. */
function basePermissionOf(value: unknown, org: string): BasePermission {
  if (value === 'none' || value === 'read' || value === 'write' || value === 'admin') return value;
  throw new ReadError(
    'no-permission',
    `GitHub does not tell this token the base permission of ${org}. The token must be an owner's with the scope ` +
      `admin:org, or an app's with the permissions "Administration: read" and "Members: write" of the organisation.`,
  );
}

function seatsOf(plan: unknown): Pick<Organization, 'seats'> {
  if (typeof plan !== 'object' || plan === null) return {};
  const { seats: total, filled_seats: filled } = plan as Fields;
  return typeof total === 'number' && typeof filled === 'number' ? { seats: { total, filled } } : {};
}

/** Whose token the client uses. */
export async function readActor(client: GitHubClient): Promise<Actor> {
  const reading = { what: "the token's own account", needs: 'no permission of its own', isTiny: true } as const;
  const { viewer } = await ask(client, viewerQuery, {}, reading);
  const { id, login } = fieldsOf(viewer, reading.what);
  const name = nameOf(login, reading.what);
  const isApp = client.actsAs === 'app' || name.endsWith('[bot]') || isBotId(textOf(id, reading.what));
  return { login: name, kind: isApp ? 'app' : 'user' };
}

/** Node ids name their type, in the new form and in the old. */
function isBotId(id: string): boolean {
  return id.startsWith('BOT_') || Buffer.from(id, 'base64').toString('latin1').includes(':Bot');
}

/** @see https://docs.github.com/en/rest/orgs/custom-roles; plans without them answer 404. */
async function readCustomRoles(client: GitHubClient, org: string): Promise<CustomRoles> {
  const what = 'the custom repository roles';
  const needs = 'the permission "Custom repository roles: read" of the organisation';
  const route = 'GET /orgs/{org}/custom-repository-roles';
  const found = await getOne(client, route, { org }, { what, needs, orMissing: true });
  if (found === undefined) return new Map();
  const roles = listOf(fieldsOf(found, what)['custom_roles'], what).map((role) => customRoleOf(role, what));
  return new Map(roles.map((role) => [keyOf(role.name), role]));
}

function customRoleOf(value: unknown, what: string): CustomRole {
  const { name, base_role: builtOn } = fieldsOf(value, what);
  const base = repositoryRoles.find((role) => role === builtOn);
  return { name: textOf(name, what), ...(base === undefined ? {} : { base }) };
}

import type { BasePermission } from '../../model/permission.ts';
import type { App } from '../app.ts';
import { below, isAdministrator, organizationAsked, organizationPaths, requireOwner } from '../http/asked.ts';
import { type Body, booleanIn, bodyOf, textIn, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { accountJson, organizationFullJson, organizationJson } from '../json/account-json.ts';
import { organizationAccount } from '../world/accounts.ts';
import { iso } from '../world/clock.ts';
import { isTextSetting, type OrganizationSettings, settingNames } from '../world/organization-settings.ts';

const basePermissions: readonly BasePermission[] = ['read', 'write', 'admin', 'none'];

/** The organisation and its custom roles: https://docs.github.com/en/rest/orgs/orgs */
export function registerOrganizations(app: App): void {
  // The base permission, the plan and the like are told to owners alone.
  app.on('GET', [...organizationPaths], (c) => {
    const tell = isAdministrator(c) ? organizationFullJson : organizationJson;
    return c.json(tell(organizationAsked(c), c.var.root));
  });

  app.on('PATCH', [...organizationPaths], async (c) => {
    const { organization } = organizationAsked(c);
    requireOwner(c);
    const body = await bodyOf(c);
    organization.description = textIn(body, 'description') ?? organization.description;
    organization.basePermission =
      wordIn(body, 'default_repository_permission', basePermissions) ?? organization.basePermission;
    organization.membersCanCreateRepos =
      booleanIn(body, 'members_can_create_repositories') ?? organization.membersCanCreateRepos;
    keepSettings(organization.settings, body);
    return c.json(organizationFullJson(c.var.world, c.var.root));
  });

  app.on('GET', below(organizationPaths, '/custom-repository-roles'), (c) => {
    const world = organizationAsked(c);
    const { organization } = world;
    const at = iso(organization.createdAt);
    const roles = [...organization.customRoles.values()].map(({ id, name, base }) => ({
      id,
      name,
      description: null,
      base_role: base ?? 'read',
      permissions: [],
      organization: accountJson(organizationAccount(world), c.var.root),
      created_at: at,
      updated_at: at,
    }));
    return c.json({ total_count: roles.length, custom_roles: roles });
  });

  // Organisation roles are not simulated: there are none, and nobody holds one.
  app.on('GET', below(organizationPaths, '/organization-roles'), (c) => {
    organizationAsked(c);
    return c.json({ total_count: 0, roles: [] });
  });
  app.on('GET', below(organizationPaths, '/security-managers'), (c) => {
    organizationAsked(c);
    return page(c, [], (nothing: object) => nothing);
  });
}

function keepSettings(settings: OrganizationSettings, body: Body): void {
  for (const name of settingNames) {
    const value = isTextSetting(name) ? textIn(body, name) : booleanIn(body, name);
    if (value !== undefined) settings.set(name, value);
  }
}

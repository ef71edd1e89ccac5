import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { App, Env } from '../app.ts';
import { notFound, refusal } from '../http/answers.ts';
import { below, organizationAsked, organizationPaths, requireOwner } from '../http/asked.ts';
import { page } from '../http/page.ts';
import { accountJson } from '../json/account-json.ts';
import { nodeId } from '../json/node-id.ts';
import { organizationAccount } from '../world/accounts.ts';
import { hour, iso, now } from '../world/clock.ts';
import { repoByName } from '../world/repos.ts';
import type { World } from '../world/world.ts';

const permissions = {
  administration: 'write',
  checks: 'write',
  contents: 'write',
  issues: 'write',
  members: 'write',
  metadata: 'read',
  organization_administration: 'write',
  organization_custom_roles: 'read',
  organization_plan: 'read',
  pull_requests: 'write',
  statuses: 'write',
} as const;

/**
 * The app that the bot is, so that an app's credentials can be tried: any signed JWT is taken for the app.
 * @param issue makes a token of the installation known, until a time on the sandbox's clock
 * @see https://docs.github.com/en/rest/apps/apps
 */
export function registerApps(app: App, issue: (token: string, until: number) => void): void {
  app.get('/app', (c) => {
    requireApp(c);
    return c.json(appJson(c.var.world, c.var.root));
  });
  app.get('/app/installations', (c) => {
    requireApp(c);
    return page(c, [c.var.world], (world) => installationJson(world, c.var.root));
  });
  app.get('/app/installations/:installation_id', (c) => {
    requireInstallation(c);
    return c.json(installationJson(c.var.world, c.var.root));
  });
  app.get('/orgs/:org/installation', (c) => {
    requireApp(c);
    return c.json(installationJson(organizationAsked(c), c.var.root));
  });
  app.on('GET', below(organizationPaths, '/installations'), (c) => {
    const world = organizationAsked(c);
    requireOwner(c);
    const toJson = (installed: World) => installationJson(installed, c.var.root);
    return page(c, [world], toJson, (installations, total_count) => ({ total_count, installations }));
  });
  app.get('/repos/:owner/:repo/installation', (c) => {
    requireApp(c);
    if (repoByName(c.var.world, c.req.param('repo')) === undefined) throw notFound();
    return c.json(installationJson(c.var.world, c.var.root));
  });
  app.post('/app/installations/:installation_id/access_tokens', (c) => {
    requireInstallation(c);
    const token = `ghs_${randomBytes(18).toString('hex')}`;
    issue(token, now(c.var.world) + hour);
    // Clients compare with the machine's clock, not with the sandbox's.
    return c.json({ token, expires_at: iso(Date.now() + hour), permissions, repository_selection: 'all' }, 201);
  });
}

function requireApp(c: Context<Env>): void {
  if (c.var.actor.kind !== 'app') throw refusal(401, 'A JSON web token could not be decoded');
}

function requireInstallation(c: Context<Env>): void {
  requireApp(c);
  if (c.req.param('installation_id') !== String(c.var.world.organization.app.installation)) throw notFound();
}

function appJson(world: World, root: string) {
  const { app, createdAt } = world.organization;
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('Integration', app.id),
    client_id: `Iv1.${app.slug}`,
    owner: accountJson(organizationAccount(world), root),
    name: 'Rollcall',
    description: null,
    external_url: 'https://github.com/apps/rollcall',
    html_url: `https://github.com/apps/${app.slug}`,
    created_at: iso(createdAt),
    updated_at: iso(createdAt),
    permissions,
    events: [],
  };
}

function installationJson(world: World, root: string) {
  const { app, id, name, createdAt } = world.organization;
  return {
    id: app.installation,
    account: accountJson(organizationAccount(world), root),
    repository_selection: 'all',
    access_tokens_url: `${root}/app/installations/${app.installation}/access_tokens`,
    repositories_url: `${root}/installation/repositories`,
    html_url: `https://github.com/organizations/${name}/settings/installations/${app.installation}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: id,
    target_type: 'Organization',
    permissions,
    events: [],
    created_at: iso(createdAt),
    updated_at: iso(createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}

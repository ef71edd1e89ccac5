import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { App, Env } from './app.ts';
import { authenticate } from './middleware/authenticate.ts';
import { conditional } from './middleware/conditional.ts';
import { chooseWorld } from './middleware/consistency.ts';
import { noteEffect } from './middleware/effect.ts';
import { injectFaults } from './middleware/faults.ts';
import { observe } from './middleware/observe.ts';
import { rateLimits, registerRateLimit } from './middleware/rate-limits.ts';
import { registerPulls, type StateRepository } from './pulls/routes.ts';
import { registerApps } from './rest/apps.ts';
import { registerCollaborators } from './rest/collaborators.ts';
import { registerIdentityProvider } from './rest/identity-provider.ts';
import { registerInvitations } from './rest/invitations.ts';
import { registerLegacyTeamMembers } from './rest/legacy-team-members.ts';
import { registerMembers } from './rest/members.ts';
import { registerMemberships } from './rest/memberships.ts';
import { registerMeta } from './rest/meta.ts';
import { registerOrganizations } from './rest/organizations.ts';
import { registerOutsideCollaborators } from './rest/outside-collaborators.ts';
import { registerRepoInvitations } from './rest/repo-invitations.ts';
import { registerRepoRedirect } from './rest/repo-redirect.ts';
import { registerRepos } from './rest/repos.ts';
import { registerTeamMembers } from './rest/team-members.ts';
import { registerTeamRepos } from './rest/team-repos.ts';
import { registerTeams } from './rest/teams.ts';
import { registerUsers } from './rest/users.ts';
import type { Sandbox } from './sandbox.ts';

/** The embedded GitHub as a web application: what stands around every request, then each resource. */
export function application(sandbox: Sandbox, pulls: StateRepository | undefined): App {
  const app: App = new Hono<Env>({ getPath: pathOf });
  app.use(
    observe(sandbox),
    injectFaults(sandbox),
    authenticate(sandbox),
    rateLimits(sandbox),
    conditional,
    chooseWorld(sandbox),
    noteEffect,
  );
  registerRepoRedirect(app);
  registerRateLimit(app, sandbox);
  registerMeta(app);
  registerUsers(app);
  registerApps(app, (token, until) => sandbox.tokens.set(token, until));
  registerOrganizations(app);
  registerMembers(app);
  registerMemberships(app);
  registerInvitations(app);
  registerOutsideCollaborators(app);
  registerTeams(app);
  registerTeamMembers(app);
  registerLegacyTeamMembers(app);
  registerTeamRepos(app);
  registerIdentityProvider(app);
  registerRepos(app);
  registerCollaborators(app);
  registerRepoInvitations(app);
  if (pulls !== undefined) registerPulls(app, pulls);
  registerGraphql(app, sandbox);
  app.notFound((c) => {
    c.var.note.missing = true;
    const message = `The sandbox lacks ${c.req.method} ${c.req.path}: this 404 is its own, not GitHub's.`;
    return c.json({ message, documentation_url: 'https://docs.github.com/rest', status: '404' }, 404);
  });
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    const message = `The sandbox failed at ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`;
    return c.json({ message, status: '500' }, 500);
  });
  return app;
}

/** Its library and schema take longer to load than all routes of REST: they come with the first query. */
function registerGraphql(app: App, sandbox: Sandbox): void {
  let handler: Promise<(c: Context<Env>) => Promise<Response>> | undefined;
  app.post('/graphql', async (c) => {
    handler ??= import('./graphql/routes.ts').then(({ graphqlHandler }) => graphqlHandler(sandbox));
    return (await handler)(c);
  });
}

/** Routes are those of api.github.com; below `/api/v3` and at `/api/graphql` they stand as on a GitHub Enterprise Server. */
function pathOf(request: Request): string {
  const { pathname } = new URL(request.url);
  const path = pathname.replace(/\/{2,}/g, '/').replace(/^\/api(\/v3(?=\/|$)|(?=\/graphql$))/, '');
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path || '/';
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from '../app.ts';
import type { Sandbox } from '../sandbox.ts';
import { iso, now } from '../world/clock.ts';
import { expireInvitations } from '../world/invitations.ts';

/** Members, invitations, teams and access; not pull requests, comments, statuses or what an app does for itself. */
const writePaths = [
  /^\/(orgs|organizations)\/[^/]+$/,
  /^\/(orgs|organizations)\/[^/]+\/(members|memberships|public_members|outside_collaborators|invitations|teams?|organization-roles|security-managers)(\/|$)/,
  /^\/teams\//,
  /^\/(repos\/[^/]+\/[^/]+|repositories\/\d+)\/(collaborators|invitations)(\/|$)/,
  /^\/user\/(memberships|repository_invitations)(\/|$)/,
];

/** What stands around every request: the world's time passes, it is logged, written to the file, and answered late. */
export function observe(sandbox: Sandbox): MiddlewareHandler<Env> {
  let number = 0;
  return async (c, next) => {
    const { world } = sandbox;
    const at = iso(now(world));
    const reads = await isRead(c);
    expireInvitations(world);
    const write = !reads && (c.req.path === '/graphql' || writePaths.some((path) => path.test(c.req.path)));
    c.set('world', world);
    c.set('actor', { kind: 'nobody' });
    c.set('note', { points: 1, write, missing: false, effect: false, reads });
    c.set('root', rootOf(c));
    if (world.limits.latencyMs > 0) await sleep(world.limits.latencyMs);
    await next();
    if (!reads) sandbox.keep();
    number += 1;
    const id = `5A4D:${number.toString(16).toUpperCase().padStart(8, '0')}`;
    log(sandbox, c, at, c.var.dropped ? null : id);
    if (!c.var.dropped) addHeaders(c, id, now(world));
  };
}

/** Queries are POST requests too, but read. Hono keeps the text of the body for the handler. */
async function isRead(c: Context<Env>): Promise<boolean> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return true;
  if (c.req.path !== '/graphql') return false;
  return !/"query"\s*:\s*"(\\[nrt]|\s|#[^\\]*\\n)*mutation\b/.test(await c.req.text());
}

/** `/api/v3` where the request came so: clients of GitHub Enterprise Server follow links below it. */
function rootOf(c: Context<Env>): string {
  const { origin, pathname } = new URL(c.req.url);
  return pathname.startsWith('/api/v3/') ? `${origin}/api/v3` : origin;
}

function log(sandbox: Sandbox, c: Context<Env>, at: string, id: string | null): void {
  const { pathname, search } = new URL(c.req.url);
  const { write, points, missing, effect } = c.var.note;
  const status = c.var.dropped ? 0 : c.res.status;
  const graphql = c.req.path === '/graphql';
  const asked = { method: c.req.method, path: pathname + search, status, at, id, effect };
  sandbox.requests.push({ ...asked, graphql, write, points, missing });
}

function addHeaders(c: Context<Env>, id: string, time: number): void {
  const { headers } = c.res;
  headers.set('date', new Date(time).toUTCString());
  headers.set('x-github-request-id', id);
  headers.set('x-github-api-version-selected', c.req.header('x-github-api-version') ?? '2022-11-28');
  headers.set('x-github-media-type', 'github.v3; format=json');
}

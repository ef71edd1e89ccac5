import type { Context, MiddlewareHandler } from 'hono';
import type { App, Env } from '../app.ts';
import { notFound } from '../http/answers.ts';
import type { Sandbox } from '../sandbox.ts';
import { now } from '../world/clock.ts';
import { demandOf, type Excess, excessOf, spend } from './secondary-limits.ts';
import { type PrimaryState, primaryState, type Resource, usageOf } from './usage.ts';

/** Refuses what exceeds the primary or secondary limits, charges the rest, and tells where the asker stands. */
export function rateLimits(sandbox: Sandbox): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { world, usage } = sandbox;
    if (c.req.path === '/rate_limit') return next();
    const resource: Resource = c.req.path === '/graphql' ? 'graphql' : 'core';
    const used = usageOf(usage, c.var.actor);
    usage.inFlight += 1;
    try {
      const refused = refusalFor(sandbox, c, resource);
      if (refused === undefined) {
        await next();
        used.primary[resource].used += c.var.note.points;
      } else c.res = refused;
    } finally {
      usage.inFlight -= 1;
    }
    tell(c, primaryState(world, used, c.var.actor, resource), resource);
    return undefined;
  };
}

function refusalFor(sandbox: Sandbox, c: Context<Env>, resource: Resource): Response | undefined {
  const { world, usage } = sandbox;
  const used = usageOf(usage, c.var.actor);
  if (primaryState(world, used, c.var.actor, resource).remaining <= 0) return primaryRefusal(c, resource);
  if (!world.limits.secondary) return undefined;
  const demand = demandOf(c.req.method, c.req.path, c.var.note.reads, world.behaviours.contentCreating);
  const time = now(world);
  const excess = excessOf(used, demand, usage.inFlight, time);
  if (excess !== undefined) return secondaryRefusal(c, excess);
  spend(used, demand, time);
  return undefined;
}

/** GraphQL answers 200 with an error, whose type is spelt in two ways; REST answers 403. */
function primaryRefusal(c: Context<Env>, resource: Resource): Response {
  const { actor, world } = c.var;
  c.var.note.points = 0;
  const who = actor.kind === 'installation' ? 'installation ID' : 'user ID';
  const id = actor.kind === 'installation' ? world.organization.app.installation : actingId(c);
  if (resource === 'graphql') {
    const message = `API rate limit already exceeded for ${who} ${id}.`;
    return Response.json({
      errors: [{ type: world.behaviours.graphqlRateLimitSpelling, code: 'graphql_rate_limit', message }],
    });
  }
  const message =
    `API rate limit exceeded for ${who} ${id}. ` +
    'If you reach out to GitHub Support for help, please include the request ID.';
  return refused(message, 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api');
}

function secondaryRefusal(c: Context<Env>, { reason, wait }: Excess): Response {
  c.var.note.points = 0;
  const message =
    reason === 'content'
      ? 'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. ' +
        'Please retry your request again later.'
      : 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ' +
        'If you reach out to GitHub Support for help, please include the request ID.';
  const answer = refused(
    message,
    'https://docs.github.com/en/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
  );
  if (c.var.world.behaviours.retryAfterHeader) {
    answer.headers.set('retry-after', String(Math.max(1, Math.ceil(wait / 1000))));
  }
  return answer;
}

function refused(message: string, documentation_url: string): Response {
  return Response.json({ documentation_url, message }, { status: 403 });
}

function actingId(c: Context<Env>): number {
  return c.var.actor.kind === 'nobody' ? 0 : c.var.actor.account.id;
}

function tell(c: Context<Env>, state: PrimaryState, resource: Resource): void {
  for (const [name, value] of Object.entries({ ...state, resource })) {
    if (!c.res.headers.has(`x-ratelimit-${name}`)) c.res.headers.set(`x-ratelimit-${name}`, String(value));
  }
}

/** Asking for the limits costs nothing; where they are off there is nothing to tell. */
export function registerRateLimit(app: App, { usage }: Sandbox): void {
  app.get('/rate_limit', (c) => {
    const { world, actor } = c.var;
    if (world.limits.primary === null) throw notFound();
    const used = usageOf(usage, actor);
    const core = primaryState(world, used, actor, 'core');
    const graphql = primaryState(world, used, actor, 'graphql');
    const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
    c.var.note.points = 0;
    return c.json({ resources: { core, graphql, search }, rate: core });
  });
}

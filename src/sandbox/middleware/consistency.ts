import type { MiddlewareHandler } from 'hono';
import type { Env } from '../app.ts';
import type { Earlier, Sandbox } from '../sandbox.ts';
import { now } from '../world/clock.ts';
import type { World } from '../world/world.ts';

/**
 * Chooses the world that a request sees. Writes see and change the present one; reads may lag behind, as GitHub's do
 * (github/gh-gei#323: a team just created answers 404).
 */
export function chooseWorld(sandbox: Sandbox): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { world, earlier } = sandbox;
    const lag = world.behaviours.eventualConsistencyMs;
    if (c.var.note.reads) c.set('world', lag > 0 ? seenAt(now(world) - lag, sandbox) : world);
    else if (lag > 0) earlier.push({ world: structuredClone(world), replacedAt: now(world) });
    await next();
  };
}

/** The world as it was at a time. States that no read can be shown any more are forgotten. */
function seenAt(time: number, { world, earlier }: Sandbox): World {
  while (isOver(earlier[0], time)) earlier.shift();
  const seen = earlier[0]?.world;
  if (seen === undefined) return world;
  seen.clockAhead = world.clockAhead;
  return seen;
}

function isOver(state: Earlier | undefined, time: number): boolean {
  return state !== undefined && state.replacedAt <= time;
}

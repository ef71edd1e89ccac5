import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../model/clock.ts';
import { now } from '../../sandbox/world/clock.ts';
import type { World } from '../../sandbox/world/world.ts';

/**
 * The sandbox's time, which jumps instead of being waited for. What requests take of the machine's time passes as well.
 */
export function jumpingClock(world: World): Clock {
  return {
    now: () => new Date(now(world)),
    async sleep(milliseconds, signal) {
      await turn(undefined, signal === undefined ? {} : { signal });
      world.clockAhead += milliseconds;
    },
  };
}

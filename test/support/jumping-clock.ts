import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/model/clock.ts';
import type { RunningSandbox } from '../../src/sandbox/start.ts';

/** A clock that jumps instead of waiting, and takes the sandbox's with it. */
export interface JumpingClock extends Clock {
  /** Whole seconds waited so far. */
  secondsWaited(): number;
}

/** For a run against this sandbox. The lock's leases and what the sandbox itself waits take the machine's time. */
export function jumpingClock({ world }: RunningSandbox): JumpingClock {
  let waited = 0;
  return {
    now: () => new Date(Date.now() + world.clockAhead),
    async sleep(milliseconds, signal) {
      await turn(undefined, signal === undefined ? {} : { signal });
      world.clockAhead += milliseconds;
      waited += milliseconds;
    },
    secondsWaited: () => Math.round(waited / 1000),
  };
}

import { jumpingClock as clockOf } from '../../src/commands/stage/jumping-clock.ts';
import type { Clock } from '../../src/model/clock.ts';
import type { RunningSandbox } from '../../src/sandbox/start.ts';

interface JumpingClock extends Clock {
  /** Whole seconds waited so far. */
  secondsWaited(): number;
}

/**
 * For a run against this sandbox: it jumps instead of waiting, and takes the sandbox's clock with it. The lock's leases and
 * what the sandbox itself waits take the machine's time.
 */
export function jumpingClock({ world }: RunningSandbox): JumpingClock {
  const clock = clockOf(world);
  let waited = 0;
  return {
    now: () => clock.now(),
    async sleep(milliseconds, signal) {
      await clock.sleep(milliseconds, signal);
      waited += milliseconds;
    },
    secondsWaited: () => Math.round(waited / 1000),
  };
}

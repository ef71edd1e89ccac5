import type * as timers from 'node:timers/promises';
import { vi } from 'vitest';

/** Milliseconds that have been waited in this file's tests without waiting. */
const waits: number[] = [];
const machine = Date.now.bind(Date);

/**
 * Lets the clock jump instead of waiting, wherever a run waits for GitHub: the waits are as long as they would be by
 * `Date.now`, the sandbox's clock included. The lock's leases and what the sandbox itself waits take their time.
 *
 * For `vi.mock('node:timers/promises', …)`, which must stand in the test's own file.
 */
export function jumpingTimers(real: typeof timers): typeof timers {
  vi.spyOn(Date, 'now').mockImplementation(() => machine() + waits.reduce((sum, wait) => sum + wait, 0));
  const setTimeout: typeof timers.setTimeout = async (delay, value, options) => {
    const [, , asker = ''] = new Error('who waits').stack?.split('\n').slice(0, 3) ?? [];
    if (!/\/src\/(scm|applier|commands)\//.test(asker)) return real.setTimeout(delay, value, options);
    await real.setImmediate(undefined, options);
    waits.push(delay ?? 0);
    return value as never;
  };
  return { ...real, setTimeout };
}

/** Whole seconds waited since the last time this was asked. */
export function secondsWaited(): number {
  const all = waits.slice(told).reduce((sum, wait) => sum + wait, 0);
  told = waits.length;
  return Math.round(all / 1000);
}

let told = 0;

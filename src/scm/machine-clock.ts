import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../model/clock.ts';

/** The machine's own time, which passes by itself. */
export const machineClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => pause(milliseconds, undefined, signal === undefined ? {} : { signal }),
};

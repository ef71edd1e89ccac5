import type { Clock } from '../../model/clock.ts';

/** GitHub's time. Its limits and dates are told by it, and our own clock may be wrong. */
export interface ServerClock {
  /** Our own time until GitHub has answered. */
  now(): Date;
  /** @param date the `date` header of an answer */
  hear(date: unknown): void;
}

/** The header has whole seconds and has been on its way: less than this is no difference. */
const tolerance = 2000;

export function createServerClock(clock: Clock): ServerClock {
  let ahead = 0;
  return {
    now: () => new Date(clock.now().getTime() + ahead),
    hear(date) {
      const difference = (typeof date === 'string' ? Date.parse(date) : Number.NaN) - clock.now().getTime();
      if (!Number.isNaN(difference)) ahead = Math.abs(difference) < tolerance ? 0 : difference;
    },
  };
}

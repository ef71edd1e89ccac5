/** GitHub's time. Its limits and dates are told by it, and this machine's clock may be wrong. */
export interface ServerClock {
  /** The machine's time until GitHub has answered. */
  now(): Date;
  /** @param date the `date` header of an answer */
  hear(date: unknown): void;
}

/** The header has whole seconds and has been on its way: less than this is no difference. */
const tolerance = 2000;

export function createServerClock(): ServerClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    hear(date) {
      const difference = (typeof date === 'string' ? Date.parse(date) : Number.NaN) - Date.now();
      if (!Number.isNaN(difference)) ahead = Math.abs(difference) < tolerance ? 0 : difference;
    },
  };
}

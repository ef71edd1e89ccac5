import { UsageError } from '../model/errors.ts';

const units = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/**
 * A time as it is typed: `90s`, `5m`, `2h`.
 * @param option what it was given to, for the message
 * @returns milliseconds
 * @throws UsageError where it is no such time
 */
export function durationFrom(text: string, option: string): number {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) {
    throw new UsageError('duration', `${option} ${text} is no length of time. Give one such as 90s, 5m or 2h.`);
  }
  return Number(count) * units[unit as keyof typeof units];
}

import type { World } from './world.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The sandbox's time: the machine's, and what control calls added to it. */
export function now(world: World): number {
  return Date.now() + world.clockAhead;
}

/** A time as GitHub writes it: ISO 8601 in whole seconds, UTC. */
export function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** `time` moved by whole calendar months. */
export function monthsAfter(time: number, months: number): number {
  const date = new Date(time);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.getTime();
}

const units: Readonly<Record<string, number>> = { s: second, m: minute, h: hour, d: day, w: 7 * day };

/** Milliseconds of a span such as `7d`, `90m` or `1h30m`; undefined where it cannot be read. */
export function durationOf(text: string): number | undefined {
  if (!/^(\d+[smhdw])+$/.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([smhdw])/g)) total += Number(count) * (units[unit ?? ''] ?? 0);
  return total;
}

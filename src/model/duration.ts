const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A length of time in milliseconds.
 * @param text a whole number and its unit, such as `90s`, `5m`, `36h` or `2d`; which units may stand there, and how large
 *   the number may be, the caller has seen to
 */
export function millisecondsOf(text: string): number {
  return Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? Number.NaN);
}

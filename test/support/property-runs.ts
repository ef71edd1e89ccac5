/** CI runs the thousand; a run by hand is content with fewer. */
export function runsOr(fewer: number): number {
  return Number(process.env['PROPERTY_RUNS'] ?? fewer);
}

/** The same cases every time, so that no merge hangs on luck; `random` is for searching by hand, a path for going back. */
export const seed = seedOf(process.env['PROPERTY_SEED'] ?? '20261122');
export const path = process.env['PROPERTY_PATH'] ?? '';

function seedOf(text: string): number {
  const value = text === 'random' ? Date.now() % 2 ** 31 : Number(text);
  if (!Number.isInteger(value)) throw new Error(`PROPERTY_SEED is a whole number or the word random, not ${text}`);
  return value;
}

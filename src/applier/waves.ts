import type { Change } from '../model/change.ts';
import type { Wave } from '../model/policy.ts';

/**
 * Cuts an ordered plan into waves: what only adds goes first, in one go; then so many removals as policy says, counted
 * from the first, and what stands between them. Whatever policy leaves over is a last wave.
 * @param takesAway whether a change is one of the removals
 * @returns no wave is empty; together they are the plan, in its order
 */
export function wavesOf(
  changes: readonly Change[],
  policy: readonly Wave[],
  takesAway: (change: Change) => boolean,
): readonly (readonly Change[])[] {
  const first = changes.findIndex(takesAway);
  if (first === -1) return changes.length === 0 ? [] : [changes];
  const ends = endsOf(policy, changes.filter(takesAway).length);
  const waves: Change[][] = [changes.slice(0, first)];
  let removals = 0;
  for (const change of changes.slice(first)) {
    if (takesAway(change) && (removals === 0 || ends.has(removals))) waves.push([]);
    waves.at(-1)?.push(change);
    if (takesAway(change)) removals++;
  }
  return waves.filter((wave) => wave.length > 0);
}

/** After how many removals, counted from the first, a wave ends. */
function endsOf(policy: readonly Wave[], removals: number): ReadonlySet<number> {
  return new Set(policy.map((wave) => ('count' in wave ? wave.count : Math.ceil((removals * wave.percent) / 100))));
}

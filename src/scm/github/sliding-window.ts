/** So many points in any span of so many milliseconds. */
export interface SlidingWindow {
  /** Milliseconds until `cost` more points fit; 0 where they fit now. */
  delay(cost: number, now: number): number;
  /** Records that `cost` points were spent. */
  spend(cost: number, now: number): void;
}

/**
 * Unlike a reservoir that is refilled at fixed times, this never lets more through in any span, wherever GitHub's own
 * minute may start, and never less: what may go at once goes at once.
 */
export function slidingWindow(limit: number, milliseconds: number): SlidingWindow {
  let spent: { readonly at: number; readonly cost: number }[] = [];
  return {
    delay(cost, now) {
      spent = spent.filter((entry) => entry.at + milliseconds > now);
      let excess = spent.reduce((sum, entry) => sum + entry.cost, cost) - limit;
      let until = now;
      for (const entry of spent) {
        if (excess <= 0) break;
        excess -= entry.cost;
        until = entry.at + milliseconds;
      }
      return until - now;
    },
    spend(cost, now) {
      spent.push({ at: now, cost });
    },
  };
}

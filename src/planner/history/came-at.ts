/**
 * When each commit of a first-parent line came to it. Committer dates are what a machine's clock said, and a commit
 * cannot have come before the one below it: of dates that contradict that order as few as possible are held for wrong,
 * with all that lie in the future. Such a commit counts as having come with the one below it, or where there is none
 * with the one above.
 * @param dates seconds, oldest commit first
 * @param now seconds
 */
export function cameAt(
  dates: readonly number[],
  now: number,
): { readonly times: readonly number[]; readonly wrong: number } {
  const right = longestRising(dates, now);
  const firstRight = dates[dates.findIndex((_, index) => right.has(index))] ?? now;
  let latest = firstRight;
  const times = dates.map((date, index) => {
    if (right.has(index)) latest = date;
    return latest;
  });
  return { times, wrong: dates.length - right.size };
}

/** The places of a longest run of dates that never falls, of those up to now. */
function longestRising(dates: readonly number[], now: number): ReadonlySet<number> {
  // By length less one: the place of the smallest date that ends such a run.
  const ends: number[] = [];
  const before: number[] = [];
  for (const [place, date] of dates.entries()) {
    if (date > now) continue;
    const length = firstLater(ends, dates, date);
    before[place] = ends[length - 1] ?? -1;
    ends[length] = place;
  }
  const run = new Set<number>();
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) run.add(place);
  return run;
}

/** By bisection: the first of these places whose date is later. */
function firstLater(places: readonly number[], dates: readonly number[], date: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((dates[places[middle] ?? 0] ?? 0) <= date) low = middle + 1;
    else high = middle;
  }
  return low;
}

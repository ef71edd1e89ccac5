/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to just under `limit`. */
  below(limit: number): number;
  /** True with this probability, from 0 to 1. */
  chance(probability: number): boolean;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** An index of `weights`, more often where the weight is greater. */
  weighted(weights: Weights): number;
}

/** Weights added up, so that a pick is a binary search. */
export interface Weights {
  readonly sums: readonly number[];
  readonly total: number;
}

/** Weights of a long tail: the first of `count` is chosen most, and `skew` (0 is even) says by how much. */
export function longTail(count: number, skew: number): Weights {
  let total = 0;
  const sums = Array.from({ length: count }, (_, rank) => (total += (rank + 1) ** -skew));
  return { sums, total };
}

/** The generator mulberry32: 32 bits of state are plenty for names and sizes. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    weighted: ({ sums, total }) => firstAbove(sums, next() * total),
  };
}

function firstAbove(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? Number.POSITIVE_INFINITY) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

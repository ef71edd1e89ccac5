import { TooLarge } from './graphql-read.ts';

/** Sizes to ask for, largest first. It goes down where GitHub refuses, and slowly up again. */
export interface Ladder<Size> {
  size(): Size;
  /** @returns false at the bottom. */
  down(): boolean;
  worked(): void;
}

/** So many answers in a row before a larger size is tried again; each fall doubles it, to so many at most. */
const leastPatience = 4;
const mostPatience = 64;

export function createLadder<Size>(sizes: readonly [Size, ...Size[]]): Ladder<Size> {
  let step = 0;
  let inARow = 0;
  let patience = leastPatience;
  return {
    size: () => sizes[step] ?? sizes[0],
    down() {
      if (step === sizes.length - 1) return false;
      step++;
      inARow = 0;
      patience = Math.min(patience * 2, mostPatience);
      return true;
    },
    worked() {
      inARow++;
      if (step === 0 || inARow < patience) return;
      step--;
      inARow = 0;
    },
  };
}

/**
 * Asks at the ladder's size, and for less as long as GitHub finds it too large.
 * @throws TooLarge where the smallest size is too large.
 */
export async function askFor<Size, Answer>(
  ladder: Ladder<Size>,
  ask: (size: Size) => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    try {
      const answer = await ask(ladder.size());
      ladder.worked();
      return answer;
    } catch (error) {
      if (!(error instanceof TooLarge) || !ladder.down()) throw error;
    }
  }
}

/** Asks for many things by name, so many in a query, and fewer where GitHub finds that too large. */
export async function inBatches<Item, Answer>(
  items: readonly Item[],
  most: number,
  ask: (batch: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const ladder = createLadder([most, ...halvesOf(most)]);
  const answers: Answer[] = [];
  for (let done = 0; done < items.length; ) {
    const { batch, answer } = await askFor(ladder, async (size) => {
      const batch = items.slice(done, done + size);
      return { batch, answer: await ask(batch) };
    });
    answers.push(...answer);
    done += batch.length;
  }
  return answers;
}

/** 25: 12, 6, 3, 1. */
export function halvesOf(size: number): number[] {
  const half = Math.floor(size / 2);
  return half === 0 ? [] : [half, ...halvesOf(half)];
}

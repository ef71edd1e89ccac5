import { RollcallError } from '../../model/errors.ts';

/** Reads part after part, and keeps in mind which could not be read. */
export interface PartReader {
  /** @returns undefined where it could not be read, which is kept for {@link unread} */
  read<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer | undefined>;
  /** A sentence for each part that could not be read, each once, sorted. */
  unread(): readonly string[];
}

export function createParts(): PartReader {
  const sentences = new Set<string>();
  return {
    async read(what, ask) {
      try {
        return await ask();
      } catch (error) {
        // A defect of our own is nothing that GitHub did not answer.
        if (!(error instanceof RollcallError)) throw error;
        sentences.add(`Could not read ${what}: ${error.message}`);
        return undefined;
      }
    },
    unread: () => [...sentences].sort(),
  };
}

/** So many items a time, so that what one of them spoils is not all. */
export function inChunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, nth) => items.slice(nth * size, (nth + 1) * size));
}

import type { Source } from '../../model/roster.ts';
import { feedError, type Origin } from '../origin.ts';

/** The text of one row in one column, where the source may have several values there. */
export interface Cells {
  textOf(column: string, values: readonly string[]): string | undefined;
  /** Something for which the whole source is refused, such as `is binary: …`; counted. */
  flaw(column: string, what: string): void;
  /** @throws FeedError where there was a flaw */
  check(): void;
}

/**
 * Several values are never cut down to one by chance:
 * - a person with several ids or logins is several people, and the source is refused;
 * - several status words, or leaving dates, are one text that is neither, so that the status is unknown;
 * - of all else there is no value, so that no rule says no, and no login is found by it.
 * @param noun what the source calls its rows, as in `entries`
 */
export function createCells({ columns }: Source, origin: Origin, noun: string): Cells {
  const flaws = new Map<string, number>();
  const named = (column: string, meanings: readonly string[]): boolean =>
    meanings.some((meaning) => columns[meaning] === column);
  const flaw = (column: string, what: string): void => {
    const found = `${JSON.stringify(column)} ${what}`;
    flaws.set(found, (flaws.get(found) ?? 0) + 1);
  };
  return {
    flaw,
    textOf(column, all) {
      const values = [...new Set(all)];
      if (values.length < 2) return values[0];
      if (named(column, ['employee', 'login'])) flaw(column, 'has several values: name in columns one that has one');
      return named(column, ['status', 'leftOn']) ? values.sort().join(' | ') : undefined;
    },
    check() {
      for (const [found, times] of flaws) {
        throw feedError(origin, 'feed-columns', `in ${times} of the ${noun} ${found}`);
      }
    },
  };
}

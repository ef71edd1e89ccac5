import type { Records } from '../../model/people.ts';
import type { FeedCounts } from '../../model/roster.ts';

/** How many rows of a feed say what: what `refs/rollcall/feeds` keeps of it once it is accepted. */
export function countsOf({ people, rowsWithoutEmployee }: Records): FeedCounts {
  const active = people.filter(({ status }) => status.kind === 'active').length;
  const left = people.filter(({ status }) => status.kind === 'left').length;
  const rows = people.length + rowsWithoutEmployee.length;
  return Object.freeze({ rows, active, left, unknown: rows - active - left });
}

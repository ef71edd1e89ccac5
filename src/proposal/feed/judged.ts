import type { Records } from '../../model/people.ts';
import type { Violation } from '../../model/plan.ts';
import type { Allowance } from '../../model/policy.ts';
import type { Feed, FeedCounts, Source } from '../../model/roster.ts';
import { shown } from '../words.ts';

/** What a feed is judged by besides roster.yaml. */
export interface Occasion {
  /** Of the last feed of this source that was accepted; undefined at the first. */
  readonly lastCounts: FeedCounts | undefined;
  /** Those of policy.yaml, in force or not. */
  readonly allowances: readonly Allowance[];
  /** After the feed was read. */
  readonly now: Date;
}

/** All that a check looks at. */
export interface Judged extends Occasion {
  readonly feed: Feed;
  readonly records: Records;
  readonly source: Source;
  readonly counts: FeedCounts;
}

/** One reason not to believe a feed; the guard's name is given by whoever asks. */
export type Check = (judged: Judged) => readonly Omit<Violation, 'guard'>[];

/** How messages begin. */
export function the({ name }: Source): string {
  return `The feed ${shown(name)}`;
}

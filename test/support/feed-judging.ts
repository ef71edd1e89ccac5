import type { Violation } from '../../src/model/plan.ts';
import type { Allowance } from '../../src/model/policy.ts';
import type { Expectation, Feed, FeedCounts, Source } from '../../src/model/roster.ts';
import { feedChecks } from '../../src/proposal/feed-checks.ts';
import { recordsOf } from '../../src/proposal/people/records.ts';
import { aFeed, aSource } from './feed-builder.ts';

type Cells = Readonly<Record<string, string>>;

/** Half an hour after the feeds of `aFeed`. */
const now = new Date('2026-11-22T06:30:00Z');
export const hour = 3_600_000;

/** Rows of as many active people. */
export function people(count: number, cells: Cells = {}): readonly Cells[] {
  return Array.from({ length: count }, (_, index) => ({
    employee: `E${index}`,
    login: `u${index}`,
    status: 'active',
    ...cells,
  }));
}

export function last(rows: number): FeedCounts {
  return { rows, active: rows, left: 0, unknown: 0 };
}

export function allowing(hr: number, expires = '2026-11-25'): Allowance {
  return { feedRows: { hr }, reason: 'Site closure', approvedBy: 'alice', expires, file: 'state/policy.yaml', line: 1 };
}

interface Given {
  readonly expect?: Partial<Expectation>;
  readonly lastCounts?: FeedCounts;
  readonly allowances?: readonly Allowance[];
  readonly feed?: Partial<Feed>;
  readonly source?: Source;
}

/** What is wrong with a feed of these rows. */
export function judge(rows: readonly Cells[], given: Given = {}): readonly Violation[] {
  const { source = aSource('hr', given.expect, ['department']), lastCounts, allowances = [] } = given;
  const feed = { ...aFeed(source, rows), ...given.feed };
  return feedChecks(feed, recordsOf(feed, source, '2026-11-22'), source, { lastCounts, allowances, now });
}

export function guards(violations: readonly Violation[]): readonly string[] {
  return violations.map(({ guard }) => guard);
}

import { isAbsolute, join, resolve } from 'node:path';
import { readFeedCounts, type FeedRecord } from '../../git/feed-counts.ts';
import { trackedAmong } from '../../git/tracked.ts';
import { dayOf } from '../../model/day.ts';
import { FeedError, UsageError } from '../../model/errors.ts';
import type { Records } from '../../model/people.ts';
import type { Violation } from '../../model/plan.ts';
import type { FeedCounts, Roster, Source } from '../../model/roster.ts';
import { feedChecks } from '../../proposal/feed-checks.ts';
import { countsOf } from '../../proposal/people/counts.ts';
import { recordsOf } from '../../proposal/people/records.ts';
import { readSource } from '../../roster/read-source.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from './default-branch.ts';

/** What all sources of roster.yaml gave, each of them believed. */
export interface Believed {
  readonly roster: Roster;
  /** In the order of roster.yaml. */
  readonly records: readonly Records[];
  readonly counts: ReadonlyMap<string, FeedCounts>;
  /** What the remote keeps of the feeds that were believed last. */
  readonly last: FeedRecord;
  readonly warnings: readonly string[];
}

/** Why at least one of them is not. */
export interface Refused {
  readonly refused: readonly Violation[];
  readonly warnings: readonly string[];
}

/**
 * Reads every source of roster.yaml and judges it. Where one is refused, what the others say counts for nothing: whoever
 * is missing in one may stand in another.
 * @throws UsageError for a roster, a variable or a driver that is missing; GitError where the last counts cannot be read
 */
export async function readFeeds(context: Context, branch: DefaultBranch): Promise<Believed | Refused> {
  const { repository, remote } = branch;
  const roster = rosterOf(branch);
  const last = await readFeedCounts(repository, remote);
  const warnings = await trackedFiles(branch, roster);
  const read: Read[] = [];
  for (const source of roster.sources) {
    context.log(`Reading ${source.name} (${source.reading.kind}) …`);
    read.push(await readOne(context, branch, source, last.counts.get(source.name)));
  }
  const refused = read.flatMap(({ violations }) => violations);
  if (refused.length > 0) return { refused, warnings };
  const records = read.flatMap(({ records }) => records ?? []);
  return { roster, records, counts: new Map(records.map((one) => [one.source, countsOf(one)])), last, warnings };
}

function rosterOf({ loaded: { roster }, repository, remote }: DefaultBranch): Roster {
  if (roster !== undefined && roster.sources.length > 0) return roster;
  const message = `${join(repository.prefix, 'roster.yaml')} on ${remote.defaultBranch} names no source of HR data: write where it is read, and merge that.`;
  throw new UsageError('no-roster', message);
}

interface Read {
  readonly records?: Records;
  readonly violations: readonly Violation[];
}

async function readOne(
  context: Context,
  { repository, loaded: { policy } }: DefaultBranch,
  source: Source,
  lastCounts: FeedCounts | undefined,
): Promise<Read> {
  try {
    const feed = await readSource(source, { root: repository.root, env: context.env, now: () => context.now() });
    const now = context.now();
    const records = recordsOf(feed, source, dayOf(now));
    const { allowances } = policy;
    return { records, violations: feedChecks(feed, records, source, { lastCounts, allowances, now }) };
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return { violations: [{ guard: `feed.${source.name}.readable`, message: error.message }] };
  }
}

/** HR data that stands in the state repo is there for everybody who can read it, and for good. */
async function trackedFiles({ repository }: DefaultBranch, { sources }: Roster): Promise<readonly string[]> {
  const files = sources.flatMap(({ reading }) => ('file' in reading ? [reading.file] : []));
  const paths = files.map((file) => (isAbsolute(file) ? file : resolve(repository.root, file)));
  return (await trackedAmong(repository, paths)).map(
    (path) =>
      `${path} is tracked by git: HR data does not belong in the state repo. Keep it outside, and take it out of the history.`,
  );
}

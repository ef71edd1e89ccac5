import { GitError } from '../model/errors.ts';
import { compare } from '../model/order.ts';
import type { FeedCounts } from '../model/roster.ts';
import { readBlobs } from './blobs.ts';
import { isObject } from './json-object.ts';
import { putOnTop } from './put-on-top.ts';
import type { Remote } from './remote.ts';
import { fetchStanding, type RemoteRef } from './remote-ref.ts';
import type { StateRepository } from './repository.ts';
import { listTree } from './tree.ts';
import { putFiles, writeBlob, writeCommit } from './write-objects.ts';

/** The ref on the remote that keeps the counts of the last accepted feeds. */
const feedsRef = 'refs/rollcall/feeds';

const file = 'feeds.json';

/** Bytes; a source needs about a hundred. */
const largest = 1_000_000;

/** What is known of the feeds that were accepted last. */
export interface FeedRecord {
  /** The commit at the ref; null before the first feed was accepted. */
  readonly at: string | null;
  /** By name of the source. */
  readonly counts: ReadonlyMap<string, FeedCounts>;
}

/**
 * @throws GitError `feeds-unreadable` where something else stands at the ref: that is never taken for a first time, in
 * which nothing could be seen to shrink
 */
export async function readFeedCounts(repository: StateRepository, remote: Remote): Promise<FeedRecord> {
  const place = { repository, remote, ref: feedsRef };
  return recordAt(place, await fetchStanding(place));
}

/**
 * Keeps the counts of these feeds, on top of what was kept before: sources that are not among them stay. Nothing is
 * pushed where nothing differs; where another run was faster, its counts are kept too.
 * @param record as it was read
 * @param at when they were accepted
 * @throws GitError `feeds-refused` where the remote does not take the push
 */
export async function keepFeedCounts(
  repository: StateRepository,
  remote: Remote,
  record: FeedRecord,
  counts: ReadonlyMap<string, FeedCounts>,
  at: Date,
): Promise<void> {
  if (textOf(withCounts(record, counts)) === textOf(record.counts)) return;
  const place = { repository, remote, ref: feedsRef };
  await putOnTop(
    place,
    async (tip) => commitOnTop(place, await recordAt(place, tip), counts, at),
    (why) => refused(place, why),
  );
}

/** Null where nothing differs. */
async function commitOnTop(
  { repository: { git } }: RemoteRef,
  record: FeedRecord,
  counts: ReadonlyMap<string, FeedCounts>,
  at: Date,
): Promise<string | null> {
  const text = textOf(withCounts(record, counts));
  if (text === textOf(record.counts)) return null;
  const tree = await putFiles(git, null, new Map([[file, await writeBlob(git, text)]]));
  const parents = record.at === null ? [] : [record.at];
  return writeCommit(git, { tree, parents, at, message: `Keep the counts of ${[...counts.keys()].join(', ')}` });
}

function withCounts({ counts }: FeedRecord, newer: ReadonlyMap<string, FeedCounts>): ReadonlyMap<string, FeedCounts> {
  return new Map([...counts, ...newer]);
}

function textOf(counts: ReadonlyMap<string, FeedCounts>): string {
  const sorted = [...counts].sort(([a], [b]) => compare(a, b));
  const feeds = sorted.map(([source, { rows, active, left, unknown }]) => [source, { rows, active, left, unknown }]);
  return `${JSON.stringify({ version: 1, feeds: Object.fromEntries(feeds) as unknown }, null, 2)}\n`;
}

async function recordAt(place: RemoteRef, tip: string | null): Promise<FeedRecord> {
  if (tip === null) return { at: null, counts: new Map() };
  const counts = parse(await textAt(place.repository, tip));
  if (counts === undefined) throw unreadable(place, tip);
  return { at: tip, counts };
}

/** Empty where no such file stands there, or where it is no commit at all. */
async function textAt(repository: StateRepository, tip: string): Promise<string> {
  const entries = await listTree({ ...repository, prefix: '' }, tip).catch(() => []);
  const id = entries.find(({ kind, path }) => kind === 'file' && path === file)?.id;
  const blob = id === undefined ? undefined : (await readBlobs(repository.git, new Set([id]), largest)).get(id);
  return blob !== undefined && 'bytes' in blob ? blob.bytes.toString('utf8') : '';
}

function parse(text: string): ReadonlyMap<string, FeedCounts> | undefined {
  const written = objectIn(text);
  const feeds = written?.['version'] === 1 ? written['feeds'] : undefined;
  if (!isObject(feeds) || !Object.values(feeds).every(isCounts)) return undefined;
  return new Map(Object.entries(feeds) as [string, FeedCounts][]);
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const written: unknown = JSON.parse(text);
    return isObject(written) ? written : undefined;
  } catch {
    return undefined;
  }
}

function isCounts(value: unknown): value is FeedCounts {
  if (!isObject(value)) return false;
  const { rows, active, left, unknown } = value;
  const parts = [active, left, unknown];
  if (![rows, ...parts].every((count) => Number.isSafeInteger(count) && Number(count) >= 0)) return false;
  return rows === parts.reduce<number>((sum, count) => sum + Number(count), 0);
}

function unreadable({ remote, ref }: RemoteRef, tip: string): GitError {
  return new GitError(
    'feeds-unreadable',
    `${ref} on ${remote.name} stands at ${tip}, which does not tell how many rows the last feeds had: Rollcall did not write it, or a newer version did. Without it nobody can say whether a feed shrank, so nothing is proposed. Put it back to a commit of Rollcall's (git push --force ${remote.name} COMMIT:${ref}), or, where the feeds were looked at by people, remove it: git push ${remote.name} :${ref}`,
  );
}

function refused({ remote, ref }: RemoteRef, why: string): GitError {
  return new GitError(
    'feeds-refused',
    `The counts of the accepted feeds could not be pushed to ${ref} on ${remote.name}. The account of this run must be allowed to write to the repository (contents: write), and no ruleset may keep it from refs/rollcall/*.\n${why}`,
  );
}

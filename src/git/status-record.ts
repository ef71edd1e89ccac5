import { GitError } from '../model/errors.ts';
import { readBlobs } from './blobs.ts';
import { putOnTop } from './put-on-top.ts';
import type { Remote } from './remote.ts';
import { fetchStanding, type RemoteRef } from './remote-ref.ts';
import type { StateRepository } from './repository.ts';
import { listTree, treeOf } from './tree.ts';
import { putFiles, writeBlob, writeCommit } from './write-objects.ts';

/** The ref on the remote that keeps what runs of `status` saw, and what people were told. It shares no history with the state. */
export const statusRef = 'refs/rollcall/status';

const names = ['sightings.jsonl', 'notices.jsonl'] as const;

/** One file at the ref: a line that names the version, and one line of JSON for each entry. */
export interface RecordFile<T> {
  readonly name: (typeof names)[number];
  /** Undefined where it is none. */
  parse(line: unknown): T | undefined;
  /** What JSON is made of. */
  write(entry: T): unknown;
}

export interface StatusRecord<T> {
  /** The commit at the ref; null before the first. */
  readonly at: string | null;
  /** In the order in which they stand there. */
  readonly entries: readonly T[];
}

/** Bytes: hundreds of times what the files need, as both forget what is old. */
const largest = 50_000_000;

const firstLine = JSON.stringify({ version: 1 });

/**
 * @throws GitError `status-unreadable` where something else stands there: that is never taken for an empty record
 */
export async function readRecord<T>(
  repository: StateRepository,
  remote: Remote,
  file: RecordFile<T>,
): Promise<StatusRecord<T>> {
  const place = { repository, remote, ref: statusRef };
  const at = await fetchStanding(place);
  return { at, entries: await entriesAt(place, at, file) };
}

/**
 * Writes the file anew, on top of whatever stands at the ref at the moment of the push: where another run was faster,
 * `change` is asked again with what it wrote. The other file stays as it is.
 * @param change null where there is nothing to change
 * @returns the entries as they stand there now
 * @throws GitError `status-refused` where the remote does not take the push; as {@link readRecord}
 */
export async function changeRecord<T>(
  repository: StateRepository,
  remote: Remote,
  file: RecordFile<T>,
  { at, message }: { readonly at: Date; readonly message: string },
  change: (entries: readonly T[]) => readonly T[] | null,
): Promise<readonly T[]> {
  const place = { repository, remote, ref: statusRef };
  let standing: readonly T[] = [];
  await putOnTop(
    place,
    async (tip) => {
      const before = await entriesAt(place, tip, file);
      const after = change(before);
      standing = after ?? before;
      return after === null
        ? null
        : commitOnTop(repository, tip, { name: file.name, text: textOf(after, file), at, message });
    },
    (why) => refused(place, why),
  );
  return standing;
}

async function commitOnTop(
  repository: StateRepository,
  tip: string | null,
  {
    name,
    text,
    at,
    message,
  }: { readonly name: string; readonly text: string; readonly at: Date; readonly message: string },
): Promise<string> {
  const { git } = repository;
  const before = tip === null ? null : await treeOf(repository, tip);
  const tree = await putFiles(git, before, new Map([[name, await writeBlob(git, text)]]));
  return writeCommit(git, { tree, parents: tip === null ? [] : [tip], at, message });
}

function textOf<T>(entries: readonly T[], file: RecordFile<T>): string {
  return [firstLine, ...entries.map((entry) => JSON.stringify(file.write(entry))), ''].join('\n');
}

async function entriesAt<T>(place: RemoteRef, tip: string | null, file: RecordFile<T>): Promise<readonly T[]> {
  if (tip === null) return [];
  const text = await textAt(place, tip, file.name);
  if (text === undefined) return [];
  const [first, ...lines] = text.split('\n');
  // Every line ends with a line end, so the last piece is empty: else it was cut off.
  if (first !== firstLine || lines.pop() !== '') throw unreadable(place, tip);
  return lines.map((line) => {
    const entry = file.parse(jsonIn(line));
    if (entry === undefined) throw unreadable(place, tip);
    return entry;
  });
}

/** Undefined where only the other file stands there yet. */
async function textAt(place: RemoteRef, tip: string, name: string): Promise<string | undefined> {
  const { repository } = place;
  const entries = await listTree({ ...repository, prefix: '' }, tip).catch(() => []);
  const isOurs = entries.every(({ kind, path }) => kind === 'file' && names.some((ours) => ours === path));
  if (!isOurs || entries.length === 0) throw unreadable(place, tip);
  const id = entries.find(({ path }) => path === name)?.id;
  if (id === undefined) return undefined;
  const blob = (await readBlobs(repository.git, new Set([id]), largest)).get(id);
  if (blob === undefined || !('bytes' in blob)) throw unreadable(place, tip);
  return blob.bytes.toString('utf8');
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** An ISO time in UTC. */
export function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function unreadable({ remote, ref }: RemoteRef, tip: string): GitError {
  return new GitError(
    'status-unreadable',
    `${ref} on ${remote.name} stands at ${tip}, which does not tell who was seen where and who was told what: Rollcall did not write it, or a newer version did, or it is damaged. Put it back to a commit of Rollcall's (git push --force ${remote.name} COMMIT:${ref}), or, where the times in it and everybody's being told once more do not matter, remove it: git push ${remote.name} :${ref}`,
  );
}

function refused({ remote, ref }: RemoteRef, why: string): GitError {
  return new GitError(
    'status-refused',
    `What was seen and told could not be pushed to ${ref} on ${remote.name}. The account of this run must be allowed to write to the repository (contents: write), and no ruleset may keep it from refs/rollcall/*.\n${why}`,
  );
}

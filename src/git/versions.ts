import { GitError } from '../model/errors.ts';
import { compare } from '../model/order.ts';
import type { Problem } from '../model/problem.ts';
import { decodeUtf8 } from '../state/decode.ts';
import { layoutOf } from '../state/layout.ts';
import { limits, type StateFile } from '../state/state-file.ts';
import { type Blob, readBlobs } from './blobs.ts';
import { firstParentLine } from './refs.ts';
import type { StateRepository } from './repository.ts';
import { editsOf, listTree, type TreeEdit, type TreeEntry } from './tree.ts';

/** The state directory as one commit has it. */
export interface Version {
  readonly commit: string;
  /** The files that belong to a state, sorted by path. Files that are the same in several versions are the same objects. */
  readonly files: readonly StateFile[];
  /** Paths of such files that differ from the version before, sorted; in the first version all of them. */
  readonly changed: readonly string[];
  /** What could not be read or is no part of a state, as `readStateDirectory` has it for a directory. */
  readonly problems: readonly Problem[];
  /** Paths of files that belong to a state and could not be read. */
  readonly unread: readonly string[];
}

/** The state directory as it is at a commit. */
export async function filesAt(repository: StateRepository, commit: string): Promise<Version> {
  const entries = await stateTree(repository, commit);
  const read = await reader(repository, entries);
  return versionOf(commit, entries.map(read));
}

/**
 * The versions of the state along the first-parent line, oldest first: `base`, each commit that changed something below
 * the state directory, and `head`. A merge is one commit, changing what it brought.
 * @param base id of a first-parent ancestor of `head`; null for none, which gives `head` alone
 * @throws GitError where `base` is no first-parent ancestor of what is here of `head`
 */
export async function versionsBetween(
  repository: StateRepository,
  base: string | null,
  head: string,
): Promise<readonly Version[]> {
  if (base === null || base === head) return [await filesAt(repository, head)];
  const steps = await firstParentLine(repository, base, head);
  if (steps[0]?.parent !== base) throw notAncestor(base, head);
  const edits = await editsOf(repository, steps);
  const entries = await stateTree(repository, base);
  const read = await reader(repository, [
    ...entries,
    ...[...edits.values()].flat().flatMap(({ after }) => after ?? []),
  ]);
  let reads = entries.map(read);
  const versions = [versionOf(base, reads)];
  for (const { commit } of steps) {
    const edit = edits.get(commit) ?? [];
    reads = edited(reads, edit, read);
    const changed = edit.map(({ path }) => path).filter(isStateFile);
    if (changed.length > 0 || commit === head) versions.push(versionOf(commit, reads, changed.sort(compare)));
  }
  return versions;
}

function notAncestor(base: string, head: string): GitError {
  return new GitError(
    'not-an-ancestor',
    `${base} is no first-parent ancestor of ${head}, or the clone is too shallow to tell. Was the branch rewritten?`,
  );
}

/** What became of one entry of a tree: a file, a problem, or neither where it is nothing to speak of. */
interface Read {
  readonly path: string;
  readonly file?: StateFile;
  readonly problem?: Problem;
}

function versionOf(
  commit: string,
  reads: readonly Read[],
  changed = reads.map(({ path }) => path).filter(isStateFile),
): Version {
  const files = reads.flatMap(({ file }) => file ?? []);
  const problems = reads.flatMap(({ problem }) => problem ?? []);
  const unread = reads.flatMap(({ path, problem }) => (problem !== undefined && isStateFile(path) ? [path] : []));
  return { commit, files, changed, problems, unread };
}

function edited(before: readonly Read[], edits: readonly TreeEdit[], read: (entry: TreeEntry) => Read): Read[] {
  const reads = [...before];
  for (const { path, after } of edits) {
    const at = placeOf(reads, path);
    reads.splice(at, reads[at]?.path === path ? 1 : 0, ...(after === null ? [] : [read(after)]));
  }
  return reads;
}

/** By bisection: sorting every version anew would be the slowest part of a long history. */
function placeOf(list: readonly Read[], path: string): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.path ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sorted by path. @throws GitError where a commit holds more files than a state may have */
async function stateTree(repository: StateRepository, commit: string): Promise<readonly TreeEntry[]> {
  const entries = await listTree(repository, commit);
  const count = entries.filter(({ path }) => isStateFile(path)).length;
  if (count <= limits.files) return entries.toSorted((a, b) => compare(a.path, b.path));
  throw new GitError(
    'too-many-files',
    `${commit} has ${count} files below ${repository.prefix || 'its root'}; a state may have ${limits.files}. Is this the state directory?`,
  );
}

/** Reads the blobs of all these entries at once; the answer turns an entry into a file, the same one each time. */
async function reader(repository: StateRepository, entries: readonly TreeEntry[]): Promise<(entry: TreeEntry) => Read> {
  const ids = entries.filter((entry) => entry.kind === 'file' && isStateFile(entry.path)).map(({ id }) => id);
  const blobs = await readBlobs(repository.git, new Set(ids), limits.fileBytes);
  const known = new Map<string, Read>();
  return (entry) => {
    const key = `${entry.kind} ${entry.id} ${entry.path}`;
    const made = known.get(key) ?? readEntry(repository, entry, blobs.get(entry.id));
    known.set(key, made);
    return made;
  };
}

function isStateFile(path: string): boolean {
  const is = layoutOf(path);
  return is !== undefined && 'kind' in is;
}

function readEntry(repository: StateRepository, { path, kind, id }: TreeEntry, blob: Blob | undefined): Read {
  const problem = (message: string, severity: Problem['severity'] = 'error', line = 1): Read => ({
    path,
    problem: { severity, file: shownAs(repository, path), line, column: 1, message },
  });
  // Always errors: a link or a submodule may stand for a whole folder, and what is not read must not look removed.
  if (kind === 'symlink')
    return problem('this is a symlink, and links in a commit are not followed: put the file here');
  if (kind === 'submodule') return problem('this is a submodule, and submodules are not followed: put the files here');
  const is = layoutOf(path);
  if (is === undefined) return { path };
  if (!('kind' in is)) return problem(is.message, is.severity);
  if (blob === undefined || 'tooLarge' in blob) {
    return problem(`the file is larger than ${limits.fileBytes / 1_000_000} MB: split it`);
  }
  const decoded = decodeUtf8(blob.bytes);
  if ('text' in decoded) return { path, file: { path, id, text: decoded.text } };
  return problem('this line is not UTF-8: save the file as UTF-8', 'error', decoded.badLine);
}

function shownAs({ prefix }: StateRepository, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`;
}

import { isUtf8 } from 'node:buffer';
import { GitError } from '../model/errors.ts';
import type { Problem } from '../model/problem.ts';
import { limits, type StateFile } from '../state/state-file.ts';
import { type Blob, readBlobs } from './blobs.ts';
import { firstParentLine } from './refs.ts';
import type { StateRepository } from './repository.ts';
import { editsOf, listTree, type TreeEdit, type TreeEntry } from './tree.ts';

/** The state directory as one commit has it. */
export interface Version {
  readonly commit: string;
  /** Sorted by path. Files that are the same in several versions are the same objects. */
  readonly files: readonly StateFile[];
  /** Paths of files that differ from the version before, sorted; in the first version all of them. */
  readonly changed: readonly string[];
  /** Of what stands there and could not be read as a text file: symbolic links, submodules, huge or binary files. */
  readonly problems: readonly Problem[];
}

/** The state directory as it is at a commit. */
export async function filesAt(repository: StateRepository, commit: string): Promise<Version> {
  const entries = await listTree(repository, commit);
  const read = await reader(repository, entries);
  return versionOf(commit, sorted(entries).map(read));
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
  const entries = sorted(await listTree(repository, base));
  const read = await reader(repository, [
    ...entries,
    ...[...edits.values()].flat().flatMap(({ after }) => after ?? []),
  ]);
  let reads = entries.map(read);
  const versions = [versionOf(base, reads)];
  for (const { commit } of steps) {
    const edit = edits.get(commit) ?? (commit === head ? [] : undefined);
    if (edit === undefined) continue;
    reads = edited(reads, edit, read);
    versions.push(versionOf(commit, reads, edit.map(({ path }) => path).sort()));
  }
  return versions;
}

function notAncestor(base: string, head: string): GitError {
  return new GitError(
    'not-an-ancestor',
    `${base} is no first-parent ancestor of ${head}, or the clone is too shallow to tell. Was the branch rewritten?`,
  );
}

/** What became of one entry of a tree: a file, or a problem, or both. */
interface Read {
  readonly path: string;
  readonly file?: StateFile;
  readonly problem?: Problem;
}

function versionOf(commit: string, reads: readonly Read[], changed = reads.map(({ path }) => path)): Version {
  const files = reads.flatMap(({ file }) => file ?? []);
  return { commit, files, changed, problems: reads.flatMap(({ problem }) => problem ?? []) };
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

function sorted(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Reads the blobs of all these entries at once; the answer turns an entry into a file, the same one each time. */
async function reader(repository: StateRepository, entries: readonly TreeEntry[]): Promise<(entry: TreeEntry) => Read> {
  const ids = entries.filter(({ kind }) => kind === 'file').map(({ id }) => id);
  const blobs = await readBlobs(repository.git, new Set(ids), limits.fileBytes);
  const known = new Map<string, Read>();
  return (entry) => {
    const key = `${entry.kind} ${entry.id} ${entry.path}`;
    const made = known.get(key) ?? readEntry(repository, entry, blobs.get(entry.id));
    known.set(key, made);
    return made;
  };
}

function readEntry({ prefix }: StateRepository, { path, kind, id }: TreeEntry, blob: Blob | undefined): Read {
  const problem = (message: string): Problem => ({
    severity: 'error',
    file: prefix === '' ? path : `${prefix}/${path}`,
    line: 1,
    column: 1,
    message,
  });
  if (kind === 'symlink') return { path, problem: problem('this is a symbolic link, and links are not followed') };
  if (kind === 'submodule') return { path, problem: problem('this is a submodule, and submodules are not followed') };
  if (blob === undefined || 'tooLarge' in blob) {
    return { path, problem: problem(`the file is larger than ${limits.fileBytes} bytes and is not read`) };
  }
  const text = blob.bytes.toString('utf8');
  const file = { path, id, text };
  const broken = text.includes('\uFFFD') && !isUtf8(blob.bytes);
  return broken ? { path, file, problem: problem('the file is not valid UTF-8: save it as UTF-8') } : { path, file };
}

import { type Blob, readBlobs } from '../../git/blobs.ts';
import type { StateRepository } from '../../git/repository.ts';
import type { TreeEdit, TreeEntry } from '../../git/tree.ts';
import type { Version } from '../../planner/base.ts';
import { decodeUtf8 } from '../../state/decode.ts';
import { layoutOf } from '../../state/layout.ts';
import { linesAbout, sameLines } from '../../state/lines-about.ts';
import { createFileCache, type FileCache } from '../../state/load-file.ts';
import { type LoadedState, loadState } from '../../state/load-state.ts';
import { limits, type StateFile } from '../../state/state-file.ts';

/** What one commit edited, as it was and as it is, as far as somebody is concerned. */
export interface Sides {
  readonly commit: string;
  readonly before: Version;
  readonly after: Version;
}

/** What commits edited, by commit. */
export type EditsByCommit = ReadonlyMap<string, readonly TreeEdit[]>;

/** So many commits' files are held at once. */
const atOnce = 32;

/**
 * Loads what commits edited, commit by commit, and no other file. A file that cannot be understood counts as what it was
 * before: such a commit is never applied.
 * @param commits ids, oldest first; those without edits are passed over
 * @param about of which people's lines alone are to be read in a file of this path; undefined for all of them
 */
export async function* sidesOf(
  repository: StateRepository,
  commits: readonly string[],
  edits: EditsByCommit,
  about: (path: string) => RegExp | undefined,
): AsyncGenerator<Sides> {
  const readable = new Map<string, StateFile>();
  const edited = commits.filter((commit) => (edits.get(commit) ?? []).length > 0);
  for (let start = 0; start < edited.length; start += atOnce) {
    const some = edited.slice(start, start + atOnce);
    const blobs = await blobsOf(repository, some, edits);
    for (const commit of some) {
      const cache = createFileCache();
      const read = (entry: TreeEntry | null, path: string, isWhole = false): StateFile | undefined =>
        understood(repository, fileOf(entry, blobs), isWhole ? undefined : about(path), cache);
      const pairs = (edits.get(commit) ?? []).map((edit) => pairOf(edit, read, readable));
      if (pairs.every(({ before, after }) => sameLines(before?.text ?? '', after?.text ?? ''))) continue;
      const version = (side: 'before' | 'after'): Version =>
        versionOf(
          repository,
          commit,
          pairs.flatMap((pair) => pair[side] ?? []),
          cache,
        );
      yield { commit, before: version('before'), after: version('after') };
    }
  }
}

interface Pair {
  readonly before: StateFile | undefined;
  readonly after: StateFile | undefined;
}

/** @param readable the last version of each file that could be understood, kept up to date */
function pairOf(
  { path, before: was, after: is }: TreeEdit,
  read: (entry: TreeEntry | null, path: string, isWhole?: boolean) => StateFile | undefined,
  readable: Map<string, StateFile>,
): Pair {
  const first = read(was, path);
  // Where no line is left that counts, the file may be broken altogether.
  const isBroken = first === undefined || (first.text === '' && read(was, path, true) === undefined);
  const before = isBroken ? readable.get(path) : first;
  const left = is === null ? undefined : read(is, path);
  const isEmptied = left?.text === '' && (before?.text ?? '') !== '' && read(is, path, true) === undefined;
  const after = is === null ? undefined : isEmptied ? before : (left ?? before);
  const latest = after ?? before;
  if (latest !== undefined) readable.set(path, latest);
  return { before: was === null ? undefined : before, after };
}

async function blobsOf(
  repository: StateRepository,
  commits: readonly string[],
  edits: EditsByCommit,
): Promise<ReadonlyMap<string, Blob>> {
  const all = commits.flatMap((commit) => edits.get(commit) ?? []).flatMap(({ before, after }) => [before, after]);
  const ids = all.flatMap((entry) => (entry !== null && isStateFile(entry) ? [entry.id] : []));
  return readBlobs(repository.git, new Set(ids), limits.fileBytes);
}

function isStateFile({ kind, path }: TreeEntry): boolean {
  const is = layoutOf(path);
  return kind === 'file' && is !== undefined && 'kind' in is;
}

function fileOf(entry: TreeEntry | null, blobs: ReadonlyMap<string, Blob>): StateFile | undefined {
  const blob = entry === null || !isStateFile(entry) ? undefined : blobs.get(entry.id);
  if (entry === null || blob === undefined || 'tooLarge' in blob) return undefined;
  const decoded = decodeUtf8(blob.bytes);
  return 'text' in decoded ? { path: entry.path, id: entry.id, text: decoded.text } : undefined;
}

/** The lines that count, of a file that can be understood; undefined where it cannot. */
function understood(
  repository: StateRepository,
  file: StateFile | undefined,
  about: RegExp | undefined,
  cache: FileCache,
): StateFile | undefined {
  if (file === undefined) return undefined;
  const cut = about === undefined ? file : { ...file, id: `${file.id} cut`, text: linesAbout(file.text, about) };
  if (cut.text === '') return cut;
  const { problems, unreadable } = load(repository, [cut], cache);
  if (problems.length === 0 || about === undefined) return unreadable.length === 0 ? cut : undefined;
  return load(repository, [file], cache).unreadable.length === 0 ? file : undefined;
}

function versionOf(
  repository: StateRepository,
  commit: string,
  files: readonly StateFile[],
  cache: FileCache,
): Version {
  const standing = files.filter(({ text }) => text !== '');
  const { state, entries } = load(repository, standing, cache);
  return { commit, state, entries };
}

function load({ prefix }: StateRepository, files: readonly StateFile[], cache: FileCache): LoadedState {
  // No rule judges the past, so that no day matters.
  return loadState(files, { prefix, today: '1970-01-01', lenient: true, cache });
}

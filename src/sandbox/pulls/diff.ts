import type { Git } from './git.ts';

/** One file of a difference, in GitHub's words. */
export interface FileDiff {
  readonly filename: string;
  readonly previousFilename?: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** Id of the blob, of the one removed where the file goes. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** From the first `@@` on; missing for binary files. */
  readonly patch?: string;
}

/** The empty tree, which every git repository knows; what a first commit is compared with. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** What changed between two commits or trees, in git's order of paths. */
export async function diffFiles(git: Git, before: string, after: string): Promise<FileDiff[]> {
  const diff = (...how: string[]) => git.run(['diff-tree', '-r', '-M', '--no-color', ...how, before, after]);
  const [raw, counts, text] = [
    await diff('-z', '--raw', '--no-abbrev'),
    await diff('-z', '--numstat'),
    await diff('-p'),
  ];
  const numbers = parseCounts(counts);
  const patches = parsePatches(text);
  return parseRaw(raw).map((entry, index) => ({
    ...entry,
    ...(numbers[index] ?? { additions: 0, deletions: 0 }),
    ...(patches[index] === undefined ? {} : { patch: patches[index] }),
  }));
}

type Entry = Pick<FileDiff, 'filename' | 'previousFilename' | 'status' | 'sha'>;

const statusOf: Readonly<Record<string, FileDiff['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** `:mode mode blob blob status`, then one path, or two for a rename, all ended by NUL: `git help diff-tree`. */
function parseRaw(raw: string): Entry[] {
  const words = raw.split('\0');
  const entries: Entry[] = [];
  for (let at = 0; words[at]?.startsWith(':'); ) {
    const [, , before, after, letter] = (words[at] ?? '').split(' ');
    const status = statusOf[letter?.[0] ?? ''] ?? 'changed';
    const moved = status === 'renamed' || status === 'copied';
    const [first, second] = [words[at + 1] ?? '', words[at + 2] ?? ''];
    const sha = (status === 'removed' ? before : after) ?? '';
    entries.push(moved ? { filename: second, previousFilename: first, status, sha } : { filename: first, status, sha });
    at += moved ? 3 : 2;
  }
  return entries;
}

/** `added TAB deleted TAB path`; the path is empty for a rename, whose two paths follow. Binary files have dashes. */
function parseCounts(text: string): { additions: number; deletions: number }[] {
  const words = text.split('\0');
  const counts: { additions: number; deletions: number }[] = [];
  for (let at = 0; at < words.length - 1; ) {
    const [added, deleted, path] = (words[at] ?? '').split('\t');
    counts.push({ additions: Number(added) || 0, deletions: Number(deleted) || 0 });
    at += path === '' ? 3 : 1;
  }
  return counts;
}

/** Lines of content start with a space, a sign or a backslash, so that `diff --git` at the start is always a header. */
function parsePatches(text: string): (string | undefined)[] {
  const files = text.split(/^diff --git /m).slice(1);
  return files.map((file) => {
    const start = file.search(/^@@/m);
    return start < 0 ? undefined : file.slice(start).replace(/\n$/, '');
  });
}

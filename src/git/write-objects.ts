import { GitError } from '../model/errors.ts';
import type { Git } from './git.ts';
import { idOnly } from './refs.ts';

/** Who makes the commits that no person made. An address that can be nobody's: GitHub would link it to its account. */
export const identity = 'rollcall <rollcall@rollcall.invalid>';

export async function writeBlob(git: Git, text: string): Promise<string> {
  return idFrom(await git.feed(['hash-object', '-w', '--no-filters', '--stdin'], text));
}

/** Written as it is, where `git commit-tree` would heed the user's settings of names, encodings and templates. */
export async function writeCommit(
  git: Git,
  { tree, parents, at, message }: { tree: string; parents: readonly string[]; at: Date; message: string },
): Promise<string> {
  const time = `${Math.floor(at.getTime() / 1000)} +0000`;
  const header = [
    `tree ${idOnly(tree)}`,
    ...parents.map((parent) => `parent ${idOnly(parent)}`),
    `author ${identity} ${time}`,
    `committer ${identity} ${time}`,
  ];
  const commit = `${header.join('\n')}\n\n${message}\n`;
  return idFrom(await git.feed(['hash-object', '-t', 'commit', '-w', '--stdin'], commit));
}

export async function writeEmptyTree(git: Git): Promise<string> {
  return writeTree(git, []);
}

type Blobs = ReadonlyMap<string, string | null>;

/**
 * A tree as the one before, with these files put into it; neither the index nor the work tree is touched. A file that
 * can be executed stays so.
 * @param before null for an empty one
 * @param blobs id of the blob by path from the tree, with forward slashes; null takes the file out, and with the last
 * one its folder
 * @throws GitError `path-taken` where a folder stands where a file should, or the other way round
 */
export async function putFiles(git: Git, before: string | null, blobs: Blobs): Promise<string> {
  return writeTree(git, await entriesWith(git, before, blobs));
}

async function entriesWith(git: Git, before: string | null, blobs: Blobs): Promise<readonly Entry[]> {
  const entries = new Map((await entriesOf(git, before)).map((entry) => [entry.name, entry]));
  for (const [name, below] of byFirstName(blobs)) {
    const there = entries.get(name);
    const file = below.get('');
    if (there !== undefined && (there.type === 'tree') !== (file === undefined)) throw taken(name);
    if (file !== undefined && below.size > 1) throw taken(name);
    const put = file === undefined ? await folderWith(git, name, there, below) : fileAs(name, there, file);
    if (put === undefined) entries.delete(name);
    else entries.set(name, put);
  }
  return [...entries.values()];
}

/** Undefined where nothing is left in it: git keeps no empty folders. */
async function folderWith(git: Git, name: string, there: Entry | undefined, below: Blobs): Promise<Entry | undefined> {
  const entries = await entriesWith(git, there?.id ?? null, below);
  return entries.length === 0 ? undefined : { name, mode: '040000', type: 'tree', id: await writeTree(git, entries) };
}

function fileAs(name: string, there: Entry | undefined, id: string | null): Entry | undefined {
  if (id === null) return undefined;
  return { name, mode: there?.mode === '100755' ? there.mode : '100644', type: 'blob', id };
}

interface Entry {
  readonly name: string;
  readonly mode: string;
  readonly type: string;
  readonly id: string;
}

async function entriesOf(git: Git, tree: string | null): Promise<readonly Entry[]> {
  if (tree === null) return [];
  const listed = await git.run(['ls-tree', '-z', '--full-tree', idOnly(tree)]);
  return listed
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf('\t');
      const [mode = '', type = '', id = ''] = line.slice(0, at).split(' ');
      return { name: line.slice(at + 1), mode, type, id };
    });
}

async function writeTree(git: Git, entries: readonly Entry[]): Promise<string> {
  const lines = entries.map(({ mode, type, id, name }) => `${mode} ${type} ${idOnly(id)}\t${name}\0`);
  return idFrom(await git.feed(['mktree', '-z'], lines.join('')));
}

/** `{'2026/11/a': 1, 'b': 2}` as `{'2026': {'11/a': 1}, 'b': {'': 2}}`. */
function byFirstName(blobs: Blobs): ReadonlyMap<string, Blobs> {
  const names = new Map<string, Map<string, string | null>>();
  for (const [path, id] of blobs) {
    const [name = '', ...rest] = path.split('/');
    names.set(name, (names.get(name) ?? new Map<string, string | null>()).set(rest.join('/'), id));
  }
  return names;
}

function taken(name: string): GitError {
  return new GitError(
    'path-taken',
    `${JSON.stringify(name)} is a file where a folder is needed, or a folder where a file is. Somebody else wrote it: take it away.`,
  );
}

function idFrom(output: Buffer): string {
  return idOnly(output.toString().trim());
}

import { below } from './checkout.ts';
import { idOnly, type Step } from './refs.ts';
import type { StateRepository } from './repository.ts';

/** What stands at a path in one commit. */
export interface TreeEntry {
  /** From the state directory, with forward slashes. */
  readonly path: string;
  /** `symlink` and `submodule` are never followed. */
  readonly kind: 'file' | 'symlink' | 'submodule';
  /** Of the blob; of the commit for a submodule. */
  readonly id: string;
}

/** What one commit did to a path: what stood and stands there, null where nothing does. */
export interface TreeEdit {
  readonly path: string;
  readonly before: TreeEntry | null;
  readonly after: TreeEntry | null;
}

/** The id of a commit's tree. */
export async function treeOf({ git }: StateRepository, commit: string): Promise<string> {
  return (await git.run(['rev-parse', '--verify', `${idOnly(commit)}^{tree}`])).trim();
}

/** All that stands below the state directory at a commit. */
export async function listTree(repository: StateRepository, commit: string): Promise<readonly TreeEntry[]> {
  const output = await repository.git.run(['ls-tree', '-r', '-z', '--full-tree', idOnly(commit), ...below(repository)]);
  return fields(output).map((field) => {
    const [meta, path] = splitAt(field, '\t');
    const [mode = '', , id = ''] = meta.split(' ');
    return { path: inside(repository, path), kind: kindOf(mode), id };
  });
}

/**
 * What each step changed below the state directory, against the parent that it names, by commit; a commit that changed
 * nothing there is missing. diff-tree does not heed the user's settings of `git diff`.
 * @param paths from the state directory: looks at these files and folders alone
 * @param changedLine an extended regular expression, without regard to case: tells only of files in which a line that it
 *   matches came, went or was edited
 */
export async function editsOf(
  repository: StateRepository,
  steps: readonly Step[],
  paths?: readonly string[],
  changedLine?: string,
): Promise<ReadonlyMap<string, readonly TreeEdit[]>> {
  const where = paths === undefined ? below(repository) : ['--', ...paths.map((path) => outside(repository, path))];
  const only = changedLine === undefined ? [] : ['--no-textconv', '-i', `-G${changedLine}`];
  const command = ['diff-tree', '--stdin', '-r', '-z', '--root', '--no-renames', '--no-abbrev', ...only, ...where];
  const pairs = steps.map(({ commit, parent }) => `${commit}${parent === null ? '' : ` ${parent}`}\n`);
  const output = (await repository.git.feed(command, pairs.join(''))).toString();
  const edits = new Map<string, TreeEdit[]>();
  let current: TreeEdit[] = [];
  const rest = fields(output)[Symbol.iterator]();
  for (const field of rest) {
    if (field.startsWith(':')) current.push(editOf(repository, field, rest.next().value ?? ''));
    else edits.set(field, (current = []));
  }
  return edits;
}

/** `:mode-before mode-after id-before id-after letter`, and the path in the field after it. */
function editOf(repository: StateRepository, meta: string, path: string): TreeEdit {
  const [modeBefore = '', mode = '', idBefore = '', id = ''] = meta.slice(1).split(' ');
  const here = inside(repository, path);
  const entry = (mode: string, id: string): TreeEntry | null =>
    mode === '000000' ? null : { path: here, kind: kindOf(mode), id };
  return { path: here, before: entry(modeBefore, idBefore), after: entry(mode, id) };
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '160000') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
}

function inside({ prefix }: StateRepository, path: string): string {
  return prefix === '' ? path : path.slice(prefix.length + 1);
}

function outside({ prefix }: StateRepository, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`;
}

function fields(output: string): readonly string[] {
  return output.split('\0').filter((field) => field !== '');
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ReadJournal, readJournal } from '../../src/applier/journal/read-journal.ts';

const branch = 'refs/heads/rollcall/journal';

/** What was written of one run. */
export interface WrittenRun extends ReadJournal {
  readonly run: string;
}

/**
 * The journals of all runs that applied this commit, oldest first, as far as they are on the branch or in one of these
 * clones.
 * @param remote path of the bare repository
 */
export function journalsOf(remote: string, clones: readonly string[], commit: string): readonly WrittenRun[] {
  const texts = new Map<string, string>();
  for (const [run, text] of [...onBranch(remote), ...clones.flatMap(inClone)]) {
    // Where it lies in two places, one is the beginning of the other.
    if (text.length >= (texts.get(run) ?? '').length) texts.set(run, text);
  }
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([run, text]) => ({ run, ...readJournal(text) }))
    .filter(({ entries: [first] }) => first?.entry === 'run' && first.commit === commit);
}

type Texts = readonly (readonly [run: string, text: string])[];

function onBranch(remote: string): Texts {
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: remote, encoding: 'utf8' });
  const paths = git('ls-tree', '-r', '--name-only', branch).trim().split('\n');
  return paths.map((path) => [basename(path, '.jsonl'), git('show', `${branch}:${path}`)]);
}

function inClone(clone: string): Texts {
  const folder = join(clone, '.git', 'rollcall', 'journal');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => [basename(name, '.jsonl'), readFileSync(join(folder, name), 'utf8')]);
}

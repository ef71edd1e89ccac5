import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Position } from '../model/entry.ts';
import { idOnly } from './refs.ts';
import type { StateRepository } from './repository.ts';

/** From here on a whole file is asked for: so many ranges no longer fit an argument list. */
const manyRanges = 1000;

/**
 * The commit on the first-parent line that wrote each line, as the version at `commit` has it; keyed by `file:line`.
 * A line that is older than what a shallow clone holds is missing from the answer: nobody knows its commit.
 * @param positions of lines that are there at `commit`
 */
export async function blameLines(
  repository: StateRepository,
  commit: string,
  positions: readonly Position[],
): Promise<ReadonlyMap<string, string>> {
  const cut = await cutCommits(repository);
  const files = [...linesByFile(positions)];
  const blamed = await Promise.all(files.map(([file, lines]) => blameFile(repository, commit, file, lines)));
  return new Map(blamed.flat().filter(([, writtenBy]) => !cut.has(writtenBy)));
}

function linesByFile(positions: readonly Position[]): ReadonlyMap<string, ReadonlySet<number>> {
  const files = new Map<string, Set<number>>();
  for (const { file, line } of positions) {
    const lines = files.get(file) ?? new Set();
    files.set(file, lines.add(line));
  }
  return files;
}

async function blameFile(
  repository: StateRepository,
  commit: string,
  file: string,
  lines: ReadonlySet<number>,
): Promise<readonly (readonly [string, string])[]> {
  const options = ['--first-parent', '--porcelain', '--no-textconv', '--no-progress', '--ignore-revs-file='];
  const ranges = rangesOf(lines);
  const narrowed = ranges.length > manyRanges ? [] : ranges.map(([first, last]) => `-L${first},${last}`);
  const output = await repository.git.run(['blame', ...options, ...narrowed, idOnly(commit), '--', file]);
  return parse(output)
    .filter(([line]) => lines.has(line))
    .map(([line, writtenBy]) => [`${file}:${line}`, writtenBy] as const);
}

/** Neighbouring lines as one range, both ends included. */
function rangesOf(lines: ReadonlySet<number>): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges;
}

/** Each line of the file is announced by `commit line-then line-now [lines]`; its text follows after a tab. */
function parse(output: string): readonly (readonly [number, string])[] {
  return output.split('\n').flatMap((line) => {
    const header = /^([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?$/.exec(line);
    return header?.[1] === undefined ? [] : [[Number(header[2]), header[1]] as const];
  });
}

/** The commits whose parents a shallow clone lacks; blame gives them all that is older. */
async function cutCommits({ git, root }: StateRepository): Promise<ReadonlySet<string>> {
  const path = (await git.run(['rev-parse', '--git-path', 'shallow'])).trim();
  const text = await readFile(resolve(root, path), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter((line) => line !== ''));
}

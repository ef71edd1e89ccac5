import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Position } from '../model/entry.ts';
import { type FileHistory, fileHistories } from './file-histories.ts';
import { idOnly } from './refs.ts';
import type { StateRepository } from './repository.ts';
import { cutCommits } from './shallow.ts';

/** Up to so many files, git finds their histories faster one by one than all in one walk. */
const fewFiles = 4;

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
  const files = [...linesByFile(positions)];
  const histories = files.length > fewFiles ? await fileHistories(repository, commit) : new Map<string, FileHistory>();
  // blame gives them all that is older.
  const cut = await cutCommits(repository);
  const blamed = await inTemporaryFolder((folder) =>
    Promise.all(
      files.map(async ([file, lines], index) => {
        const asked = { commit, file, lines, history: histories.get(file), scratch: join(folder, String(index)) };
        const writers = await writersOf(repository, asked);
        return writers.map(([line, writer]) => [`${file}:${line}`, writer] as const);
      }),
    ),
  );
  return new Map(blamed.flat().filter(([, writer]) => !cut.has(writer)));
}

interface Asked {
  readonly commit: string;
  readonly file: string;
  readonly lines: ReadonlySet<number>;
  /** Undefined where only git can tell it. */
  readonly history: FileHistory | undefined;
  /** A path for a file of our own. */
  readonly scratch: string;
}

type Writers = readonly (readonly [line: number, commit: string])[];

async function writersOf(repository: StateRepository, asked: Asked): Promise<Writers> {
  const { commit, file, lines, history } = asked;
  const [first, ...later] = history ?? [];
  if (first !== undefined && later.length === 0) return [...lines].map((line) => [line, first]);
  const options = ['--porcelain', '--no-textconv', '--no-progress', '--ignore-revs-file=', ...rangeOptions(lines)];
  const line = history === undefined ? ['--first-parent'] : ['-S', await ancestryFile(asked.scratch, history)];
  const from = idOnly(history?.at(-1) ?? commit);
  const writers = parse(await repository.git.run(['blame', ...options, ...line, from, '--', file]));
  return writers.filter(([line]) => lines.has(line));
}

/** Tells blame that the commits of the history are all there are, so that it need not walk over the others. */
async function ancestryFile(path: string, history: FileHistory): Promise<string> {
  const lines = history.map((commit, index) => [commit, ...history.slice(Math.max(index - 1, 0), index)].join(' '));
  await writeFile(path, `${lines.toReversed().join('\n')}\n`);
  return path;
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-blame-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function linesByFile(positions: readonly Position[]): ReadonlyMap<string, ReadonlySet<number>> {
  const files = new Map<string, Set<number>>();
  for (const { file, line } of positions) {
    const lines = files.get(file) ?? new Set();
    files.set(file, lines.add(line));
  }
  return files;
}

/** Neighbouring lines as one range, both ends included. */
function rangeOptions(lines: ReadonlySet<number>): readonly string[] {
  const ranges: [number, number][] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.length > manyRanges ? [] : ranges.map(([first, last]) => `-L${first},${last}`);
}

/** Each line of the file is announced by `commit line-then line-now [lines]`; its text follows after a tab. */
function parse(output: string): Writers {
  return output.split('\n').flatMap((line) => {
    const header = /^([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?$/.exec(line);
    return header?.[1] === undefined ? [] : [[Number(header[2]), header[1]] as const];
  });
}

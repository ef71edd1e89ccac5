import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { heroes, makeLongHistory } from './long-history.ts';
import { trueSize } from './sizes.ts';

const commits = 9000;
const program = join(import.meta.dirname, '..', 'dist', 'cli.js');

/** `history` as a process of its own over 9,000 commits: by the clock, with git's part, and this process's memory. */
export async function historyFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  try {
    const { checkout } = await makeLongHistory(folder, { ...trueSize, commits });
    const asked = [
      ['user', 'person-00037'],
      ['user', heroes.person],
      ['team', heroes.team],
      ['repo', heroes.repo],
      ['--at', '2023-06-09', '--csv'],
    ];
    return asked.flatMap((args) => figuresOf(checkout, args));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Prints, once all is done, how much memory the process had at most. */
const tellMemory = `process.on('exit', () => process.stderr.write('\\nmaxRSS ' + process.resourceUsage().maxRSS))`;

function figuresOf(checkout: string, args: readonly string[]): readonly Figure[] {
  const command = ['--import', `data:text/javascript,${encodeURIComponent(tellMemory)}`, program, 'history', ...args];
  const start = performance.now();
  const errors = execFileSync('sh', ['-c', '"$@" 2>&1 >/dev/null', 'sh', process.execPath, ...command], {
    cwd: checkout,
    encoding: 'utf8',
  });
  const took = performance.now() - start;
  const kilobytes = Number(/maxRSS (\d+)/.exec(errors)?.[1]);
  const what = `history ${args.join(' ')}, ${commits.toLocaleString('en-US')} commits`;
  return [
    { what: `${what}, by the clock`, value: took, unit: 'ms' },
    { what: `${what}, memory`, value: kilobytes / 1000, unit: 'MB' },
  ];
}

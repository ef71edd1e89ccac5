import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import {
  cleanEnvironment,
  type RealRepository,
  realRepository,
  withRemote,
} from '../../test/support/real-repository.ts';
import { arrivals } from './arrivals.ts';
import { fetchHead } from './fetch.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

const file = 'state/users/a.yaml';
const now = new Date('2026-11-22T12:00:00Z');

interface Version {
  readonly on: string;
  readonly lines: readonly string[];
  /** Written on a branch on this day, and merged on the other. */
  readonly written?: string;
}

/** Each version of the file by a commit of the day. */
function aHistory(versions: readonly Version[]): RealRepository {
  const real = realRepository();
  real.git('commit', '--quiet', '--allow-empty', '--message=First');
  const input = versions.flatMap(({ on, written, lines }, index) => {
    const text = lines.map((line) => `${line}\n`).join('');
    const change = `M 100644 inline ${file}\ndata ${text.length}\n${text}\n`;
    const main = index === 0 ? 'from refs/heads/main^0\n' : '';
    if (written === undefined) return [commit('main', on), main, change];
    const side = commit('side', written) + 'from refs/heads/main^0\n';
    return [side, change, commit('main', on), main, 'merge refs/heads/side\n', change];
  });
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: real.folder,
    env: cleanEnvironment,
    input: input.join(''),
  });
  real.git('reset', '--quiet', '--hard');
  return real;
}

function commit(branch: string, day: string): string {
  return `commit refs/heads/${branch}\ncommitter c <c@example.org> ${Date.parse(day) / 1000} +0000\ndata 1\nx\n`;
}

/** Of the first lines of the file: the day on which each came. */
async function daysOf(real: RealRepository, since = '2026-11-08') {
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  const remote = await remoteOf(repository);
  await fetchHead(repository, remote);
  const positions = [1, 2].map((line) => ({ file, line }));
  const came = await arrivals(repository, remote, positions, { since: new Date(since), now });
  return positions.map(({ line }) => came.get(`${file}:${line}`)?.toISOString().slice(0, 10));
}

const [first, second] = [
  ['a', 'b'],
  ['a', 'B'],
];

it.each<[string, readonly Version[], readonly (string | undefined)[]]>([
  [
    'by the commit that wrote it as it is',
    [
      { on: '2026-11-01', lines: first },
      { on: '2026-11-20', lines: second },
    ],
    ['2026-11-01', '2026-11-20'],
  ],
  [
    'by the merge that brought it',
    [
      { on: '2026-11-01', lines: first },
      { on: '2026-11-20', written: '2026-11-02', lines: second },
    ],
    ['2026-11-01', '2026-11-20'],
  ],
  [
    'never before the one below it',
    [
      { on: '2026-11-10', lines: first },
      { on: '2026-10-01', lines: second },
    ],
    ['2026-11-10', '2026-11-10'],
  ],
  [
    'at a time that nobody knows, by a commit of the future',
    [
      { on: '2099-01-01', lines: first },
      { on: '2026-11-20', lines: second },
    ],
    [undefined, '2026-11-20'],
  ],
])('a line came %s', async (_, versions, days) => {
  const real = aHistory(versions);
  withRemote(real);
  expect(await daysOf(real)).toEqual(days);
});

const long: readonly Version[] = [
  { on: '2026-08-01', lines: first },
  { on: '2026-11-20', lines: second },
  ...Array.from({ length: 60 }, () => ({ on: '2026-11-21', lines: second })),
];

it('a line came, by a shallow clone, when it did, or in any case before what is asked for', async () => {
  const bare = withRemote(aHistory(long));
  const clone = realRepository({ url: `file://${bare}`, options: ['--depth=1'] });
  const [old = '', late] = await daysOf(clone);
  expect(late).toBe('2026-11-20');
  expect(old <= '2026-11-08').toBe(true);
});

it('asks a shallow clone for no more history than it takes', async () => {
  const many = Array.from({ length: 300 }, () => ({ on: '2026-11-01', lines: first }));
  const bare = withRemote(aHistory([...many, { on: '2026-11-20', lines: second }]));
  const clone = realRepository({ url: `file://${bare}`, options: ['--depth=1'] });
  expect(await daysOf(clone)).toEqual(['2026-11-01', '2026-11-20']);
  expect(Number(clone.git('rev-list', '--count', 'HEAD'))).toBeLessThan(60);
});

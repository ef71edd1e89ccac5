import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  realRepository,
  refusal,
  runGit,
  withRemote,
} from '../../test/support/real-repository.ts';
import { grepJournalBranch, journalFolder, pushJournal, readJournalBranch } from './journal-branch.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

const path = (run: string): string => `2026/11/${run}.jsonl`;

async function opened(folder: string) {
  const repository = await openStateRepository(folder, '.', cleanEnvironment);
  return { repository, remote: await remoteOf(repository) };
}

/** A state repo of three commits with a remote. */
async function fixture() {
  const real = realRepository();
  importHistory(real, [{ a: '1' }, { a: '2' }, { a: '3' }]);
  const bare = withRemote(real);
  return { real, bare, ...(await opened(real.folder)) };
}

async function clone(bare: string, ...options: string[]) {
  const real = realRepository({ url: `file://${bare}`, options });
  return { real, ...(await opened(real.folder)) };
}

function hook(bare: string, name: string, script: string): void {
  const file = join(bare, 'hooks', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const commits = (bare: string): string => runGit(bare, ['rev-list', '--count', 'rollcall/journal']);

describe('the journal branch', () => {
  it('is made at the first push and grows by a commit at each later one, sharing no history with the state', async () => {
    const { bare, repository, remote } = await fixture();
    expect(await readJournalBranch(repository, remote)).toEqual(new Map());
    await pushJournal(repository, remote, new Map([[path('b'), 'one\n']]));
    const second = { [path('b')]: 'one\ntwo\n', '2026/12/a.jsonl': 'ü\r\n\n', top: '' };
    await pushJournal(repository, remote, new Map(Object.entries(second)));
    expect(Object.fromEntries(await readJournalBranch(repository, remote))).toEqual(second);
    expect([...(await readJournalBranch(repository, remote, '2026/11/')).keys()]).toEqual([path('b')]);
    expect(commits(bare)).toBe('2');
    expect(runGit(bare, ['log', '--format=%an <%ae>', '-1', 'rollcall/journal'])).toBe(
      'rollcall <rollcall@rollcall.invalid>',
    );
    expect(runGit(bare, ['fsck', '--strict'])).toBe('');
  });

  it('gets no commit where nothing changes, and none for no files', async () => {
    const { bare, repository, remote } = await fixture();
    await pushJournal(repository, remote, new Map());
    expect(await readJournalBranch(repository, remote)).toEqual(new Map());
    await pushJournal(repository, remote, new Map([[path('a'), 'one\n']]));
    await pushJournal(repository, remote, new Map([[path('a'), 'one\n']]));
    await pushJournal(repository, remote, new Map());
    expect(commits(bare)).toBe('1');
  });

  it('touches neither index nor work tree nor FETCH_HEAD nor the settings', async () => {
    const { real, bare, repository, remote } = await fixture();
    const other = await clone(bare);
    await pushJournal(other.repository, other.remote, new Map([[path('other'), 'one\n']]));
    real.write('staged', 'x');
    real.git('add', 'staged');
    real.write('a', 'edited');
    const before = real.git('status', '--porcelain=v2', '--branch');
    const config = real.git('config', '--list', '--local');
    await pushJournal(repository, remote, new Map([[path('a'), 'one\n']]));
    expect(real.git('status', '--porcelain=v2', '--branch')).toBe(before);
    expect(real.git('config', '--list', '--local')).toBe(config);
    expect(existsSync(join(real.folder, '.git/FETCH_HEAD'))).toBe(false);
  });

  it('loses no file of five pushers at once', async () => {
    const { bare, repository, remote } = await fixture();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const clones = await Promise.all([clone(bare), clone(bare), clone(bare)]);
    const pushers = [{ repository, remote }, { repository, remote }, ...clones];
    await Promise.all(
      pushers.map((pusher, index) =>
        pushJournal(pusher.repository, pusher.remote, new Map([[path(names[index] ?? ''), `${index}\n`]])),
      ),
    );
    const read = await readJournalBranch(repository, remote);
    expect(Object.fromEntries(read)).toEqual(
      Object.fromEntries(names.map((name, index) => [path(name), `${index}\n`])),
    );
    expect(commits(bare)).toBe('5');
  });

  it('is read and pushed from a shallow clone, whose depth stays', async () => {
    const { bare, repository, remote } = await fixture();
    await pushJournal(repository, remote, new Map([[path('a'), 'one\n']]));
    await pushJournal(repository, remote, new Map([[path('b'), 'one\n']]));
    const shallow = await clone(bare, '--depth=2');
    expect((await readJournalBranch(shallow.repository, shallow.remote)).size).toBe(2);
    await pushJournal(shallow.repository, shallow.remote, new Map([[path('c'), 'one\n']]));
    expect(commits(bare)).toBe('3');
    expect(shallow.real.git('rev-list', '--count', 'main')).toBe('2');
    expect(shallow.real.git('fsck', '--no-dangling')).toBe('');
  });

  it('leaves a clone with its whole history as it is', async () => {
    const { real, bare, repository, remote } = await fixture();
    const other = await clone(bare);
    for (const text of ['1\n', '2\n']) await pushJournal(other.repository, other.remote, new Map([[path('a'), text]]));
    expect((await readJournalBranch(repository, remote)).get(path('a'))).toBe('2\n');
    expect(real.git('rev-parse', '--is-shallow-repository')).toBe('false');
    expect(real.git('rev-list', '--count', runGit(bare, ['rev-parse', 'rollcall/journal']))).toBe('2');
  });

  it('knows that a push took effect whose answer was lost', async () => {
    const { bare, repository, remote } = await fixture();
    hook(bare, 'post-receive', 'kill -9 $PPID');
    await pushJournal(repository, remote, new Map([[path('a'), 'one\n']]));
    expect(commits(bare)).toBe('1');
  });

  it('says what to do where a rule forbids to push to it', async () => {
    const { bare, repository, remote } = await fixture();
    hook(bare, 'pre-receive', 'echo "GH013: Repository rule violations found" >&2; exit 1');
    const said = await refusal(pushJournal(repository, remote, new Map([[path('a'), 'one\n']])));
    expect(said).toMatch(/^GitError journal-refused: .*rollcall\/journal on origin.*ruleset/);
    expect(said).toContain('GH013: Repository rule violations found');
  });

  it('holds no file at a path that leads elsewhere', async () => {
    const { repository, remote } = await fixture();
    const bad = ['../a', '/a', 'a//b', '.git/config', 'a/..', '', 'a\nb', '-a', 'a'.repeat(201)];
    const said = await Promise.all(bad.map((name) => refusal(pushJournal(repository, remote, new Map([[name, '']])))));
    expect(said).toEqual(bad.map((name) => `GitError bad-path: ${JSON.stringify(name)} is no path of a journal.`));
  });

  it('keeps a file where a folder is needed, and says so', async () => {
    const { repository, remote } = await fixture();
    await pushJournal(repository, remote, new Map([['2026', 'one\n']]));
    const said = await refusal(pushJournal(repository, remote, new Map([[path('a'), 'one\n']])));
    expect(said).toMatch(/^GitError path-taken: "2026"/);
    expect((await readJournalBranch(repository, remote)).get('2026')).toBe('one\n');
  });
});

describe('searching the journals', () => {
  it('gives whole lines of every file that hold one of the texts as it stands', async () => {
    const { repository, remote, real } = await fixture();
    real.git('config', 'grep.lineNumber', 'true');
    real.git('config', 'color.ui', 'always');
    expect(await grepJournalBranch(repository, remote, ['x'])).toEqual([]);
    const files = { [path('a')]: 'a.b one\naxb two\n', [path('b')]: '-e a.b three\0\nA.B\nunfinished a.b' };
    await pushJournal(repository, remote, new Map(Object.entries(files)));
    expect(await grepJournalBranch(repository, remote, ['a.b'])).toEqual([
      'a.b one',
      '-e a.b three\0',
      'unfinished a.b',
    ]);
    expect(await grepJournalBranch(repository, remote, ['-e ', 'axb'])).toEqual(['axb two', '-e a.b three\0']);
    expect(await grepJournalBranch(repository, remote, ['nowhere'])).toEqual([]);
  });
});

it('keeps the local journals in the git directory that all work trees share', async () => {
  const { real, repository } = await fixture();
  const folder = join(real.folder, '.git/rollcall/journal');
  expect(await journalFolder(repository)).toBe(folder);
  expect(existsSync(folder)).toBe(true);
  const tree = join(real.folder, 'second');
  real.git('worktree', 'add', '--quiet', '--detach', tree);
  expect(await journalFolder((await opened(tree)).repository)).toBe(folder);
});

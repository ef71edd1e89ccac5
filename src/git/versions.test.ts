import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  type RealRepository,
  realRepository,
} from '../../test/support/real-repository.ts';
import { openStateRepository } from './repository.ts';
import { filesAt, type Version, versionsBetween } from './versions.ts';

async function versions(real: RealRepository, base: string | null, stateDir = 'state'): Promise<readonly Version[]> {
  const repository = await openStateRepository(real.folder, stateDir, cleanEnvironment);
  return versionsBetween(repository, base, real.git('rev-parse', 'HEAD'));
}

const texts = ({ files }: Version) => Object.fromEntries(files.map(({ path, text }) => [path, text]));

describe('the versions between two commits', () => {
  it('are base, each commit that changed the state, and head', async () => {
    const real = realRepository();
    const base = real.commit({ 'state/users/b.yaml': 'b1', 'state/users/a.yaml': 'a1', other: '1' });
    const change = real.commit({ 'state/users/a.yaml': 'a2', 'state/teams/d.yaml': 'd' });
    real.commit({ other: '2' });
    const gone = real.commit({ 'state/users/b.yaml': null });
    const head = real.commit({ other: '3' });
    const found = await versions(real, base);
    expect(found.map(({ commit }) => commit)).toEqual([base, change, gone, head]);
    expect(found.map(texts)).toEqual([
      { 'users/a.yaml': 'a1', 'users/b.yaml': 'b1' },
      { 'teams/d.yaml': 'd', 'users/a.yaml': 'a2', 'users/b.yaml': 'b1' },
      { 'users/a.yaml': 'a2', 'teams/d.yaml': 'd' },
      { 'users/a.yaml': 'a2', 'teams/d.yaml': 'd' },
    ]);
    expect(found.map(({ changed }) => changed)).toEqual([
      ['users/a.yaml', 'users/b.yaml'],
      ['teams/d.yaml', 'users/a.yaml'],
      ['users/b.yaml'],
      [],
    ]);
    expect(found[1]?.files[2]).toBe(found[0]?.files[1]);
    expect(found.every(({ problems }) => problems.length === 0)).toBe(true);
  });

  it('take a merge for one commit that changed what it brought', async () => {
    const real = realRepository();
    const base = real.commit({ 'state/users/a.yaml': '1' });
    real.git('checkout', '--quiet', '-b', 'side');
    real.commit({ 'state/users/b.yaml': 'draft' });
    real.commit({ 'state/users/b.yaml': 'done' });
    real.git('checkout', '--quiet', 'main');
    const own = real.commit({ 'state/users/a.yaml': '2' });
    real.git('merge', '--quiet', '--no-ff', '--message=Merge', 'side');
    const found = await versions(real, base);
    expect(found.map(({ commit }) => commit)).toEqual([base, own, real.git('rev-parse', 'HEAD')]);
    expect(found.map(({ changed }) => changed)).toEqual([['users/a.yaml'], ['users/a.yaml'], ['users/b.yaml']]);
    expect(found.map(texts).at(-1)).toEqual({ 'users/a.yaml': '2', 'users/b.yaml': 'done' });
  });

  it('show a change and its revert, though nothing is left of them', async () => {
    const real = realRepository();
    const base = real.commit({ 'state/users/a.yaml': '1' });
    real.commit({ 'state/users/a.yaml': '2' });
    real.git('revert', '--no-edit', 'HEAD');
    expect((await versions(real, base)).map(texts)).toEqual([
      { 'users/a.yaml': '1' },
      { 'users/a.yaml': '2' },
      { 'users/a.yaml': '1' },
    ]);
  });

  it('are one without a base, and where base is head', async () => {
    const real = realRepository();
    real.commit({ 'state/users/a.yaml': '1' });
    const head = real.commit({ 'state/users/a.yaml': '2' });
    expect((await versions(real, null)).map(texts)).toEqual([{ 'users/a.yaml': '2' }]);
    expect((await versions(real, head)).map(texts)).toEqual([{ 'users/a.yaml': '2' }]);
  });

  it('follow a folder that becomes a file, a rename, and a state that is the whole repository', async () => {
    const real = realRepository();
    const base = real.commit({ 'teams/a.yaml': 'a', 'teams/b.yaml': 'b' });
    real.commit({ 'teams/a.yaml': null, 'teams/c.yaml': 'a' });
    real.commit({ teams: null });
    const head = real.commit({ teams: 'file', 'README.md': '' });
    const found = await versions(real, base, '.');
    expect(found.map(texts)).toEqual([
      { 'teams/a.yaml': 'a', 'teams/b.yaml': 'b' },
      { 'teams/b.yaml': 'b', 'teams/c.yaml': 'a' },
      {},
      {},
    ]);
    expect(found.at(-1)).toMatchObject({ commit: head, changed: [] });
    expect(found.at(-1)?.problems.map(({ file, severity }) => `${severity} ${file}`)).toEqual([
      'warning README.md',
      'warning teams',
    ]);
  });

  it('refuse a base that is no first-parent ancestor', async () => {
    const real = realRepository();
    const base = real.commit({ 'state/users/a.yaml': '1' });
    real.git('checkout', '--quiet', '-b', 'side');
    const side = real.commit({ 'state/users/b.yaml': '1' });
    real.git('checkout', '--quiet', 'main');
    real.git('merge', '--quiet', '--no-ff', '--message=Merge', 'side');
    await expect(versions(real, side)).rejects.toMatchObject({ code: 'not-an-ancestor' });
    real.git('checkout', '--quiet', base);
    await expect(versions(real, side)).rejects.toMatchObject({ code: 'not-an-ancestor' });
  });
});

describe('the files of a commit', () => {
  it('keep line ends, a byte order mark and an empty file as they are, below a folder with an odd name', async () => {
    const real = realRepository();
    const files = {
      'teams/a.yaml': 'a\r\n',
      'users/a.yaml': '\uFEFFb',
      'users/empty.yaml': '',
      'users/ü.yaml': 'x\0y\n\n',
    };
    real.commit(Object.fromEntries(Object.entries(files).map(([path, text]) => [`st ä*/${path}`, text])));
    const repository = await openStateRepository(real.folder, 'st ä*', cleanEnvironment);
    expect(texts(await filesAt(repository, real.git('rev-parse', 'HEAD')))).toEqual(files);
  });

  it('give the blob id, by which the same text is known again', async () => {
    const real = realRepository();
    const head = real.commit({ 'state/users/a.yaml': 'same', 'state/users/b.yaml': 'same' });
    const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
    const { files } = await filesAt(repository, head);
    const ids = ['a', 'b'].map((name) => real.git('rev-parse', `HEAD:state/users/${name}.yaml`));
    expect(files.map(({ id }) => id)).toEqual(ids);
  });

  it('are none where the state is not committed', async () => {
    const real = realRepository();
    const head = real.commit({ other: '' });
    real.write('state/users/a.yaml', '');
    const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
    expect(await filesAt(repository, head)).toEqual({ commit: head, files: [], changed: [], problems: [], unread: [] });
  });

  it('say which of them could not be read, and follow neither links nor submodules', async () => {
    const real = realRepository();
    const inner = realRepository();
    const innerHead = inner.commit({ secret: 'secret' });
    real.write('state/users/huge.yaml', new Uint8Array(5_000_001));
    real.write('state/users/latin1.yaml', Uint8Array.from([0x0a, 0x61, 0xe9]));
    real.write('state/users/replaced.yaml', 'a\uFFFDb');
    real.write('state/users/line\nbreak.yaml', '');
    real.write('state/.gitkeep', '');
    symlinkSync('/etc/passwd', join(real.folder, 'state/users/link.yaml'));
    symlinkSync('/etc', join(real.folder, 'state/repos'));
    real.git('add', '--all');
    real.git('update-index', '--add', '--cacheinfo', `160000,${innerHead},state/teams`);
    real.git('commit', '--quiet', '--message=Odd');
    const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
    const { files, problems, unread } = await filesAt(repository, real.git('rev-parse', 'HEAD'));
    expect(files.map(({ path, text }) => [path, text])).toEqual([['users/replaced.yaml', 'a\uFFFDb']]);
    expect(problems.map(({ severity, file, line, message }) => `${severity} ${file}:${line} ${message}`)).toEqual([
      'error state/repos:1 this is a symlink, and links in a commit are not followed: put the file here',
      'error state/teams:1 this is a submodule, and submodules are not followed: put the files here',
      'error state/users/huge.yaml:1 the file is larger than 5 MB: split it',
      'error state/users/latin1.yaml:2 this line is not UTF-8: save the file as UTF-8',
      'error state/users/line\nbreak.yaml:1 the file name has a line break or another control character in it: rename the file',
      'error state/users/link.yaml:1 this is a symlink, and links in a commit are not followed: put the file here',
    ]);
    expect(unread).toEqual(['users/huge.yaml', 'users/latin1.yaml', 'users/link.yaml']);
  });
});

it('reads 500 commits of 2,500 files with as many git commands as three commits of three', async () => {
  const real = realRepository();
  const first = Array.from({ length: 2500 }, (_, index) => [`state/repos/${index}.yaml`, `repo ${index}\n`] as const);
  const edits = Array.from({ length: 499 }, (_, index) => ({ [`state/repos/${index}.yaml`]: `edit ${index}\n` }));
  const ids = importHistory(real, [Object.fromEntries(first), ...edits]);
  const opened = await openStateRepository(real.folder, 'state', cleanEnvironment);
  let commands = 0;
  const counted = {
    ...opened,
    git: {
      run: (args: readonly string[]) => (commands++, opened.git.run(args)),
      feed: (args: readonly string[], input: string) => (commands++, opened.git.feed(args, input)),
    },
  };
  const found = await versionsBetween(counted, ids[0] ?? '', ids.at(-1) ?? '');
  expect(commands).toBe(5);
  expect(found).toHaveLength(500);
  expect(found.every(({ files }) => files.length === 2500)).toBe(true);
  expect(new Set(found.flatMap(({ files }) => files)).size).toBe(2500 + 499);
});

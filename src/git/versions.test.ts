import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnvironment, importHistory, type RealRepository, realRepository } from '../../test/real-repository.ts';
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
    const base = real.commit({ 'state/b': 'b1', 'state/a': 'a1', other: '1' });
    const change = real.commit({ 'state/a': 'a2', 'state/c/d.yaml': 'd' });
    real.commit({ other: '2' });
    const gone = real.commit({ 'state/b': null });
    const head = real.commit({ other: '3' });
    const found = await versions(real, base);
    expect(found.map(({ commit }) => commit)).toEqual([base, change, gone, head]);
    expect(found.map(texts)).toEqual([
      { a: 'a1', b: 'b1' },
      { a: 'a2', b: 'b1', 'c/d.yaml': 'd' },
      { a: 'a2', 'c/d.yaml': 'd' },
      { a: 'a2', 'c/d.yaml': 'd' },
    ]);
    expect(found.map(({ changed }) => changed)).toEqual([['a', 'b'], ['a', 'c/d.yaml'], ['b'], []]);
    expect(found[1]?.files[1]).toBe(found[0]?.files[1]);
    expect(found.every(({ problems }) => problems.length === 0)).toBe(true);
  });

  it('take a merge for one commit that changed what it brought', async () => {
    const real = realRepository();
    const base = real.commit({ 'state/a': '1' });
    real.git('checkout', '--quiet', '-b', 'side');
    real.commit({ 'state/b': 'draft' });
    real.commit({ 'state/b': 'done' });
    real.git('checkout', '--quiet', 'main');
    const own = real.commit({ 'state/a': '2' });
    real.git('merge', '--quiet', '--no-ff', '--message=Merge', 'side');
    const found = await versions(real, base);
    expect(found.map(({ commit }) => commit)).toEqual([base, own, real.git('rev-parse', 'HEAD')]);
    expect(found.map(({ changed }) => changed)).toEqual([['a'], ['a'], ['b']]);
    expect(found.map(texts).at(-1)).toEqual({ a: '2', b: 'done' });
  });

  it('show a change and its revert, though nothing is left of them', async () => {
    const real = realRepository();
    const base = real.commit({ 'state/a': '1' });
    real.commit({ 'state/a': '2' });
    real.git('revert', '--no-edit', 'HEAD');
    expect((await versions(real, base)).map(texts)).toEqual([{ a: '1' }, { a: '2' }, { a: '1' }]);
  });

  it('are one without a base, and where base is head', async () => {
    const real = realRepository();
    real.commit({ 'state/a': '1' });
    const head = real.commit({ 'state/a': '2' });
    expect((await versions(real, null)).map(texts)).toEqual([{ a: '2' }]);
    expect((await versions(real, head)).map(texts)).toEqual([{ a: '2' }]);
  });

  it('follow a folder that becomes a file, a rename, and a state that is the whole repository', async () => {
    const real = realRepository();
    const base = real.commit({ 'teams/a.yaml': 'a', 'teams/b.yaml': 'b' });
    real.commit({ 'teams/a.yaml': null, 'teams/c.yaml': 'a' });
    real.commit({ teams: null });
    real.commit({ teams: 'file' });
    expect((await versions(real, base, '.')).map(texts)).toEqual([
      { 'teams/a.yaml': 'a', 'teams/b.yaml': 'b' },
      { 'teams/b.yaml': 'b', 'teams/c.yaml': 'a' },
      {},
      { teams: 'file' },
    ]);
  });

  it('refuse a base that is no first-parent ancestor', async () => {
    const real = realRepository();
    const base = real.commit({ 'state/a': '1' });
    real.git('checkout', '--quiet', '-b', 'side');
    const side = real.commit({ 'state/b': '1' });
    real.git('checkout', '--quiet', 'main');
    real.git('merge', '--quiet', '--no-ff', '--message=Merge', 'side');
    await expect(versions(real, side)).rejects.toMatchObject({ code: 'not-an-ancestor' });
    real.git('checkout', '--quiet', base);
    await expect(versions(real, side)).rejects.toMatchObject({ code: 'not-an-ancestor' });
  });
});

describe('the files of a commit', () => {
  it('keep odd names, line ends, a byte order mark and an empty file as they are', async () => {
    const real = realRepository();
    const files = {
      'teams/a b.yaml': 'a\r\n',
      'teams/"ü\n.yaml': '\uFEFFb',
      'users/empty.yaml': '',
      'ab/:(top)': 'x\0y',
    };
    real.commit(Object.fromEntries(Object.entries(files).map(([path, text]) => [`st ä*/${path}`, text])));
    const repository = await openStateRepository(real.folder, 'st ä*', cleanEnvironment);
    expect(texts(await filesAt(repository, real.git('rev-parse', 'HEAD')))).toEqual(files);
  });

  it('give the blob id, by which the same text is known again', async () => {
    const real = realRepository();
    const head = real.commit({ 'state/a': 'same', 'state/b': 'same' });
    const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
    const { files } = await filesAt(repository, head);
    expect(files.map(({ id }) => id)).toEqual(['a', 'b'].map((name) => real.git('rev-parse', `HEAD:state/${name}`)));
  });

  it('are none where the state is not committed', async () => {
    const real = realRepository();
    const head = real.commit({ other: '' });
    real.write('state/a', '');
    const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
    expect(await filesAt(repository, head)).toEqual({ commit: head, files: [], changed: [], problems: [] });
  });

  it('do not follow links and submodules, and say what was not read', async () => {
    const real = realRepository();
    const inner = realRepository();
    const innerHead = inner.commit({ secret: 'secret' });
    real.write('state/huge', new Uint8Array(5_000_001));
    real.write('state/latin1', Uint8Array.from([0x61, 0xe9]));
    real.write('state/replaced', 'a\uFFFDb');
    symlinkSync('/etc/passwd', join(real.folder, 'state/link'));
    real.git('update-index', '--add', '--cacheinfo', `160000,${innerHead},state/sub`);
    real.git('add', '--all', 'state/huge', 'state/latin1', 'state/replaced', 'state/link');
    real.git('commit', '--quiet', '--message=Odd');
    const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
    const { files, problems } = await filesAt(repository, real.git('rev-parse', 'HEAD'));
    expect(files.map(({ path, text }) => [path, text])).toEqual([
      ['latin1', 'a\uFFFD'],
      ['replaced', 'a\uFFFDb'],
    ]);
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'state/huge: the file is larger than 5000000 bytes and is not read',
      'state/latin1: the file is not valid UTF-8: save it as UTF-8',
      'state/link: this is a symbolic link, and links are not followed',
      'state/sub: this is a submodule, and submodules are not followed',
    ]);
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

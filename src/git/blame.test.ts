import { expect, it } from 'vitest';
import { cleanEnvironment, realRepository, withRemote } from '../../test/support/real-repository.ts';
import { blameLines } from './blame.ts';
import { openStateRepository } from './repository.ts';

const file = 'state/users/a b ü.yaml';

it('names the commit that wrote each line, a merge for what it brought', async () => {
  const real = realRepository();
  const first = real.commit({ [file]: 'one\ntwo\nthree\n', 'state/other': 'x\n' });
  real.git('checkout', '--quiet', '-b', 'side');
  real.commit({ [file]: 'one\ntwo\nthree\nfour\n' });
  real.git('checkout', '--quiet', 'main');
  const second = real.commit({ [file]: 'one\n2\nthree\n' });
  real.git('merge', '--quiet', '--no-ff', '--message=Merge', '-X', 'ours', 'side');
  const merge = real.git('rev-parse', 'HEAD');
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  const positions = [1, 2, 4, 2].map((line) => ({ file, line }));
  const blamed = await blameLines(repository, merge, [...positions, { file: 'state/other', line: 1 }]);
  const third = real.git('blame', '--first-parent', '-l', '-s', '-L4,4', 'HEAD', '--', file).split(' ')[0];
  expect(Object.fromEntries(blamed)).toEqual({
    [`${file}:1`]: first,
    [`${file}:2`]: second,
    [`${file}:4`]: third,
    'state/other:1': first,
  });
  expect(third).toBe(merge);
});

it('does not let a file list commits that blame ignores', async () => {
  const real = realRepository();
  real.commit({ [file]: 'one\n' });
  const second = real.commit({ [file]: 'two\n', ignored: '' });
  real.commit({ ignored: `${second}\n` });
  real.git('config', 'blame.ignoreRevsFile', 'ignored');
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  const blamed = await blameLines(repository, real.git('rev-parse', 'HEAD'), [{ file, line: 1 }]);
  expect(blamed.get(`${file}:1`)).toBe(second);
});

it('asks for a whole file where the lines are many and scattered', async () => {
  const real = realRepository();
  const commit = real.commit({ [file]: Array.from({ length: 4002 }, (_, index) => `${index}\n`).join('') });
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  const positions = Array.from({ length: 2001 }, (_, index) => ({ file, line: 1 + 2 * index }));
  const blamed = await blameLines(repository, commit, positions);
  expect([...blamed.keys()]).toEqual(positions.map(({ line }) => `${file}:${line}`));
  expect(new Set(blamed.values())).toEqual(new Set([commit]));
});

it('does not name the commit where a shallow clone was cut for lines that may be older', async () => {
  const real = realRepository();
  real.commit({ [file]: 'one\ntwo\n' });
  real.commit({ [file]: 'one\n2\n' });
  const third = real.commit({ [file]: 'one\n2\nthree\n' });
  const bare = withRemote(real);
  const clone = realRepository({ url: `file://${bare}`, options: ['--depth=2'] });
  const repository = await openStateRepository(clone.folder, 'state', cleanEnvironment);
  const blamed = await blameLines(
    repository,
    third,
    [1, 2, 3].map((line) => ({ file, line })),
  );
  expect(Object.fromEntries(blamed)).toEqual({ [`${file}:3`]: third });
});

it('asks nothing where nothing is asked', async () => {
  const real = realRepository();
  const commit = real.commit({ [file]: 'one\n' });
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  expect((await blameLines(repository, commit, [])).size).toBe(0);
});

it('says of many files what git blame says of each, merges, renames and edits included', async () => {
  const real = realRepository();
  const name = (index: number): string => `state/teams/${index}.yaml`;
  real.commit(Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((index) => [name(index), `a${index}\nb\nc\n`])));
  real.commit({ [name(1)]: 'a1\nedited\nc\n' });
  real.git('mv', name(2), name(8));
  real.commit({});
  real.git('checkout', '--quiet', '-b', 'side');
  real.commit({ [name(9)]: 'a9\nb\nc\n' });
  real.git('checkout', '--quiet', 'main');
  real.commit({ [name(3)]: null });
  real.commit({ [name(3)]: 'back\nb\nc\n' });
  real.git('merge', '--quiet', '--no-ff', '--message=Merge', 'side');
  const head = real.git('rev-parse', 'HEAD');
  const positions = [0, 1, 3, 4, 8, 9].flatMap((index) => [1, 2, 3].map((line) => ({ file: name(index), line })));
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  const expected = positions.map(({ file, line }) => {
    const words = real.git('blame', '--first-parent', '-l', '-s', '--root', `-L${line},${line}`, head, '--', file);
    return [`${file}:${line}`, words.split(' ')[0]] as const;
  });
  const blamed = await blameLines(repository, head, positions);
  expect(Object.fromEntries(blamed)).toEqual(Object.fromEntries(expected));
  expect(new Set(blamed.values()).size).toBe(4);
});

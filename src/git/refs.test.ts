import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cleanEnvironment, realRepository } from '../../test/support/real-repository.ts';
import { isFirstParentAncestor, resolveRef } from './refs.ts';
import { openStateRepository } from './repository.ts';

describe('resolving a ref', () => {
  it.each(['main', 'HEAD', 'v1', 'refs/heads/main', 'HEAD~0', 'feature/ünï'])('finds %s', async (text) => {
    const real = realRepository();
    const commit = real.commit({ a: 'a' });
    real.git('tag', '--annotate', '--message=First', 'v1');
    real.git('branch', 'feature/ünï');
    const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
    expect(await resolveRef(repository, text)).toBe(commit);
    expect(await resolveRef(repository, commit.slice(0, 10))).toBe(commit);
  });

  it.each([
    ['--output=x', 'bad-ref'],
    ['-h', 'bad-ref'],
    ['--all', 'bad-ref'],
    ['', 'bad-ref'],
    [' main', 'bad-ref'],
    ['main\nmain', 'bad-ref'],
    ['nowhere', 'unknown-ref'],
    ['main..main', 'unknown-ref'],
    ['HEAD:a', 'unknown-ref'],
    ['^main', 'unknown-ref'],
    ['$(touch x)', 'unknown-ref'],
    ['0'.repeat(40), 'unknown-ref'],
  ])('refuses %j', async (text, code) => {
    const real = realRepository();
    real.commit({ a: 'a' });
    const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
    await expect(resolveRef(repository, text)).rejects.toMatchObject({ name: 'GitError', code });
    expect(readdirSync(real.folder)).toEqual(['.git', 'a']);
    expect(existsSync('x')).toBe(false);
  });
});

describe('a first-parent ancestor', () => {
  it('is what stood on the branch itself, not what a merge brought', async () => {
    const real = realRepository();
    const first = real.commit({ a: '1' });
    real.git('checkout', '--quiet', '-b', 'side');
    const side = real.commit({ b: '1' });
    real.git('checkout', '--quiet', 'main');
    const second = real.commit({ a: '2' });
    real.git('merge', '--quiet', '--no-ff', '--message=Merge', 'side');
    const merge = real.git('rev-parse', 'HEAD');
    const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
    const answers = await Promise.all(
      [first, second, merge, side].map((commit) => isFirstParentAncestor(repository, commit, merge)),
    );
    expect(answers).toEqual([true, true, true, false]);
    expect(await isFirstParentAncestor(repository, merge, first)).toBe(false);
    expect(await isFirstParentAncestor(repository, side, second)).toBe(false);
  });

  it('refuses what is no id', async () => {
    const real = realRepository();
    const commit = real.commit({ a: '1' });
    const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
    await expect(isFirstParentAncestor(repository, '--output=x', commit)).rejects.toMatchObject({ code: 'bad-id' });
  });
});

import { describe, expect, it } from 'vitest';
import { cleanEnvironment, type RealRepository, realRepository } from '../../test/support/real-repository.ts';
import { mergesAmong } from './merges.ts';
import { openStateRepository } from './repository.ts';

/** `main` and `side`, each a commit ahead of where they parted. */
function parted(main: Record<string, string>, side: Record<string, string>): RealRepository {
  const real = realRepository();
  real.commit({ a: '1\n', state: '' });
  real.git('checkout', '--quiet', '-b', 'side');
  real.commit(side);
  real.git('checkout', '--quiet', 'main');
  real.commit(main);
  return real;
}

async function mergeAt(real: RealRepository, commit = 'HEAD') {
  const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
  const id = real.git('rev-parse', commit);
  return (await mergesAmong(repository, [id])).get(id);
}

describe('a merge', () => {
  it('is plain where it holds what git makes of its parents', async () => {
    const real = parted({ b: '1' }, { c: '1' });
    real.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');
    expect(await mergeAt(real)).toEqual({ merged: real.git('rev-parse', 'side'), plain: true });
  });

  it('is not where something was added by hand', async () => {
    const real = parted({ b: '1' }, { c: '1' });
    real.git('merge', '--quiet', '--no-ff', '--no-commit', 'side');
    real.commit({ d: 'by hand' });
    expect(await mergeAt(real)).toMatchObject({ plain: false });
  });

  it('is not where somebody decided between two, or took one side alone', async () => {
    const conflict = parted({ a: '2\n' }, { a: '3\n' });
    conflict.git('merge', '--quiet', '--no-edit', '--strategy-option=ours', 'side');
    expect(await mergeAt(conflict)).toMatchObject({ plain: false });
    const ours = parted({ b: '1' }, { c: '1' });
    ours.git('merge', '--quiet', '--no-edit', '--strategy=ours', 'side');
    expect(await mergeAt(ours)).toMatchObject({ plain: false });
  });

  it('is not with more than two parents', async () => {
    const real = parted({ b: '1' }, { c: '1' });
    real.git('checkout', '--quiet', '-b', 'third', 'main~');
    real.commit({ d: '1' });
    real.git('checkout', '--quiet', 'main');
    real.git('merge', '--quiet', '--no-edit', 'side', 'third');
    expect(await mergeAt(real)).toMatchObject({ plain: false });
  });

  it('is no commit with one parent or none', async () => {
    const real = parted({ b: '1' }, { c: '1' });
    expect([await mergeAt(real), await mergeAt(real, 'HEAD~')]).toEqual([undefined, undefined]);
  });
});

import { describe, expect, it } from 'vitest';
import { aTaker, elsewhere, lockOf, put } from '../../../test/support/locking.ts';
import { type RealRepository, realRepository, refusal } from '../../../test/support/real-repository.ts';
import { GitError } from '../../model/errors.ts';
import type { Git } from '../git.ts';
import { messageOf } from './holder.ts';
import { lockRef } from './lock.ts';

describe('what cannot be read as a holder', () => {
  it.each<[string, (real: RealRepository) => void]>([
    ['a commit of the state', (real) => real.git('push', '--quiet', 'origin', `HEAD:${lockRef}`)],
    ['a file', (real) => real.git('push', '--quiet', 'origin', `${real.git('rev-parse', 'HEAD:a')}:${lockRef}`)],
    ['a tag', (real) => tag(real)],
    ['no JSON', (real) => put(real, 'Lock\n\n{')],
    ['a field of another type', (real) => put(real, messageOf({ ...elsewhere(), pid: -1 }))],
    ['a message without end', (real) => put(real, `${messageOf(elsewhere())}${' '.repeat(20_000)}x`)],
  ])('holds the lock, with a word on how to remove it: %s', async (_, make) => {
    const { real, bare } = await aTaker();
    make(real);
    const { take, standing } = await aTaker(realRepository({ url: `file://${bare}` }));
    const at = standing();
    const said = await refusal(take('first'));
    expect(said).toMatch(/^GitError lock-unreadable: .*remove it by hand: git push origin :refs\/rollcall\/lock$/);
    expect(standing()).toBe(at);
  });

  it('of a hostile owner, shows nothing that a terminal would obey', async () => {
    const { real, take, logged } = await aTaker();
    put(real, messageOf(elsewhere()).replace('"bob"', JSON.stringify('\u001B[2Jbob\n\u202Eroot')));
    expect(await take('first', { waitMs: 900 })).toMatchObject({ heldBy: { owner: '?[2Jbob??root' } });
    expect(logged).toEqual([expect.stringContaining('?[2Jbob??root holds it')]);
  });
});

describe('who holds the lock', () => {
  it('is asked again where the lock changed hands in the meantime', async () => {
    const { real, bare } = await aTaker();
    put(real, messageOf(elsewhere({ run: 'earlier' })));
    const { take, repository } = await aTaker(realRepository({ url: `file://${bare}` }));
    let fetches = 0;
    const git: Git = {
      ...repository.git,
      run: async (args) => {
        if (args[0] !== 'fetch' || (fetches += 1) > 1) return repository.git.run(args);
        put(real, messageOf(elsewhere({ run: 'later' })));
        throw new GitError('git-failed', 'git fetch failed: not our ref');
      },
    };
    expect(await take('first', {}, git)).toMatchObject({ heldBy: { run: 'later' } });
  });

  it('is told by the ref of this name alone', async () => {
    const { real, take } = await aTaker();
    real.git('push', '--quiet', 'origin', `HEAD:refs/elsewhere/${lockRef}`);
    expect(lockOf(await take('first')).takenOver).toBeNull();
  });
});

function tag(real: RealRepository): void {
  real.git('tag', '--annotate', '--message=x', 'tag');
  real.git('push', '--quiet', 'origin', `refs/tags/tag:${lockRef}`);
}

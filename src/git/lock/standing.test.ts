import { describe, expect, it } from 'vitest';
import { aTaker, elsewhere, put } from '../../../test/support/locking.ts';
import { type RealRepository, realRepository, refusal } from '../../../test/support/real-repository.ts';
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

function tag(real: RealRepository): void {
  real.git('tag', '--annotate', '--message=x', 'tag');
  real.git('push', '--quiet', 'origin', `refs/tags/tag:${lockRef}`);
}

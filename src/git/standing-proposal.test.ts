import { describe, expect, it } from 'vitest';
import { clone, edit, fixture, ref, standingProposal, traces, users } from '../../test/support/proposal-branches.ts';
import { realRepository } from '../../test/support/real-repository.ts';
import { GitError } from '../model/errors.ts';
import type { Git } from './git.ts';
import { pushProposal, writeProposal } from './proposal-branch.ts';

describe('the branch of a proposal', () => {
  it('is not there at first', async () => {
    const { repository, place, head } = await fixture();
    const commit = await writeProposal(repository, head, edit, 'x');
    expect(await standingProposal(place, head, commit)).toEqual({ at: null, sameContent: false, foreign: [] });
  });

  it('holds the same where it holds the commit, and also with another message or on an older head', async () => {
    const { real, repository, place, ids, head } = await fixture();
    const commit = await writeProposal(repository, head, edit, 'x');
    await pushProposal(place, { from: null, to: commit });
    expect(await standingProposal(place, head, commit)).toEqual({ at: commit, sameContent: true, foreign: [] });
    const reworded = await writeProposal(repository, head, edit, 'y');
    expect(await standingProposal(place, head, reworded)).toEqual({ at: commit, sameContent: true, foreign: [] });
    const next = real.commit({ other: 'x' });
    const again = await writeProposal(repository, next, edit, 'x');
    expect(await standingProposal(place, next, again)).toEqual({ at: commit, sameContent: true, foreign: [] });
    expect(ids).toContain(real.git('rev-parse', `${commit}^`));
  });

  it('holds something else where the edits differ or the default branch went on in the same lines', async () => {
    const { real, repository, place, head } = await fixture();
    const commit = await writeProposal(repository, head, edit, 'x');
    await pushProposal(place, { from: null, to: commit });
    const more = await writeProposal(repository, head, new Map([...edit, ['b', 'c']]), 'x');
    expect(await standingProposal(place, head, more)).toMatchObject({ at: commit, sameContent: false });
    const next = real.commit({ [users]: 'users:\n  bob: {}\n  # conflict\n' });
    const again = await writeProposal(repository, next, edit, 'x');
    expect(await standingProposal(place, next, again)).toMatchObject({ at: commit, sameContent: false });
  });

  it('holds something else once it was merged, by a merge or squashed', async () => {
    const { real, repository, place, head } = await fixture();
    const commit = await writeProposal(repository, head, edit, 'x');
    await pushProposal(place, { from: null, to: commit });
    real.git('merge', '--quiet', '--no-ff', '--no-edit', commit);
    const merged = real.git('rev-parse', 'HEAD');
    const second = await writeProposal(repository, merged, new Map([['b', 'c']]), 'y');
    expect(await standingProposal(place, merged, second)).toEqual({ at: commit, sameContent: false, foreign: [] });
    real.git('reset', '--quiet', '--hard', head);
    const squashed = real.commit({ [users]: 'users:\n  bob: {}\n' });
    const third = await writeProposal(repository, squashed, new Map([['b', 'c']]), 'y');
    expect(await standingProposal(place, squashed, third)).toEqual({ at: commit, sameContent: false, foreign: [] });
  });

  it('tells what others put on it, and what somebody merged into it', async () => {
    const { real, repository, place, head } = await fixture();
    const commit = await writeProposal(repository, head, edit, 'x');
    const next = real.commit({ other: 'x' });
    real.git('checkout', '--quiet', '--detach', commit);
    real.git('commit', '--quiet', '--allow-empty', '--message=x', '--author=Zoë Öz <zoe@example.org>');
    const byHand = real.git('rev-parse', 'HEAD');
    real.git('merge', '--quiet', '--no-edit', next);
    const updated = real.git('rev-parse', 'HEAD');
    real.git('config', 'i18n.logOutputEncoding', 'ISO-8859-1');
    real.git('push', '--quiet', '--force', 'origin', `${updated}:${ref}`, `${next}:refs/heads/main`);
    const again = await writeProposal(repository, next, edit, 'x');
    expect(await standingProposal(place, next, again)).toEqual({
      at: updated,
      sameContent: true,
      foreign: [
        { commit: updated, author: 'author <author@example.org>' },
        { commit: byHand, author: 'Zoë Öz <zoe@example.org>' },
      ],
    });
  });

  it('may have been pushed to something unrelated', async () => {
    const { real, repository, place, head } = await fixture();
    const elsewhere = realRepository();
    elsewhere.commit({ a: '1' }, 'one');
    const unrelated = elsewhere.commit({ a: '2' }, 'two');
    elsewhere.git('push', '--quiet', real.git('remote', 'get-url', 'origin'), `HEAD:${ref}`);
    const commit = await writeProposal(repository, head, edit, 'x');
    const standing = await standingProposal(place, head, commit);
    expect(standing).toMatchObject({ at: unrelated, sameContent: false });
    expect(standing.foreign).toHaveLength(2);
    await pushProposal(place, { from: unrelated, to: commit });
    expect(await standingProposal(place, head, commit)).toMatchObject({ at: commit, sameContent: true });
  });

  it('holds something else for a git that cannot merge without a work tree', async () => {
    const { repository, place, head } = await fixture();
    const commit = await writeProposal(repository, head, edit, 'x');
    const reworded = await writeProposal(repository, head, edit, 'y');
    await pushProposal(place, { from: null, to: commit });
    const git: Git = {
      ...repository.git,
      run: async (args) => {
        if (args[0] !== 'merge-tree') return repository.git.run(args);
        throw new GitError(
          'git-failed',
          'git merge-tree failed: usage: git merge-tree <base-tree> <branch1> <branch2>',
        );
      },
    };
    const old = { ...place, repository: { ...repository, git } };
    expect(await standingProposal(old, head, reworded)).toMatchObject({ at: commit, sameContent: false });
    expect(await standingProposal(old, head, commit)).toMatchObject({ at: commit, sameContent: true });
  });
});

describe('from a clone that lacks things', () => {
  /** The branch forked so many commits ago, and others push to it. */
  async function forked(length: number, from: number) {
    const { real, bare, repository, place, ids, head } = await fixture(length);
    const commit = await writeProposal(repository, ids[from] ?? '', new Map([['b', 'c']]), 'x');
    const byHand = real.git('commit-tree', '-p', commit, '-m', 'x', `${commit}^{tree}`);
    await pushProposal(place, { from: null, to: byHand });
    return { bare, ids, head, byHand };
  }

  it.each([
    ['a step away', 3, 1],
    ['deeper than one try', 120, 2],
    ['at the very beginning', 4, 0],
  ])('finds a fork %s in a shallow one', async (_, length, from) => {
    const { bare, head, byHand } = await forked(length, from);
    const { real, repository, place } = await clone(bare, '--depth=1');
    const before = traces(real);
    const commit = await writeProposal(repository, head, new Map([['b', 'c']]), 'x');
    expect(await standingProposal(place, head, commit)).toEqual({
      at: byHand,
      sameContent: true,
      foreign: [{ commit: byHand, author: 'author <author@example.org>' }],
    });
    expect(traces(real)).toEqual(before);
    expect(real.git('fsck', '--no-dangling')).toBe('');
  });

  it('does not take for foreign what lies below the fork, where only the branch leads there', async () => {
    const { real, bare, repository, place, ids, head } = await fixture(70);
    const commit = await writeProposal(repository, ids[0] ?? '', new Map([['b', 'c']]), 'x');
    await pushProposal(place, { from: null, to: commit });
    const shallow = await clone(bare, '--depth=1');
    shallow.real.git('fetch', '--quiet', 'origin', ref);
    const again = await writeProposal(shallow.repository, head, new Map([['b', 'c']]), 'x');
    expect(await standingProposal(shallow.place, head, again)).toEqual({ at: commit, sameContent: true, foreign: [] });
    expect(real.git('rev-list', '--count', commit)).toBe('2');
  });

  it('asks a shallow one for no more history than it takes', async () => {
    const { bare, head } = await forked(120, 110);
    const { real, repository, place } = await clone(bare, '--depth=1');
    const commit = await writeProposal(repository, head, new Map([['b', 'c']]), 'x');
    await standingProposal(place, head, commit);
    expect(Number(real.git('rev-list', '--count', 'HEAD'))).toBeLessThan(60);
  });

  it('tells in a shallow one that there is no fork', async () => {
    const { bare, head } = await fixture(3);
    const elsewhere = realRepository();
    elsewhere.commit({ a: '1' });
    const unrelated = elsewhere.commit({ a: '2' });
    elsewhere.git('push', '--quiet', bare, `HEAD:${ref}`);
    const { repository, place } = await clone(bare, '--depth=1');
    const commit = await writeProposal(repository, head, edit, 'x');
    const standing = await standingProposal(place, head, commit);
    expect(standing).toMatchObject({ at: unrelated, sameContent: false });
    expect(standing.foreign).toHaveLength(2);
  });

  it('leaves a clone whole that has its whole history', async () => {
    const { bare, head, byHand } = await forked(5, 2);
    const { real, repository, place } = await clone(bare, '--single-branch');
    const before = traces(real);
    const commit = await writeProposal(repository, head, new Map([['b', 'c']]), 'x');
    expect(await standingProposal(place, head, commit)).toMatchObject({ at: byHand, sameContent: true });
    expect(traces(real)).toEqual(before);
    expect(real.git('rev-parse', '--is-shallow-repository')).toBe('false');
  });
});

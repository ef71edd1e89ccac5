import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  type RealRepository,
  realRepository,
  refusal,
  runGit,
  withRemote,
} from '../../test/support/real-repository.ts';
import { checkoutOf } from './checkout.ts';
import { fetchCommits, fetchHead } from './fetch.ts';
import { hasCommit, isFirstParentAncestor } from './refs.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';
import { filesAt, versionsBetween } from './versions.ts';

/** A repository with so many commits on `main`, and its remote; ids oldest first. */
function longHistory(length: number) {
  const real = realRepository();
  const ids = importHistory(
    real,
    Array.from({ length }, (_, index) => ({ 'state/users/a.yaml': `${index}\n` })),
  );
  return { bare: withRemote(real), ids, real };
}

async function shallowClone(bare: string) {
  const real = realRepository({ url: `file://${bare}`, options: ['--depth=1'] });
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  return { real, repository, remote: await remoteOf(repository) };
}

describe('fetching commits', () => {
  it.each([
    ['a step away', 3, 1],
    ['deeper than one try', 120, 2],
    ['at the very beginning', 4, 0],
  ])('deepens a shallow clone to a base %s', async (_, length, base) => {
    const { bare, ids } = longHistory(length);
    const { repository, remote } = await shallowClone(bare);
    const [from = '', head = ''] = [ids[base], ids.at(-1)];
    expect(await hasCommit(repository, from)).toBe(false);
    await fetchCommits(repository, remote, [from, head]);
    expect(await isFirstParentAncestor(repository, from, head)).toBe(true);
    expect(await versionsBetween(repository, from, head)).toHaveLength(length - base);
  });

  it('asks for no more history than it needs', async () => {
    const { bare, ids, real } = longHistory(120);
    const applied = ids.at(-10) ?? '';
    real.git('push', '--quiet', 'origin', `${applied}:refs/rollcall/applied`);
    const { real: clone, repository, remote } = await shallowClone(bare);
    await fetchCommits(repository, remote, [applied]);
    expect(await checkoutOf(repository)).toMatchObject({ shallow: true });
    expect(clone.git('rev-list', '--count', applied)).toBe('42');
  });

  it('fetches a commit that the remote has and the checkout has not, without moving the checkout', async () => {
    const { bare, ids, real } = longHistory(2);
    const behind = realRepository({ url: bare });
    const newer = real.commit({ 'state/users/a.yaml': 'newer' });
    real.git('push', '--quiet', 'origin', 'main');
    const repository = await openStateRepository(behind.folder, 'state', cleanEnvironment);
    await fetchCommits(repository, await remoteOf(repository), [newer]);
    expect(await hasCommit(repository, newer)).toBe(true);
    expect(await checkoutOf(repository)).toMatchObject({ commit: ids[1], branch: 'main', clean: true });
  });

  it('finds the history of a checkout that no branch leads to, such as that of a pull request', async () => {
    const { bare, ids, real } = longHistory(4);
    real.git('checkout', '--quiet', '-b', 'change');
    const change = real.commit({ 'state/users/b.yaml': 'b' });
    real.git('push', '--quiet', 'origin', 'HEAD:refs/pull/1/head');
    const clone = realRepository({ url: `file://${bare}`, options: ['--depth=1'] });
    clone.git('fetch', '--quiet', '--depth=1', 'origin', 'refs/pull/1/head');
    clone.git('checkout', '--quiet', '--detach', change);
    const repository = await openStateRepository(clone.folder, 'state', cleanEnvironment);
    await fetchCommits(repository, await remoteOf(repository), [ids[0] ?? '']);
    expect(await isFirstParentAncestor(repository, ids[0] ?? '', change)).toBe(true);
  });

  it('leaves it to the caller that a commit is no ancestor', async () => {
    const { bare, ids, real } = longHistory(3);
    real.git('checkout', '--quiet', '-b', 'side', ids[0] ?? '');
    const side = real.commit({ 'state/users/b.yaml': 'b' });
    real.git('push', '--quiet', 'origin', `${side}:refs/rollcall/applied`);
    const { repository, remote } = await shallowClone(bare);
    await fetchCommits(repository, remote, [side]);
    expect(await isFirstParentAncestor(repository, side, ids[2] ?? '')).toBe(false);
  });

  it('says that a commit is nowhere', async () => {
    const { bare } = longHistory(2);
    const { repository, remote } = await shallowClone(bare);
    await expect(fetchCommits(repository, remote, ['1'.repeat(40)])).rejects.toMatchObject({
      name: 'GitError',
      code: 'commit-missing',
    });
  });

  it('says that the history is cut where the remote itself is shallow', async () => {
    const { bare, ids } = longHistory(3);
    const middle = realRepository({ url: `file://${bare}`, options: ['--depth=2', '--bare'] });
    const { repository, remote } = await shallowClone(middle.folder);
    runGit(middle.folder, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
    await expect(fetchCommits(repository, remote, [ids[0] ?? ''])).rejects.toMatchObject({ name: 'GitError' });
  });
});

describe("fetching the default branch's head", () => {
  type Prepare = (clone: RealRepository, head: string) => void;

  it.each<[what: string, options: readonly string[], prepare: Prepare]>([
    ['is behind', [], () => {}],
    ['is shallow and behind', ['--depth=1'], () => {}],
    ['has another branch alone, and is shallow', ['--depth=1', '--single-branch', '--branch=side'], () => {}],
    ['has another branch checked out', [], (clone) => clone.git('checkout', '--quiet', 'side')],
    ['has something unrelated checked out', [], (clone) => clone.git('checkout', '--quiet', '--orphan', 'new')],
    [
      'has the merge of a pull request checked out, as in Actions',
      ['--depth=1'],
      (clone) => {
        clone.git('fetch', '--quiet', '--depth=1', 'origin', 'refs/pull/1/merge');
        clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
        rmSync(join(clone.folder, '.git/FETCH_HEAD'));
      },
    ],
  ])('works where the clone %s', async (_, options, prepare) => {
    const { bare, real } = longHistory(60);
    real.git('checkout', '--quiet', '-b', 'side', 'HEAD~3');
    real.commit({ 'state/users/b.yaml': 'b' });
    real.git('push', '--quiet', 'origin', 'side');
    real.git('merge', '--quiet', '--no-edit', 'main');
    real.git('push', '--quiet', 'origin', 'HEAD:refs/pull/1/merge');
    const clone = realRepository({ url: `file://${bare}`, options });
    real.git('checkout', '--quiet', 'main');
    const head = real.commit({ 'state/users/a.yaml': 'newer' });
    real.git('push', '--quiet', 'origin', 'main');
    prepare(clone, head);
    const before = [clone.git('for-each-ref'), clone.git('status', '--porcelain=v2', '--branch')];
    const repository = await openStateRepository(clone.folder, 'state', cleanEnvironment);
    const remote = await remoteOf(repository);
    expect(remote.head).toBe(head);
    await fetchHead(repository, remote);
    const { files, problems } = await filesAt(repository, head);
    expect([files.map(({ text }) => text), problems]).toEqual([['newer'], []]);
    expect([clone.git('for-each-ref'), clone.git('status', '--porcelain=v2', '--branch')]).toEqual(before);
    expect(existsSync(join(clone.folder, '.git/FETCH_HEAD'))).toBe(false);
    const isShallow = options.includes('--depth=1');
    expect(clone.git('rev-parse', '--is-shallow-repository')).toBe(String(isShallow));
    expect(clone.git('rev-list', '--count', head)).toBe(isShallow ? '1' : '61');
  });

  it('says that the branch was rewritten in the meantime', async () => {
    const { bare } = longHistory(2);
    const { repository, remote } = await shallowClone(bare);
    const said = await refusal(fetchHead(repository, { ...remote, head: '1'.repeat(40) }));
    expect(said).toMatch(
      /^GitError commit-missing: The head of main, 1{40}, could not be fetched from origin\. Run again/,
    );
  });
});

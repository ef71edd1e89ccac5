import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  cleanEnvironment,
  realRepository,
  refusal,
  runGit,
  temporaryFolder,
  withRemote,
} from '../../test/support/real-repository.ts';
import { moveApplied } from './applied.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

const open = (folder: string) => openStateRepository(folder, '.', cleanEnvironment);

async function twoCommits() {
  const real = realRepository();
  const first = real.commit({ a: '1' });
  const second = real.commit({ a: '2' });
  const bare = withRemote(real);
  const repository = await open(real.folder);
  return { first, second, bare, repository, remote: await remoteOf(repository) };
}

describe('the remote', () => {
  it('tells its default branch, its head and what was applied', async () => {
    const real = realRepository();
    const head = real.commit({ a: '1' });
    withRemote(real);
    const repository = await open(real.folder);
    expect(await remoteOf(repository)).toEqual({ name: 'origin', defaultBranch: 'main', head, applied: null });
    real.git('push', '--quiet', 'origin', 'HEAD:refs/rollcall/applied');
    expect(await remoteOf(repository)).toMatchObject({ applied: head });
  });

  it('is asked afresh: a renamed default branch and a commit that is not here count', async () => {
    const real = realRepository();
    real.commit({ a: '1' });
    const bare = withRemote(real);
    const other = realRepository({ url: bare });
    other.git('checkout', '--quiet', '-b', 'trunk/new');
    const head = other.commit({ a: '2' });
    other.git('push', '--quiet', 'origin', 'trunk/new');
    runGit(bare, ['symbolic-ref', 'HEAD', 'refs/heads/trunk/new']);
    expect(await remoteOf(await open(real.folder))).toMatchObject({ defaultBranch: 'trunk/new', head });
  });

  it('does not take refs that end alike for its own', async () => {
    const real = realRepository();
    const first = real.commit({ a: '1' });
    withRemote(real);
    real.git('push', '--quiet', 'origin', 'HEAD:refs/heads/refs/rollcall/applied', 'HEAD:refs/remotes/x/HEAD');
    const head = real.commit({ a: '2' });
    real.git('push', '--quiet', 'origin', 'HEAD');
    expect(first).not.toBe(head);
    expect(await remoteOf(await open(real.folder))).toMatchObject({ head, applied: null });
  });

  it('is the one that the branch follows, else origin, else the only one', async () => {
    const real = realRepository();
    real.commit({ a: '1' });
    withRemote(real);
    const repository = await open(real.folder);
    real.git('remote', 'rename', 'origin', 'upstream');
    expect(await remoteOf(repository)).toMatchObject({ name: 'upstream' });
    real.git('branch', '--unset-upstream');
    expect(await remoteOf(repository)).toMatchObject({ name: 'upstream' });
    real.git('remote', 'add', 'fork', '/nowhere');
    expect(await refusal(remoteOf(repository))).toMatch(/^GitError no-remote: [^]*fork, upstream/);
    real.git('remote', 'rename', 'upstream', 'origin');
    expect(await remoteOf(repository)).toMatchObject({ name: 'origin' });
    real.git('checkout', '--quiet', '--detach');
    expect(await remoteOf(repository)).toMatchObject({ name: 'origin' });
  });

  it('must be there, be reached and hold a branch', async () => {
    const real = realRepository();
    real.commit({ a: '1' });
    const repository = await open(real.folder);
    expect(await refusal(remoteOf(repository))).toMatch(/^GitError no-remote: [^]*git remote add origin/);
    const empty = temporaryFolder();
    runGit(empty, ['init', '--quiet', '--bare']);
    real.git('remote', 'add', 'origin', empty);
    expect(await refusal(remoteOf(repository))).toMatch(/^GitError no-default-branch: [^]*git push origin/);
    real.git('remote', 'set-url', 'origin', 'https://user:hunter2@127.0.0.1:1/a.git?token=hunter2');
    expect(await refusal(remoteOf(repository))).toMatch(`GitError remote-unreachable: `);
    expect(await refusal(remoteOf(repository))).not.toContain('hunter2');
  });
});

describe('moving what was applied', () => {
  it('makes the ref at first, and moves it on and back', async () => {
    const { first, second, repository, remote } = await twoCommits();
    await moveApplied(repository, remote, { from: null, to: first });
    expect(await remoteOf(repository)).toMatchObject({ applied: first });
    await moveApplied(repository, remote, { from: first, to: second });
    await moveApplied(repository, remote, { from: second, to: second });
    expect(await remoteOf(repository)).toMatchObject({ applied: second });
    await moveApplied(repository, remote, { from: second, to: first });
    expect(await remoteOf(repository)).toMatchObject({ applied: first });
  });

  it('leaves the ref alone where another run was faster, and says both values', async () => {
    const { first, second, bare, repository, remote } = await twoCommits();
    const third = runGit(bare, ['commit-tree', '-m', 'x', `${second}^{tree}`]);
    runGit(bare, ['update-ref', 'refs/rollcall/applied', third]);
    for (const from of [null, first]) {
      expect(await refusal(moveApplied(repository, remote, { from, to: second }))).toMatch(
        new RegExp(`^GitError applied-moved: [^]*${third}`),
      );
    }
    expect(await remoteOf(repository)).toMatchObject({ applied: third });
  });

  it('lets one of two racing runs win', async () => {
    const { first, second, repository, remote } = await twoCommits();
    const runs = [first, second].map((to) => moveApplied(repository, remote, { from: null, to }));
    const results = await Promise.allSettled(runs);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('does not run hooks of the checkout', async () => {
    const { first, repository, remote } = await twoCommits();
    writeFileSync(join(repository.root, '.git/hooks/pre-push'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await moveApplied(repository, remote, { from: null, to: first });
    expect(await remoteOf(repository)).toMatchObject({ applied: first });
  });

  it('passes on why a server refuses', async () => {
    const { first, bare, repository, remote } = await twoCommits();
    runGit(bare, ['config', 'receive.hideRefs', 'refs/rollcall']);
    expect(await refusal(moveApplied(repository, remote, { from: null, to: first }))).toMatch(`GitError git-failed: `);
  });

  it('says that the remote cannot be reached', async () => {
    const { first, bare, repository, remote } = await twoCommits();
    renameSync(bare, `${bare}-away`);
    onTestFinished(() => renameSync(`${bare}-away`, bare));
    expect(await refusal(moveApplied(repository, remote, { from: null, to: first }))).toMatch(
      `GitError remote-unreachable: The remote origin could not be asked for refs/rollcall/applied.`,
    );
  });
});

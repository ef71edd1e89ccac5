import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  type RealRepository,
  realRepository,
  refusal,
  runGit,
  withRemote,
} from '../../test/support/real-repository.ts';
import { GitError } from '../model/errors.ts';
import type { Git } from './git.ts';
import { pushProposal, standingProposal, writeProposal } from './proposal-branch.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

const ref = 'refs/heads/rollcall/leavers';
const users = 'state/users/a.yaml';
const edit = new Map([[users, 'users:\n  bob: {}\n']]);

async function opened(real: RealRepository, environment = cleanEnvironment) {
  const repository = await openStateRepository(real.folder, '.', environment);
  const remote = await remoteOf(repository);
  return { real, repository, remote, place: { repository, remote, ref } };
}

/** A state repo of so many commits with a remote. */
async function fixture(length = 2) {
  const real = realRepository();
  const steps = Array.from({ length }, (_, index) => ({ [users]: `users:\n  ann: {}\n  bob: {}\n  # ${index}\n` }));
  const ids = importHistory(real, steps);
  const bare = withRemote(real);
  return { ...(await opened(real)), bare, ids, head: ids.at(-1) ?? '' };
}

async function clone(bare: string, ...options: string[]) {
  return opened(realRepository({ url: `file://${bare}`, options }));
}

/** What must not change but by the user's own hand. */
function traces({ folder, git }: RealRepository): readonly (string | boolean)[] {
  return [
    git('status', '--porcelain=v2', '--branch'),
    git('for-each-ref'),
    git('config', '--list', '--local'),
    existsSync(join(folder, '.git/FETCH_HEAD')),
  ];
}

describe('the commit of a proposal', () => {
  it('puts files in and takes files out, on top of its parent, touching nothing else', async () => {
    const real = realRepository();
    real.write('tool', '#!/bin/sh\n');
    chmodSync(join(real.folder, 'tool'), 0o755);
    const parent = real.commit({ 'state/users/a.yaml': 'a\n', 'state/teams/sre.yaml': 'b\n', 'a b/ü': 'c', gone: 'd' });
    withRemote(real);
    const { repository } = await opened(real);
    real.write('staged', 'x');
    real.git('add', 'staged');
    const before = traces(real);
    const files = new Map([
      [users, 'users:\r\n  zoë: {}\n'],
      ['state/teams/sre.yaml', null],
      ['state/repos/api.yaml', 'new\n'],
      ['tool', '#!/bin/bash\n'],
      ['gone', null],
      ['never/there', null],
    ]);
    const commit = await writeProposal(repository, parent, files, 'Title');
    expect(real.git('ls-tree', '-r', '--format=%(objectmode) %(path)', commit).split('\n')).toEqual([
      '100644 "a b/\\303\\274"',
      '100644 state/repos/api.yaml',
      '100644 state/users/a.yaml',
      '100755 tool',
    ]);
    expect(real.git('ls-tree', '--name-only', `${commit}:state`)).toBe('repos\nusers');
    expect(real.git('show', `${commit}:${users}`)).toBe('users:\r\n  zoë: {}');
    expect(traces(real)).toEqual(before);
    expect(real.git('fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('is the same in every clone, whatever git is told there', async () => {
    const { repository, bare, head } = await fixture();
    const odd = realRepository({ url: bare });
    const settings = join(odd.folder, '.git/odd');
    const lines = [
      '[user]\nname = Eve\nemail = eve@example.org',
      '[author]\nname = Eve',
      '[commit]\ngpgSign = true\ntemplate = /nowhere\ncleanup = strip',
      '[i18n]\ncommitEncoding = ISO-8859-1\nlogOutputEncoding = UTF-16',
      '[core]\nautocrlf = true\neol = crlf\nfileMode = false\nabbrev = 4\ncommentChar = T\nquotePath = false',
      '[log]\nshowSignature = true\ndate = raw\nmailmap = true',
      '[format]\npretty = oneline',
    ];
    writeFileSync(settings, `${lines.join('\n')}\n`);
    writeFileSync(join(odd.folder, '.git/info/attributes'), '* text eol=crlf\n');
    writeFileSync(join(odd.folder, '.git/hooks/commit-msg'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const other = await opened(odd, { ...cleanEnvironment, GIT_CONFIG_GLOBAL: settings, GIT_AUTHOR_NAME: 'Eve' });
    const message = 'Title\n\nZoë  \n\n# no comment\nRollcall-Removal: suspend-user ann 0123456789abcdef\n';
    const ids = await Promise.all([repository, other.repository].map((one) => writeProposal(one, head, edit, message)));
    expect(new Set(ids).size).toBe(1);
    expect(await writeProposal(repository, head, new Map([...edit, ['b', 'c']]), message)).not.toBe(ids[0]);
    expect(runGit(odd.folder, ['cat-file', 'commit', ids[0] ?? ''])).toMatchInlineSnapshot(`
      "tree f2d809a35a1be5babf2e43a646f042e4e2b7c9cb
      parent 22e0aba9b588645c03d3807807d60c09449f8c27
      author rollcall <rollcall@users.noreply.github.com> 1000000001 +0000
      committer rollcall <rollcall@users.noreply.github.com> 1000000001 +0000

      Title

      Zoë  

      # no comment
      Rollcall-Removal: suspend-user ann 0123456789abcdef"
    `);
  });

  it('keeps a message whole in which a NUL stands', async () => {
    const { real, repository, head } = await fixture();
    const commit = await writeProposal(repository, head, edit, 'Title\n\na\0b\n\nRollcall-Removal: x');
    expect(real.git('log', '-1', '--format=%B', commit)).toBe('Title\n\na\uFFFDb\n\nRollcall-Removal: x');
  });

  it('holds no file at a path that leads elsewhere', async () => {
    const { repository, head } = await fixture();
    const bad = ['', '/a', 'a//b', 'a/', '../a', 'a/./b', '.git/config', 'a/.GIT', 'a\\b', 'a\0b'];
    for (const path of bad) {
      const said = await refusal(writeProposal(repository, head, new Map([[path, null]]), 'x'));
      expect(said).toBe(`GitError bad-path: ${JSON.stringify(path)} is no path of a file in the repository.`);
    }
  });

  it.each([
    ['a folder where a file should stand', ['state/users']],
    ['a file where a folder should stand', [`${users}/b`]],
    ['a file and a folder of one name', ['new', 'new/b']],
  ])('does not take %s', async (_, paths) => {
    const { repository, head } = await fixture();
    const files = new Map(paths.map((path) => [path, 'x']));
    expect(await refusal(writeProposal(repository, head, files, 'x'))).toMatch(/^GitError path-taken: /);
  });
});

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

describe('pushing a proposal', () => {
  it('makes the branch, moves it to what is no descendant, and deletes it', async () => {
    const { bare, repository, place, head } = await fixture();
    const one = await writeProposal(repository, head, edit, 'x');
    const two = await writeProposal(repository, head, edit, 'y');
    await pushProposal(place, { from: null, to: one });
    await pushProposal(place, { from: one, to: two });
    expect(runGit(bare, ['rev-parse', ref])).toBe(two);
    await pushProposal(place, { from: two, to: null });
    expect(runGit(bare, ['for-each-ref', ref])).toBe('');
  });

  it('leaves the branch alone where somebody else was faster', async () => {
    const { bare, repository, place, head } = await fixture();
    const one = await writeProposal(repository, head, edit, 'x');
    const two = await writeProposal(repository, head, edit, 'y');
    await pushProposal(place, { from: null, to: one });
    for (const move of [
      { from: null, to: two },
      { from: two, to: null },
    ]) {
      expect(await refusal(pushProposal(place, move))).toBe(
        `GitError branch-moved: rollcall/leavers on origin stands at ${one} and not at ${move.from ?? 'nothing'}: somebody else was faster. It was left alone; run again.`,
      );
    }
    expect(runGit(bare, ['rev-parse', ref])).toBe(one);
  });

  it('says what to do where a rule forbids it', async () => {
    const { bare, repository, place, head } = await fixture();
    const hook = '#!/bin/sh\necho "GH013: Repository rule violations found" >&2\nexit 1\n';
    writeFileSync(join(bare, 'hooks/pre-receive'), hook, { mode: 0o755 });
    const to = await writeProposal(repository, head, edit, 'x');
    const said = await refusal(pushProposal(place, { from: null, to }));
    expect(said).toMatch(/^GitError branch-refused: rollcall\/leavers could not be pushed to origin\. .*ruleset/);
    expect(said).toContain('GH013: Repository rule violations found');
  });

  it('says that the remote cannot be reached', async () => {
    const { bare, repository, place, head } = await fixture();
    const to = await writeProposal(repository, head, edit, 'x');
    renameSync(bare, `${bare}-away`);
    onTestFinished(() => renameSync(`${bare}-away`, bare));
    expect(await refusal(pushProposal(place, { from: null, to }))).toMatch('GitError remote-unreachable: ');
  });
});

import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { edit, fixture, opened, ref, traces, users } from '../../test/support/proposal-branches.ts';
import { cleanEnvironment, realRepository, refusal, runGit, withRemote } from '../../test/support/real-repository.ts';
import { pushProposal, writeProposal } from './proposal-branch.ts';

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
      author rollcall <rollcall@rollcall.invalid> 1000000001 +0000
      committer rollcall <rollcall@rollcall.invalid> 1000000001 +0000

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

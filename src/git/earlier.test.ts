import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  realRepository,
  refusal,
  withRemote,
} from '../../test/support/real-repository.ts';
import { earlierCommit, parentOf } from './earlier.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

/** Three commits, at 01:46:40, :41 and :42 on 2001-09-09; the second is applied. */
async function history(options: readonly string[] = []) {
  const real = realRepository();
  const commits = importHistory(real, [{ a: '1' }, { a: '2' }, { a: '3' }]);
  const bare = withRemote(real);
  real.git('push', '--quiet', 'origin', `${commits[1]}:refs/rollcall/applied`);
  const clone = realRepository({ url: `file://${bare}`, options });
  const repository = await openStateRepository(clone.folder, '.', cleanEnvironment);
  const remote = await remoteOf(repository);
  const found = async (text: string): Promise<number> =>
    commits.indexOf((await earlierCommit(repository, remote, text)).commit);
  return { real, clone, commits, repository, remote, found };
}

describe('an earlier commit', () => {
  it.each([
    ['applied', 1],
    ['applied~1', 0],
    ['refs/rollcall/applied^', 0],
    ['HEAD~1', 1],
    ['main', 2],
    ['2001-09-09', 2],
    ['2026-01-01', 2],
    ['2001-09-09T01:46:41Z', 1],
    ['2001-09-09T03:46:41+02:00', 1],
    ['2001-09-09T01:46:40.5', 0],
  ])('is found by %s', async (text, expected) => {
    const { found } = await history();
    expect(await found(text)).toBe(expected);
  });

  it.each(['applied~1', '2001-09-09T01:46:40Z', 'HEAD~2'])('is fetched for %s into a shallow clone', async (text) => {
    const { found } = await history(['--depth=1']);
    expect(await found(text)).toBe(0);
  });

  it('tells when it was made', async () => {
    const { repository, remote, commits } = await history();
    expect(await earlierCommit(repository, remote, commits[0] ?? '')).toEqual({
      commit: commits[0],
      at: new Date(1_000_000_000_000),
    });
  });

  it.each([
    ['2001-09-08', 'too-early'],
    ['2001-13-40', 'bad-ref'],
    ['applied~9', 'unknown-ref'],
    ['--upload-pack=evil', 'bad-ref'],
    ['appliedd', 'unknown-ref'],
  ])('is none for %s', async (text, code) => {
    const { repository, remote } = await history();
    expect(await refusal(earlierCommit(repository, remote, text))).toContain(`GitError ${code}`);
  });

  it('is none for applied, before anything was', async () => {
    const { repository, remote } = await history();
    expect(await refusal(earlierCommit(repository, { ...remote, applied: null }, 'applied'))).toContain(
      'never-applied',
    );
  });
});

describe('what a commit found', () => {
  it('is its first parent, in a shallow clone too', async () => {
    const { repository, remote, commits } = await history(['--depth=1']);
    expect(await parentOf(repository, remote, commits[2] ?? '')).toBe(commits[1]);
  });

  it('is nothing for the first of all, and for what was never merged', async () => {
    const { clone, repository, remote, commits } = await history();
    expect(await refusal(parentOf(repository, remote, commits[0] ?? ''))).toContain('no-parent');
    const own = clone.commit({ a: '4' });
    expect(await refusal(parentOf(repository, remote, own))).toContain('not-merged');
  });
});

import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  realRepository,
  refusal,
  withRemote,
} from '../../test/support/real-repository.ts';
import { datedLine } from './dated-line.ts';
import { momentOf, momentOn } from './moment.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

const now = new Date('2026-11-22T10:00:00Z');

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
    commits.indexOf((await momentOf(repository, remote, text, now)).commit);
  return { clone, commits, repository, remote, found };
}

describe('a moment', () => {
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

  it('tells its step of the line, and whether a time was named', async () => {
    const { repository, remote, commits } = await history();
    const step = { commit: commits[1], parent: commits[0], says: 1_000_000_001, came: 1_000_000_001 };
    const common = { commit: commits[1], step, at: 1_000_000_001 };
    expect(await momentOf(repository, remote, 'HEAD~1', now)).toEqual({ ...common, time: null });
    const time = Date.parse('2001-09-09T01:46:41Z') / 1000;
    expect(await momentOf(repository, remote, '2001-09-09T01:46:41Z', now)).toEqual({ ...common, time });
  });

  it('has no step where the line does not have the commit, which then tells its own date', async () => {
    const { clone, repository, remote } = await history();
    const own = clone.commit({ a: '4' });
    const { step, at } = await momentOf(repository, remote, own, now);
    expect([step, at]).toEqual([null, Number(clone.git('show', '--no-patch', '--format=%ct', own))]);
  });

  it.each([
    ['2001-09-08', 'GitError before-history'],
    ['2001-13-40', 'UsageError bad-date'],
    ['2026-11-23', 'UsageError future'],
    ['applied~9', 'GitError unknown-ref'],
    ['--upload-pack=evil', 'GitError bad-ref'],
    ['appliedd', 'GitError unknown-ref'],
  ])('is none for %s', async (text, code) => {
    const { repository, remote } = await history();
    expect(await refusal(momentOf(repository, remote, text, now))).toContain(code);
  });

  it('is none for applied, before anything was, or where the remote cannot be asked', async () => {
    const { repository, remote } = await history();
    expect(await refusal(momentOf(repository, { ...remote, applied: null }, 'applied', now))).toContain(
      'never-applied',
    );
    const line = await datedLine(repository, remote.head, now.getTime() / 1000);
    expect(await refusal(momentOn({ repository, remote: null, line }, 'applied', now))).toContain('applied-unknown');
    expect((await momentOn({ repository, remote: null, line }, 'HEAD', now)).commit).toBe(remote.head);
  });
});

import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  realRepository,
  refusal,
  withRemote,
} from '../../test/support/real-repository.ts';
import { parentOf } from './parent-of.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

async function history(options: readonly string[] = []) {
  const real = realRepository();
  const commits = importHistory(real, [{ a: '1' }, { a: '2' }, { a: '3' }]);
  const clone = realRepository({ url: `file://${withRemote(real)}`, options });
  const repository = await openStateRepository(clone.folder, '.', cleanEnvironment);
  return { clone, commits, repository, remote: await remoteOf(repository) };
}

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

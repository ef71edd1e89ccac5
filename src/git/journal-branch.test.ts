import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  realRepository,
  refusal,
  runGit,
  withRemote,
} from '../../test/support/real-repository.ts';
import { grepJournalBranch, journalFolder, pushJournal, readJournalBranch } from './journal-branch.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

const path = (run: string): string => `2026/11/${run}.jsonl`;

async function opened(folder: string) {
  const repository = await openStateRepository(folder, '.', cleanEnvironment);
  return { repository, remote: await remoteOf(repository) };
}

/** A state repo with a remote. */
async function fixture() {
  const real = realRepository();
  importHistory(real, [{ a: '1' }, { a: '2' }, { a: '3' }]);
  const bare = withRemote(real);
  return { real, bare, ...(await opened(real.folder)) };
}

describe('the journal branch', () => {
  it('is made at the first push and grows by a commit at each later one, sharing no history with the state', async () => {
    const { real, bare, repository, remote } = await fixture();
    expect(await readJournalBranch(repository, remote)).toEqual(new Map());
    expect(await grepJournalBranch(repository, remote, 'x')).toEqual([]);
    await pushJournal(repository, remote, new Map([[path('b'), 'one\n']]));
    await pushJournal(
      repository,
      remote,
      new Map([
        [path('b'), 'one\ntwo\n'],
        ['2026/12/a.jsonl', 'ü\n'],
      ]),
    );
    expect(await readJournalBranch(repository, remote)).toEqual(
      new Map([
        [path('b'), 'one\ntwo\n'],
        ['2026/12/a.jsonl', 'ü\n'],
      ]),
    );
    expect(runGit(bare, ['rev-list', '--count', 'rollcall/journal'])).toBe('2');
    expect(runGit(bare, ['fsck', '--strict'])).toBe('');
    expect(real.git('status', '--porcelain')).toBe('');
  });
});

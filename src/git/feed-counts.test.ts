import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  type RealRepository,
  realRepository,
  refusal,
  runGit,
  withRemote,
} from '../../test/support/real-repository.ts';
import { keepFeedCounts, readFeedCounts } from './feed-counts.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

const ref = 'refs/rollcall/feeds';
const at = new Date('2026-11-22T10:00:00Z');
const counts = (rows: number) => ({ rows, active: rows - 3, left: 2, unknown: 1 });

async function opened(real: RealRepository) {
  const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
  const remote = await remoteOf(repository);
  return {
    real,
    read: () => readFeedCounts(repository, remote),
    keep: async (kept: Readonly<Record<string, number>>, record = readFeedCounts(repository, remote)) => {
      const all = new Map(Object.entries(kept).map(([source, rows]) => [source, counts(rows)]));
      await keepFeedCounts(repository, remote, await record, all, at);
    },
  };
}

async function fixture() {
  const real = realRepository();
  real.commit({ a: '1' });
  const bare = withRemote(real);
  const log = () => runGit(bare, ['log', '--format=%s', ref]).split('\n');
  return { ...(await opened(real)), bare, log };
}

describe('the counts of the last feeds', () => {
  it('are none at first, and then what was kept', async () => {
    const { read, keep, bare, real } = await fixture();
    const before = real.git('for-each-ref');
    expect(await read()).toEqual({ at: null, counts: new Map() });
    await keep({ hr: 3500, ['__proto__']: 10 });
    expect(await read()).toEqual({
      at: runGit(bare, ['rev-parse', ref]),
      counts: new Map([
        ['__proto__', counts(10)],
        ['hr', counts(3500)],
      ]),
    });
    expect(runGit(bare, ['fsck', '--strict'])).toBe('');
    expect([real.git('for-each-ref'), real.git('status', '--porcelain')]).toEqual([before, '']);
    expect(existsSync(join(real.folder, '.git/FETCH_HEAD'))).toBe(false);
  });

  it('grow by a commit where something differs, and keep the sources that are not there any more', async () => {
    const { read, keep, log } = await fixture();
    await keep({ hr: 3500, site: 20 });
    await keep({ hr: 3500 });
    await keep({});
    await keep({ hr: 3501, site: 20 });
    expect([...(await read()).counts]).toEqual([
      ['hr', counts(3501)],
      ['site', counts(20)],
    ]);
    expect(log()).toEqual(['Keep the counts of hr, site', 'Keep the counts of hr, site']);
  });

  it('are read and kept from a shallow clone', async () => {
    const { keep, bare } = await fixture();
    await keep({ hr: 10 });
    await keep({ hr: 11 });
    const clone = await opened(realRepository({ url: `file://${bare}`, options: ['--depth=1'] }));
    await clone.keep({ site: 5 });
    expect([...(await clone.read()).counts.keys()]).toEqual(['hr', 'site']);
    expect(runGit(bare, ['rev-list', '--count', ref])).toBe('3');
  });

  it('of two runs at once are both kept, and of one source those that came last', async () => {
    const { read, keep, bare } = await fixture();
    const other = await opened(realRepository({ url: bare }));
    const record = read();
    await other.keep({ hr: 10, site: 5 });
    await keep({ hr: 11, school: 7 }, record);
    expect([...(await read()).counts]).toEqual([
      ['hr', counts(11)],
      ['school', counts(7)],
      ['site', counts(5)],
    ]);
    await Promise.all([keep({ one: 10 }), other.keep({ two: 20 })]);
    expect([...(await read()).counts.keys()]).toEqual(['hr', 'one', 'school', 'site', 'two']);
  });

  it.each([
    ['a commit of the state', (real: RealRepository) => real.git('rev-parse', 'HEAD')],
    ['a file', (real: RealRepository) => real.git('rev-parse', 'HEAD:a')],
    ['no JSON', (real: RealRepository) => real.commit({ 'feeds.json': '{' })],
    ['a list', (real: RealRepository) => real.commit({ 'feeds.json': '[]' })],
    ['another version', (real: RealRepository) => real.commit({ 'feeds.json': '{"version":2,"feeds":{}}' })],
    ['no feeds', (real: RealRepository) => real.commit({ 'feeds.json': '{"version":1}' })],
    ['counts that are no numbers', (real: RealRepository) => withCounts(real, { rows: '1' })],
    ['negative counts', (real: RealRepository) => withCounts(real, { rows: 1, active: 2, left: -1, unknown: 0 })],
    [
      'counts that do not add up',
      (real: RealRepository) => withCounts(real, { rows: 1, active: 2, left: 0, unknown: 0 }),
    ],
    ['a folder', (real: RealRepository) => real.commit({ 'feeds.json/a': '{}' })],
    ['a large file', (real: RealRepository) => real.commit({ 'feeds.json': ' '.repeat(1_000_001) })],
  ])('are never taken for none where something else stands there: %s', async (_, make) => {
    const { real, read, keep, bare } = await fixture();
    real.git('push', '--quiet', '--force', 'origin', `${make(real)}:${ref}`);
    const standing = runGit(bare, ['rev-parse', ref]);
    expect(await refusal(read())).toMatch(
      new RegExp(`^GitError feeds-unreadable: ${ref} on origin stands at ${standing}.* git push origin :${ref}$`),
    );
    const record = Promise.resolve({ at: null, counts: new Map() });
    expect(await refusal(keep({ hr: 10 }, record))).toMatch(/^GitError feeds-unreadable: /);
    expect(runGit(bare, ['rev-parse', ref])).toBe(standing);
  });

  it('say what to do where the remote refuses them', async () => {
    const { keep, bare } = await fixture();
    const hook = '#!/bin/sh\necho "GH013: Repository rule violations found" >&2\nexit 1\n';
    writeFileSync(join(bare, 'hooks/pre-receive'), hook, { mode: 0o755 });
    const said = await refusal(keep({ hr: 10 }));
    expect(said).toMatch(/^GitError feeds-refused: .*refs\/rollcall\/feeds on origin.*contents: write/);
    expect(said).toContain('GH013: Repository rule violations found');
  });
});

function withCounts(real: RealRepository, hr: unknown): string {
  return real.commit({ 'feeds.json': JSON.stringify({ version: 1, feeds: { hr } }) });
}

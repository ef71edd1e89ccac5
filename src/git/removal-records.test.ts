import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  type RealRepository,
  realRepository,
  runGit,
  withRemote,
} from '../../test/support/real-repository.ts';
import { fetchHead } from './fetch.ts';
import { remoteOf } from './remote.ts';
import { removalRecords } from './removal-records.ts';
import { openStateRepository } from './repository.ts';

const digest = '0123456789abcdef';
const trailer = (login: string) => `Rollcall-Removal: suspend-user ${login} ${digest}`;
const since = new Date('2026-10-01T00:00:00Z');
const [before, after] = ['2026-09-30T23:59:59Z', '2026-10-01T00:00:00Z'];

/** A commit of anybody's on top of HEAD, which then stands there. */
function commitAt(real: RealRepository, date: string, message: string, ...merged: string[]): string {
  const parents = [real.git('rev-parse', 'HEAD'), ...merged].map((parent) => `parent ${parent}\n`).join('');
  return stand(real, date, message, parents);
}

function stand(real: RealRepository, date: string, message: string, parents: string): string {
  const tree = real.git('hash-object', '-t', 'tree', '-w', '/dev/null');
  const [then, now] = [0, Date.parse(date) / 1000].map((time) => `GitHub <noreply@github.com> ${time} +0000`);
  const file = join(real.folder, '.git/commit');
  writeFileSync(file, `tree ${tree}\n${parents}author ${then}\ncommitter ${now}\n\n${message}\n`);
  const id = real.git('hash-object', '-t', 'commit', '-w', file);
  real.git('reset', '--quiet', '--hard', id);
  return id;
}

/** So many commits that say nothing, in no time. */
function others(real: RealRepository, count: number, date: string): void {
  const time = Date.parse(date) / 1000;
  const commits = Array.from({ length: count }, (_, index) => {
    const from = index === 0 ? `from ${real.git('rev-parse', 'HEAD')}\n` : '';
    return `commit refs/heads/main\ncommitter c <c@example.org> ${time} +0000\ndata 5\nOther\n${from}`;
  });
  const input = commits.join('');
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: real.folder, env: cleanEnvironment, input });
  real.git('reset', '--quiet', '--hard');
}

function aRepository(date = before): RealRepository {
  const real = realRepository();
  stand(real, date, `First\n\n${trailer('first')}`, '');
  return real;
}

async function recordsOf(real: RealRepository, from = since) {
  const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
  const remote = await remoteOf(repository);
  await fetchHead(repository, remote);
  return removalRecords(repository, remote, from);
}

async function loginsIn(real: RealRepository, from = since) {
  return (await recordsOf(real, from)).map(({ login }) => login).sort();
}

describe('the removals of late', () => {
  it('are told by trailers, by lines of a squash, and each once', async () => {
    const real = aRepository();
    const squash = [
      'Remove 2 leavers (#7)',
      `* Remove 2 leavers\n\nThey left.\n\n${trailer('eli')}\nRollcall-Removal: remove-team-member bob sre ${digest} ${digest}`,
      '* Another commit\n\nNothing.',
      'Co-authored-by: ann <ann@example.org>',
    ].join('\n\n');
    commitAt(real, after, squash);
    commitAt(real, after, `Remove 1 leaver\r\n\r\n${trailer('dan')}\r\nSigned-off-by: ann <ann@example.org>`);
    commitAt(real, after, `Again\n\n${trailer('eli')}`);
    withRemote(real);
    expect(await recordsOf(real)).toEqual([
      { kind: 'suspend-user', login: 'eli', basis: [digest] },
      { kind: 'suspend-user', login: 'dan', basis: [digest] },
      { kind: 'remove-team-member', login: 'bob', team: 'sre', basis: [digest, digest] },
    ]);
  });

  it('are not those that the generator gave again, whatever the dates', async () => {
    const real = aRepository();
    const out = (login: string) => `Rollcall-Removal: remove-team-member ${login} sre ${digest}`;
    const into = (login: string) => `Rollcall-Addition: add-team-member ${login} sre`;
    commitAt(real, '2026-10-03T00:00:00Z', `${out('eli')}\n${into('bob')}`);
    const line = real.git('rev-parse', 'HEAD');
    const proposed = commitAt(real, after, `Movers\n\n${into('eli')}\n${out('bob')}`);
    real.git('reset', '--quiet', '--hard', line);
    commitAt(real, '2026-10-04T00:00:00Z', 'Merge', proposed);
    withRemote(real);
    expect(await loginsIn(real)).toEqual(['bob']);
  });

  it('are not told by what only looks alike', async () => {
    const real = aRepository();
    const alike = [
      `> ${trailer('a')}`,
      ` ${trailer('b')}`,
      `rollcall-removal: suspend-user c ${digest}`,
      'Rollcall-Removal: suspend-user d',
      `Rollcall-Removal: suspend-user\u00A0e ${digest}`,
      `Rollcall-Removal: remove-owner f ${digest}`,
      'Rollcall-Removal: ',
      `Rollcall-Removal: ${'suspend-user g '.repeat(10_000)}`,
    ];
    commitAt(real, after, `Hostile\n\n${alike.join('\n')}`);
    withRemote(real);
    expect(await recordsOf(real)).toEqual([]);
  });

  it('are those of the default branch alone', async () => {
    const real = aRepository();
    withRemote(real);
    commitAt(real, after, trailer('local'));
    real.git('push', '--quiet', 'origin', 'HEAD:refs/heads/rollcall/leavers');
    expect(await recordsOf(real)).toEqual([]);
  });

  it('came with the merge that brought them, whatever the date of their own commit', async () => {
    const real = aRepository();
    const first = real.git('rev-parse', 'HEAD');
    const proposed = commitAt(real, before, trailer('eli'));
    real.git('reset', '--quiet', '--hard', first);
    commitAt(real, after, 'Merge', proposed);
    withRemote(real);
    expect(await loginsIn(real)).toEqual(['eli']);
    expect(await loginsIn(real, new Date('2026-10-01T00:00:01Z'))).toEqual([]);
    expect(await loginsIn(real, new Date('2026-09-30T00:00:00Z'))).toEqual(['eli', 'first']);
  });

  it('are not hidden by a commit with a wrong date', async () => {
    const real = aRepository();
    commitAt(real, after, trailer('eli'));
    commitAt(real, '1970-01-01T00:00:00Z', trailer('bob'));
    commitAt(real, after, 'Last');
    withRemote(real);
    expect(await loginsIn(real)).toEqual(['bob', 'eli']);
  });

  it('are the same where git is told to search and to print otherwise', async () => {
    const real = aRepository();
    commitAt(real, after, `Zoë\n\n${trailer('eli')}`);
    withRemote(real);
    const settings = { 'grep.patternType': 'perl', 'log.showSignature': 'true', 'i18n.logOutputEncoding': 'UTF-16' };
    for (const [name, value] of Object.entries(settings)) real.git('config', name, value);
    expect(await loginsIn(real)).toEqual(['eli']);
  });
});

describe('from a shallow clone, the removals of late', () => {
  const shallow = (bare: string) => realRepository({ url: `file://${bare}`, options: ['--depth=1'] });

  it.each([
    ['a step away', 2],
    ['deeper than one try', 90],
  ])('are found: %s', async (_, length) => {
    const real = aRepository();
    commitAt(real, after, trailer('eli'));
    others(real, length - 1, after);
    const clone = shallow(withRemote(real));
    expect(await loginsIn(clone)).toEqual(['eli']);
  });

  it('are found where the clone is behind, and a proposal came from far below', async () => {
    const real = aRepository();
    const proposed = commitAt(real, before, trailer('eli'));
    real.git('reset', '--quiet', '--hard', 'HEAD^');
    others(real, 60, before);
    const clone = shallow(withRemote(real));
    commitAt(real, after, 'Merge', proposed);
    real.git('push', '--quiet', 'origin', 'HEAD');
    expect(await loginsIn(clone)).toEqual(['eli']);
  });

  it('ask for no more history than it takes, and touch no ref', async () => {
    const real = aRepository();
    others(real, 120, before);
    commitAt(real, after, trailer('eli'));
    const bare = withRemote(real);
    const clone = shallow(bare);
    const refs = clone.git('for-each-ref');
    expect(await loginsIn(clone)).toEqual(['eli']);
    expect(Number(clone.git('rev-list', '--count', 'HEAD'))).toBeLessThan(60);
    expect(clone.git('for-each-ref')).toBe(refs);
    expect(runGit(bare, ['rev-list', '--count', 'HEAD'])).toBe('122');
  });

  it('are not hidden by the wrong date of its only commit', async () => {
    const real = aRepository();
    commitAt(real, after, trailer('eli'));
    commitAt(real, '1970-01-01T00:00:00Z', 'Last');
    expect(await loginsIn(shallow(withRemote(real)))).toEqual(['eli']);
  });
});

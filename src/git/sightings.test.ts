import { writeFileSync } from 'node:fs';
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
import { type Key, keyOf } from '../model/identity.ts';
import type { StandingName } from '../model/standing.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';
import { keepSighting, readSightings } from './sightings.ts';

const ref = 'refs/rollcall/status';

type Seen = Readonly<Record<string, StandingName>>;

async function opened(real: RealRepository) {
  const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
  const remote = await remoteOf(repository);
  return {
    real,
    read: async () => {
      const { at, sightings } = await readSightings(repository, remote);
      return { at, sightings: sightings.map((one) => ({ ...one, changed: Object.fromEntries(one.changed) })) };
    },
    keep: async (at: string, seen: Seen) => {
      const standings = new Map(Object.entries(seen).map(([login, name]): [Key, StandingName] => [keyOf(login), name]));
      const kept = await keepSighting(repository, remote, { at: `2026-${at}Z`, people: standings.size, standings });
      return Object.fromEntries(kept.changed);
    },
  };
}

async function fixture() {
  const real = realRepository();
  real.commit({ a: '1' });
  const bare = withRemote(real);
  const text = () => runGit(bare, ['cat-file', 'blob', `${ref}:sightings.jsonl`]);
  return { ...(await opened(real)), bare, text };
}

describe('what runs of status saw', () => {
  it('is nothing at first, and then one line a run of whose standing changed', async () => {
    const { read, keep, bare, text, real } = await fixture();
    const before = real.git('for-each-ref');
    expect(await read()).toEqual({ at: null, sightings: [] });
    expect(await keep('11-20T10:00:00', { alice: 'invited', Bob: 'waiting' })).toEqual({
      alice: 'invited',
      bob: 'waiting',
    });
    expect(await keep('11-20T11:00:00', { alice: 'accepted', bob: 'waiting' })).toEqual({ alice: 'accepted' });
    expect(await keep('11-20T12:00:00', { bob: 'invited' })).toEqual({ bob: 'invited' });
    expect(text()).toBe(
      [
        '{"version":1}',
        '{"at":"2026-11-20T10:00:00Z","people":2,"changed":{"alice":"invited","bob":"waiting"}}',
        '{"at":"2026-11-20T11:00:00Z","people":2,"changed":{"alice":"accepted"}}',
        '{"at":"2026-11-20T12:00:00Z","people":1,"changed":{"bob":"invited"}}',
      ].join('\n'),
    );
    expect(await read()).toMatchObject({ at: runGit(bare, ['rev-parse', ref]), sightings: { length: 3 } });
    expect(runGit(bare, ['fsck', '--strict'])).toBe('');
    expect([real.git('for-each-ref'), real.git('status', '--porcelain')]).toEqual([before, '']);
  });

  it('is, of runs in a row that saw nothing new, the last', async () => {
    const { read, keep } = await fixture();
    await keep('11-20T10:00:00', { alice: 'invited' });
    for (const hour of [11, 12, 13]) expect(await keep(`11-20T${hour}:00:00`, { alice: 'invited' })).toEqual({});
    await keep('11-20T14:00:00', { alice: 'accepted' });
    expect((await read()).sightings.map(({ at, changed }) => [at.slice(11, 13), changed])).toEqual([
      ['10', { alice: 'invited' }],
      ['13', {}],
      ['14', { alice: 'accepted' }],
    ]);
  });

  it('keeps somebody who comes back to an earlier standing, and who was seen only once', async () => {
    const { keep } = await fixture();
    await keep('11-20T10:00:00', { alice: 'restored', bob: 'invited' });
    expect(await keep('11-20T11:00:00', { alice: 'unknown' })).toEqual({ alice: 'unknown' });
    expect(await keep('11-20T12:00:00', { alice: 'restored', bob: 'invited' })).toEqual({ alice: 'restored' });
  });

  it('takes its place by its time where a run was overtaken, and undoes nothing that came after it', async () => {
    const { read, keep } = await fixture();
    await keep('11-20T10:00:00', { alice: 'invited', bob: 'invited' });
    await keep('11-20T12:00:00', { alice: 'accepted' });
    expect(await keep('11-20T11:00:00', { alice: 'invited', bob: 'expired' })).toEqual({ bob: 'expired' });
    expect((await read()).sightings.map(({ changed }) => changed)).toEqual([
      { alice: 'invited', bob: 'invited' },
      { bob: 'expired' },
      { alice: 'accepted' },
    ]);
    await keep('11-20T11:30:00', { alice: 'accepted' });
    expect((await read()).sightings.map(({ changed }) => changed).slice(2)).toEqual([{ alice: 'accepted' }, {}]);
  });

  it('of many runs at once is all kept', async () => {
    const { read, keep, bare } = await fixture();
    const other = await opened(realRepository({ url: bare }));
    await Promise.all([
      ...['one', 'two', 'three'].map((login, index) => keep(`11-20T10:00:0${index}`, { [login]: 'invited' })),
      ...['four', 'five'].map((login, index) => other.keep(`11-20T10:00:1${index}`, { [login]: 'invited' })),
    ]);
    expect((await read()).sightings.map(({ changed }) => Object.keys(changed))).toEqual([
      ['one'],
      ['two'],
      ['three'],
      ['four'],
      ['five'],
    ]);
    expect(runGit(bare, ['rev-list', '--count', ref])).toBe('5');
  });

  it('is one line of what is older than 180 days, with the last word on everybody', async () => {
    const { keep, text } = await fixture();
    await keep('01-01T10:00:00', { alice: 'invited', bob: 'invited' });
    await keep('01-02T10:00:00', { alice: 'accepted' });
    await keep('01-03T10:00:00', { alice: 'restored' });
    await keep('02-01T10:00:00', { bob: 'accepted' });
    expect(await keep('07-03T10:00:00', { alice: 'restored', bob: 'restored' })).toEqual({ bob: 'restored' });
    expect(text().split('\n')).toEqual([
      '{"version":1}',
      '{"at":"2026-01-03T10:00:00Z","people":1,"changed":{"alice":"restored","bob":"invited"}}',
      '{"at":"2026-02-01T10:00:00Z","people":1,"changed":{"bob":"accepted"}}',
      '{"at":"2026-07-03T10:00:00Z","people":2,"changed":{"bob":"restored"}}',
    ]);
  });

  it('is read and kept from a shallow clone', async () => {
    const { keep, bare } = await fixture();
    await keep('11-20T10:00:00', { alice: 'invited' });
    await keep('11-20T11:00:00', { alice: 'accepted' });
    const clone = await opened(realRepository({ url: `file://${bare}`, options: ['--depth=1'] }));
    expect(await clone.keep('11-20T12:00:00', { alice: 'accepted', bob: 'left' })).toEqual({ bob: 'left' });
    expect((await clone.read()).sightings).toHaveLength(3);
    expect(runGit(bare, ['rev-list', '--count', ref])).toBe('3');
  });

  it('knows people with the strangest logins', async () => {
    const { read, keep } = await fixture();
    const seen: Seen = JSON.parse('{"__proto__":"invited","constructor":"left"}') as Seen;
    await keep('11-20T10:00:00', seen);
    expect((await read()).sightings.map(({ changed }) => Object.entries(changed))).toEqual([Object.entries(seen)]);
  });

  it.each([
    ['a commit of the state', (real: RealRepository) => real.git('rev-parse', 'HEAD')],
    ['a file', (real: RealRepository) => real.git('rev-parse', 'HEAD:a')],
    ['an empty commit', (real: RealRepository) => emptied(real, {})],
    ['an empty file', (real: RealRepository) => emptied(real, { 'sightings.jsonl': '' })],
    ['another version', (real: RealRepository) => emptied(real, { 'sightings.jsonl': '{"version":2}\n' })],
    ['no version', (real: RealRepository) => withLine(real, '', '')],
    ['a file of a newer version beside it', (real: RealRepository) => withFile(real, 'others.jsonl')],
    ['a folder', (real: RealRepository) => emptied(real, { 'sightings.jsonl/a': '{"version":1}\n' })],
    ['no JSON', (real: RealRepository) => withLine(real, '{')],
    ['an empty line', (real: RealRepository) => withLine(real, '')],
    ['a list', (real: RealRepository) => withLine(real, '[]')],
    ['no time', (real: RealRepository) => withLine(real, '{"at":"yesterday","people":1,"changed":{}}')],
    ['no such day', (real: RealRepository) => withLine(real, sound.replace('11-20', '13-40'))],
    ['no count', (real: RealRepository) => withLine(real, sound.replace('"people":1', '"people":-1'))],
    ['nobody', (real: RealRepository) => withLine(real, '{"at":"2026-11-20T10:00:00Z","people":1}')],
    ['a word that is no standing', (real: RealRepository) => withLine(real, sound.replace('invited', 'fine'))],
    ['a login that is not folded', (real: RealRepository) => withLine(real, sound.replace('alice', 'Alice'))],
    ['a last line that was cut off', (real: RealRepository) => emptied(real, { 'sightings.jsonl': `${head}${sound}` })],
  ])('is never taken for nothing where something else stands there: %s', async (_, make) => {
    const { real, read, keep, bare } = await fixture();
    real.git('push', '--quiet', '--force', 'origin', `${make(real)}:${ref}`);
    const standing = runGit(bare, ['rev-parse', ref]);
    expect(await refusal(read())).toMatch(
      new RegExp(`^GitError status-unreadable: ${ref} on origin stands at ${standing}.* git push origin :${ref}$`),
    );
    expect(await refusal(keep('11-20T10:00:00', { alice: 'left' }))).toMatch(/^GitError status-unreadable: /);
    expect(runGit(bare, ['rev-parse', ref])).toBe(standing);
  });

  it('says what to do where the remote refuses it', async () => {
    const { keep, bare } = await fixture();
    const hook = '#!/bin/sh\necho "GH013: Repository rule violations found" >&2\nexit 1\n';
    writeFileSync(join(bare, 'hooks/pre-receive'), hook, { mode: 0o755 });
    const said = await refusal(keep('11-20T10:00:00', { alice: 'invited' }));
    expect(said).toMatch(/^GitError status-refused: .*refs\/rollcall\/status on origin.*contents: write/);
    expect(said).toContain('GH013: Repository rule violations found');
  });
});

const head = '{"version":1}\n';
const sound = '{"at":"2026-11-20T10:00:00Z","people":1,"changed":{"alice":"invited"}}';

function withLine(real: RealRepository, line: string, first = head): string {
  return emptied(real, { 'sightings.jsonl': `${first}${sound}\n${line}\n` });
}

function withFile(real: RealRepository, path: string): string {
  return emptied(real, { 'sightings.jsonl': `${head}${sound}\n`, [path]: head });
}

/** A commit with these files and no others. */
function emptied(real: RealRepository, files: Readonly<Record<string, string>>): string {
  return real.commit({ a: null, ...files });
}

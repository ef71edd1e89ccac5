import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  type RealRepository,
  realRepository,
  refusal,
  runGit,
  withRemote,
} from '../../test/support/real-repository.ts';
import { keyOf } from '../model/identity.ts';
import { type Notice, noticeOf } from '../model/notice.ts';
import type { StandingName } from '../model/standing.ts';
import { type Booking, bookNotices, type NoticeEntry, readNotices, type Released } from './notices.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';
import { keepSighting, readSightings } from './sightings.ts';

const ref = 'refs/rollcall/status';
const notice = (
  login: string,
  standing: StandingName = 'invited',
  since: string | null = '2026-11-20T10:00:00Z',
): Notice => noticeOf({ login: keyOf(login), standing, since }, 'smtp');

async function opened(real: RealRepository) {
  const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
  const remote = await remoteOf(repository);
  return {
    repository,
    remote,
    real,
    read: async () =>
      (await readNotices(repository, remote)).map(
        ({ login, standing, state, run }) => `${login} ${standing} ${state} ${run}`,
      ),
    entries: () => readNotices(repository, remote),
    book: async (run: string, booking: Partial<Booking>) => {
      const whole = {
        run,
        at: '2026-11-22T10:00:00Z',
        told: [],
        released: [],
        claim: [],
        again: new Map(),
        ...booking,
      };
      return Object.fromEntries(
        [...(await bookNotices(repository, remote, whole))].map(([login, { kind }]) => [login, kind]),
      );
    },
  };
}

async function fixture() {
  const real = realRepository();
  real.commit({ a: '1' });
  const bare = withRemote(real);
  return { ...(await opened(real)), bare };
}

describe('who was told what', () => {
  it('is claimed before and confirmed after, and then not claimed again', async () => {
    const { read, book } = await fixture();
    expect(await read()).toEqual([]);
    expect(await book('one', { claim: [notice('ann'), notice('bob')] })).toEqual({ ann: 'ours', bob: 'ours' });
    expect(await read()).toEqual(['ann invited claimed one', 'bob invited claimed one']);
    expect(await book('one', { told: [notice('ann')], claim: [notice('cat')] })).toEqual({ cat: 'ours' });
    expect(await book('two', { claim: [notice('ann'), notice('bob'), notice('dan')] })).toEqual({
      ann: 'told',
      bob: 'claimed',
      dan: 'ours',
    });
  });

  it('is told anew of another standing and of an invitation that was sent anew, and nothing else', async () => {
    const { book } = await fixture();
    const claim = [notice('ann'), notice('bob', 'restored', '2026-11-21T10:00:00Z'), notice('cat')];
    await book('one', { claim });
    await book('one', { told: claim });
    const next = [
      notice('ann', 'invited', '2026-11-22T09:00:00Z'),
      notice('bob', 'restored', null),
      notice('cat', 'accepted'),
    ];
    expect(await book('two', { claim: next })).toEqual({ ann: 'ours', bob: 'told', cat: 'ours' });
  });

  it('is given back where it was certainly not told, to what stood there before', async () => {
    const { read, book, entries } = await fixture();
    await book('one', { claim: [notice('ann')] });
    await book('one', { told: [notice('ann')] });
    const before = (await entries())[0] ?? null;
    await book('two', { claim: [notice('ann', 'accepted'), notice('bob')] });
    const released: Released[] = [
      { notice: notice('ann', 'accepted'), before },
      { notice: notice('bob'), before: null },
    ];
    await book('two', { released });
    expect(await read()).toEqual(['ann invited told one']);
  });

  it('is had by one of many runs at once', async () => {
    const { book, bare } = await fixture();
    const others = await Promise.all([1, 2].map(async () => opened(realRepository({ url: bare }))));
    const claim = [notice('ann'), notice('bob')];
    const verdicts = await Promise.all(
      [{ book }, ...others].map((each, index) => each.book(`run ${index}`, { claim })),
    );
    for (const login of ['ann', 'bob']) {
      expect(verdicts.filter((each) => each[login] === 'ours')).toHaveLength(1);
      expect(verdicts.filter((each) => each[login] === 'claimed')).toHaveLength(2);
    }
  });

  it('is left to a run that looked later', async () => {
    const { book } = await fixture();
    await book('later', { at: '2026-11-22T11:00:00Z', claim: [notice('ann', 'accepted')] });
    expect(await book('earlier', { claim: [notice('ann')] })).toEqual({ ann: 'told' });
    expect(await book('latest', { at: '2026-11-22T12:00:00Z', claim: [notice('ann')] })).toEqual({ ann: 'ours' });
  });

  it('is claimed again where asked, once, by what stood there when it was asked', async () => {
    const { book, entries } = await fixture();
    await book('killed', { claim: [notice('ann')] });
    const again = new Map((await entries()).map((entry): [typeof entry.login, NoticeEntry] => [entry.login, entry]));
    expect(await book('two', { claim: [notice('ann')], again })).toEqual({ ann: 'ours' });
    expect(await book('three', { claim: [notice('ann')], again })).toEqual({ ann: 'claimed' });
  });

  it('is no other run’s to confirm or give back', async () => {
    const { read, book } = await fixture();
    await book('one', { claim: [notice('ann')] });
    await book('two', { told: [notice('ann')], released: [{ notice: notice('ann'), before: null }] });
    expect(await read()).toEqual(['ann invited claimed one']);
  });

  it('stands beside what was seen, and neither disturbs the other', async () => {
    const { repository, remote, read, book, bare } = await fixture();
    const sighting = {
      at: '2026-11-22T10:00:00Z',
      people: 1,
      standings: new Map([[keyOf('ann'), 'invited' as const]]),
    };
    await book('one', { claim: [notice('ann')] });
    await keepSighting(repository, remote, sighting);
    await book('one', { told: [notice('ann')] });
    expect(await read()).toEqual(['ann invited told one']);
    expect((await readSightings(repository, remote)).sightings).toHaveLength(1);
    expect(runGit(bare, ['rev-list', '--count', ref])).toBe('3');
    await book('one', {});
    expect(runGit(bare, ['rev-list', '--count', ref])).toBe('3');
  });

  it.each([
    ['no such channel', { channel: 'pigeon' }],
    ['no such standing', { standing: 'fine' }],
    ['no time', { at: 'today' }],
    ['no state', { state: 'sent' }],
    ['no login', { login: '' }],
    ['a login that is not folded', { login: 'Ann' }],
    ['a since that is no time', { since: 5 }],
    ['no run', { run: null }],
  ])('is never taken for nothing where it is damaged: %s', async (_, damage) => {
    const { real, entries, book } = await fixture();
    const sound = {
      login: 'ann',
      standing: 'invited',
      since: null,
      channel: 'smtp',
      at: '2026-11-22T10:00:00Z',
      run: 'x',
      state: 'told',
    };
    const text = (entry: object) => `{"version":1}\n${JSON.stringify(entry)}\n`;
    const put = (entry: object) => {
      const commit = real.commit({ a: null, 'notices.jsonl': text(entry) });
      real.git('push', '--quiet', '--force', 'origin', `${commit}:${ref}`);
      real.commit({ a: '1', 'notices.jsonl': null });
    };
    put(sound);
    expect(await entries()).toEqual([sound]);
    put({ ...sound, ...damage });
    expect(await refusal(entries())).toMatch(/^GitError status-unreadable: /);
    expect(await refusal(book('one', { claim: [notice('bob')] }))).toMatch(/^GitError status-unreadable: /);
  });
});

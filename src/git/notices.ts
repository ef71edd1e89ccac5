import { type Key, keyOf } from '../model/identity.ts';
import type { Notice } from '../model/notice.ts';
import { standings } from '../model/standing.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';
import { isObject } from './json-object.ts';
import { changeRecord, isTime, type RecordFile, readRecord } from './status-record.ts';

/**
 * What somebody was told last on one channel, or is about to be. There is one of each person and channel, so that the file
 * grows with the people and not with the runs. It has no address in it.
 */
export interface NoticeEntry extends Notice {
  /** When the run looked that found this standing: ISO time, on GitHub's clock. */
  readonly at: string;
  /** The run that claimed it. */
  readonly run: string;
  /** Claimed before it is sent, told after. */
  readonly state: 'claimed' | 'told';
}

/** @throws GitError `status-unreadable` where something else stands at the ref, `remote-unreachable` */
export async function readNotices(repository: StateRepository, remote: Remote): Promise<readonly NoticeEntry[]> {
  return (await readRecord(repository, remote, file)).entries;
}

/** One push of a run that tells people. */
export interface Booking {
  readonly run: string;
  /** ISO time, on GitHub's clock: when the run looked where they stand. */
  readonly at: string;
  /** Of what this run claimed: what was told. */
  readonly told: readonly Notice[];
  /** Of what this run claimed: what was certainly not told, with what stood there before. */
  readonly released: readonly Released[];
  /** What is to be told next. */
  readonly claim: readonly Notice[];
  /** Whom to tell again though they were told, or perhaps were: what stood there when it was decided, by person. */
  readonly again: ReadonlyMap<Key, NoticeEntry>;
}

export interface Released {
  readonly notice: Notice;
  readonly before: NoticeEntry | null;
}

/** Whether a claim was had. */
export type Verdict =
  | { readonly kind: 'ours'; readonly before: NoticeEntry | null }
  /** They were told so, or are told by another run that looked later. */
  | { readonly kind: 'told' }
  /** Another run claimed it: it is telling them at this moment, or was killed. */
  | { readonly kind: 'claimed'; readonly at: string };

/**
 * Confirms and gives back what was claimed, and claims what comes next, in one push on top of whatever stands there at that
 * moment. Of two runs at once, one alone has a claim.
 * @returns what became of each claim
 * @throws GitError `status-refused`, `status-unreadable`, `remote-unreachable`: then nothing was claimed
 */
export async function bookNotices(
  repository: StateRepository,
  remote: Remote,
  booking: Booking,
): Promise<ReadonlyMap<Key, Verdict>> {
  let verdicts: ReadonlyMap<Key, Verdict> = new Map();
  const commit = { at: new Date(booking.at), message: 'Keep who was told what' };
  await changeRecord(repository, remote, file, commit, (standing) => {
    const entries = new Map(standing.map((entry) => [idOf(entry), entry]));
    settle(entries, booking);
    verdicts = new Map(booking.claim.map((notice) => [notice.login, claimed(entries, notice, booking)]));
    const after = [...entries.values()];
    return after.length === standing.length && after.every((entry) => standing.includes(entry)) ? null : after;
  });
  return verdicts;
}

type Entries = Map<string, NoticeEntry>;

/** Only what this run claimed: what stands there by another's hand is theirs. */
function settle(entries: Entries, { run, told, released }: Booking): void {
  const isOurs = (notice: Notice): boolean => entries.get(idOf(notice))?.run === run;
  for (const notice of told.filter(isOurs)) {
    const entry = entries.get(idOf(notice));
    if (entry !== undefined) entries.set(idOf(notice), { ...entry, state: 'told' });
  }
  for (const { notice, before } of released.filter(({ notice }) => isOurs(notice))) {
    if (before === null) entries.delete(idOf(notice));
    else entries.set(idOf(notice), before);
  }
}

function claimed(entries: Entries, notice: Notice, { run, at, again }: Booking): Verdict {
  const before = entries.get(idOf(notice)) ?? null;
  // The answer to an earlier push was lost, and others pushed on top of it.
  if (before?.run === run && before.state === 'claimed') return { kind: 'ours', before: null };
  if (before !== null && !isSame(before, again.get(notice.login))) {
    const isSaid = before.standing === notice.standing && before.since === notice.since;
    if (isSaid && before.state === 'claimed') return { kind: 'claimed', at: before.at };
    // What another run found later is newer word than ours.
    if (isSaid || Date.parse(before.at) > Date.parse(at)) return { kind: 'told' };
  }
  entries.set(idOf(notice), { ...notice, at, run, state: 'claimed' });
  return { kind: 'ours', before };
}

function isSame(one: NoticeEntry, other: NoticeEntry | undefined): boolean {
  return other !== undefined && one.run === other.run && one.state === other.state && one.at === other.at;
}

function idOf({ login, channel }: Notice): string {
  return `${channel} ${login}`;
}

const file: RecordFile<NoticeEntry> = {
  name: 'notices.jsonl',
  parse(line) {
    if (!isObject(line)) return undefined;
    const { login, standing, since, channel, at, run, state } = line;
    const found = standings.find((name) => name === standing);
    if (typeof login !== 'string' || login === '' || login !== keyOf(login) || found === undefined) return undefined;
    if ((since !== null && !isTime(since)) || (channel !== 'smtp' && channel !== 'dir') || !isTime(at))
      return undefined;
    if (typeof run !== 'string' || (state !== 'claimed' && state !== 'told')) return undefined;
    return { login: keyOf(login), standing: found, since, channel, at, run, state };
  },
  write: ({ login, standing, since, channel, at, run, state }) => ({ login, standing, since, channel, at, run, state }),
};

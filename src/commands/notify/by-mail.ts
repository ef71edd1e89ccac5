import { randomUUID } from 'node:crypto';
import { type NoticeEntry, readNotices } from '../../git/notices.ts';
import type { MailServer } from '../../mail/post.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import { type Notice, noticeOf, type Telling } from '../../model/notice.ts';
import type { Standing, StatusReport } from '../../model/standing.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from '../propose/default-branch.ts';
import { type Addresses, noPerson } from './addresses.ts';
import { perhaps, type Ready, sendAll } from './send-all.ts';

export interface MailJob {
  readonly branch: DefaultBranch;
  readonly report: StatusReport;
  readonly server: MailServer;
  readonly addresses: Addresses;
  /** Folded logins of those who are told again. */
  readonly again: ReadonlySet<Key>;
  readonly dryRun: boolean;
}

export interface Mailed {
  /** As the report has the people. */
  readonly tellings: readonly Telling[];
  /** Why it ended early, a sentence each. */
  readonly unread: readonly string[];
}

/**
 * Sends each person what they were not told yet.
 * @throws GitError where it cannot be read who was told what: then nobody is told anything
 */
export async function tellByMail(context: Context, job: MailJob): Promise<Mailed> {
  const { branch, report, dryRun } = job;
  const entries = await readNotices(branch.repository, branch.remote);
  const known = new Map(entries.flatMap((entry) => (entry.channel === 'smtp' ? [[entry.login, entry] as const] : [])));
  const judged = report.people.map((person) => judgedBy(person, job, known));
  const ready = judged.flatMap((one) => ('outcome' in one ? [] : [one]));
  const again = new Map([...known].filter(([login]) => job.again.has(login)));
  const run = { id: randomUUID(), at: report.checkedAt, about: report, again };
  const sent = dryRun ? rehearsed(ready) : await sendAll(context, job, run, ready);
  const tellings = judged.flatMap((one) => ('outcome' in one ? one : (sent.tellings.get(one.notice.login) ?? [])));
  return { tellings, unread: sent.stopped };
}

/** Whom to write to and what, or why not. */
function judgedBy(person: Standing, job: MailJob, known: ReadonlyMap<Key, NoticeEntry>): Ready | Telling {
  const key = keyOf(person.login);
  const channel = 'smtp';
  const failed = { person, channel, outcome: 'failed' } as const;
  if (person.standing === 'unknown') {
    return { ...failed, why: 'it could not be read where they stand, so there is nothing to tell' };
  }
  const notice = noticeOf({ ...person, login: key }, channel);
  const before = job.again.has(key) ? undefined : known.get(key);
  if (before !== undefined && isSaid(before, notice)) {
    return before.state === 'claimed' ? perhaps(person, before.at) : { person, channel, outcome: 'told-before' };
  }
  const found = job.addresses.get(key) ?? noPerson;
  if ('unknown' in found) return { person, channel, outcome: 'no-address', why: found.unknown };
  if ('refused' in found) return { ...failed, why: found.refused };
  return { person, notice, address: found.address };
}

function isSaid(before: NoticeEntry, { standing, since }: Notice): boolean {
  return before.standing === standing && before.since === since;
}

function rehearsed(ready: readonly Ready[]): Awaited<ReturnType<typeof sendAll>> {
  const tellings = ready.map(({ person, notice }): [Key, Telling] => [
    notice.login,
    { person, channel: 'smtp', outcome: 'to-tell' },
  ]);
  return { tellings: new Map(tellings), stopped: [] };
}

import { bookNotices, type NoticeEntry, type Released, type Verdict } from '../../git/notices.ts';
import type { MailServer, Post } from '../../mail/post.ts';
import { GitError, MailError } from '../../model/errors.ts';
import type { Key } from '../../model/identity.ts';
import type { Notice, Telling } from '../../model/notice.ts';
import type { Standing } from '../../model/standing.ts';
import { letterFor } from '../../report/notices/letter.ts';
import type { About } from '../../report/notices/words.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from '../propose/default-branch.ts';

/** So many are claimed with one push: a killed run leaves no more of whom nobody knows whether they were told. */
const atOnce = 50;

/** Milliseconds between two messages: what no server takes for a flood. */
const pause = 200;

const interrupted = 'The run was interrupted before everybody was told.';

/** Somebody to write to. */
export interface Ready {
  readonly person: Standing;
  readonly notice: Notice;
  readonly address: string;
}

export interface Run {
  readonly id: string;
  /** When it looked where people stand: ISO time, on GitHub's clock. */
  readonly at: string;
  readonly about: About;
  /** Whom to tell again, and what stood in the record when that was decided. */
  readonly again: ReadonlyMap<Key, NoticeEntry>;
}

interface Sent {
  /** By folded login, of all who were to be told. */
  readonly tellings: ReadonlyMap<Key, Telling>;
  /** Why it ended before everybody was told, a sentence each. */
  readonly stopped: readonly string[];
}

/** What is to be written down with the next push. */
interface Settled {
  readonly told: Notice[];
  readonly released: Released[];
}

/**
 * Sends one message to each. It is claimed on the remote before, and confirmed after, so that nobody is told twice
 * whatever happens: of two runs at once one has the claim, and what a killed run leaves is not sent again by itself.
 */
export async function sendAll(
  context: Context,
  job: { readonly branch: DefaultBranch; readonly server: MailServer },
  run: Run,
  ready: readonly Ready[],
): Promise<Sent> {
  const tellings = new Map<Key, Telling>();
  const stopped: string[] = [];
  let settled: Settled = { told: [], released: [] };
  for (let start = 0; start < ready.length && stopped.length === 0; start += atOnce) {
    const batch = ready.slice(start, start + atOnce);
    if (context.signal.aborted) {
      stopped.push(interrupted);
      break;
    }
    const post = await opened(job.server).catch(sentenceOf);
    if (typeof post === 'string') {
      stopped.push(post);
      break;
    }
    const verdicts = await book(job.branch, run, settled, batch).catch(sentenceOf);
    if (typeof verdicts === 'string') {
      stopped.push(`Nobody more is told, as that has to be written down before. ${verdicts}`);
    } else {
      settled = { told: [], released: [] };
      stopped.push(...(await sendBatch(context, post, run, batch, verdicts, { tellings, settled })));
    }
    post.close();
    context.log(`${tellings.size} of ${ready.length} people tried …`);
  }
  stopped.push(...(await settleLast(job.branch, run, settled)));
  for (const { person, notice } of ready.filter((one) => !tellings.has(one.notice.login))) {
    tellings.set(notice.login, failed(person, 'the run ended before it was their turn'));
  }
  return { tellings, stopped };
}

/** The library is loaded here alone. */
async function opened(server: MailServer): Promise<Post> {
  const { openPost } = await import('../../mail/post.ts');
  return openPost(server);
}

function book(
  { repository, remote }: DefaultBranch,
  { id, at, again }: Run,
  settled: Settled,
  batch: readonly Ready[],
): Promise<ReadonlyMap<Key, Verdict>> {
  return bookNotices(repository, remote, { run: id, at, ...settled, claim: batch.map(({ notice }) => notice), again });
}

interface Kept {
  readonly tellings: Map<Key, Telling>;
  readonly settled: Settled;
}

/** @returns why it ended early, if it did */
async function sendBatch(
  context: Context,
  post: Post,
  { about }: Run,
  batch: readonly Ready[],
  verdicts: ReadonlyMap<Key, Verdict>,
  { tellings, settled }: Kept,
): Promise<readonly string[]> {
  let stop: string | undefined;
  for (const { person, notice, address } of batch) {
    const verdict = verdicts.get(notice.login) ?? { kind: 'told' };
    if (verdict.kind !== 'ours') {
      tellings.set(notice.login, notOurs(person, verdict));
      continue;
    }
    const release = (): number => settled.released.push({ notice, before: verdict.before });
    if (context.signal.aborted) stop ??= interrupted;
    const delivery =
      stop === undefined ? await post.send({ to: address, ...letterFor(person, about) }).catch(sentenceOf) : stop;
    if (typeof delivery === 'string') {
      stop = delivery;
      release();
    } else if (delivery.kind === 'refused') {
      release();
      tellings.set(notice.login, failed(person, delivery.why));
    } else if (delivery.kind === 'perhaps') {
      tellings.set(notice.login, {
        person,
        channel: 'smtp',
        outcome: 'perhaps',
        why: `${delivery.why}: ${askFirst(person)}`,
      });
    } else {
      settled.told.push(notice);
      tellings.set(notice.login, { person, channel: 'smtp', outcome: 'told' });
    }
    if (stop === undefined && context.env['ROLLCALL_PACING'] !== 'off') await context.sleep(pause);
  }
  return stop === undefined ? [] : [stop];
}

/** What the last batch did is written down whatever ended it. */
async function settleLast(branch: DefaultBranch, run: Run, settled: Settled): Promise<readonly string[]> {
  const count = settled.told.length;
  if (count + settled.released.length === 0) return [];
  const why = await book(branch, run, settled, []).catch(sentenceOf);
  return typeof why === 'string'
    ? [`It could not be written down that ${count} were told, so the next run calls them perhaps told. ${why}`]
    : [];
}

/** @throws whatever is neither git's nor the mail server's refusal */
function sentenceOf(error: unknown): string {
  if (error instanceof GitError || error instanceof MailError) return error.message;
  throw error;
}

function notOurs(person: Standing, verdict: Exclude<Verdict, { readonly kind: 'ours' }>): Telling {
  return verdict.kind === 'claimed' ? perhaps(person, verdict.at) : { person, channel: 'smtp', outcome: 'told-before' };
}

function failed(person: Standing, why: string): Telling {
  return { person, channel: 'smtp', outcome: 'failed', why };
}

/** Of a claim that nobody confirmed. */
export function perhaps(person: Standing, at: string): Telling {
  const why = `a run that looked at ${at} was about to tell them and never wrote down that it had: it is at it now, or was killed; ${askFirst(person)}`;
  return { person, channel: 'smtp', outcome: 'perhaps', why };
}

function askFirst({ login }: Standing): string {
  return `perhaps sent, and not sent again by itself: ask them, or send it again with --again ${login}`;
}

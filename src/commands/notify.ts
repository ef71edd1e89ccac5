import { GitError, UsageError } from '../model/errors.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { CommentOutcome, NotifyOutcome } from '../model/notice.ts';
import { noticesAsComment } from '../report/notices/comment.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { explained } from './explained.ts';
import { keepMarkedComment } from './kept-comment.ts';
import { addressesOf } from './notify/addresses.ts';
import { writeNotices } from './notify/as-files.ts';
import { type Mailed, tellByMail } from './notify/by-mail.ts';
import { mailServerFrom } from './notify/mail-server.ts';
import { showNotify } from './show.ts';
import { stateRepositoryOf } from './state-repository.ts';
import { keepSeen } from './status/keep-seen.ts';
import { type StatusFound, statusReportOf } from './status/report.ts';

export interface NotifyOptions {
  readonly since?: string;
  readonly dir?: string;
  readonly pullRequest?: number;
  readonly smtp?: true;
  readonly again?: string[];
  readonly dryRun?: true;
}

/** Tells our comment from all others, ours about other things included. */
const mark = '<!-- rollcall-status -->';

/** `rollcall notify`: tells everybody whom a change touched where they stand, in files, in a comment, or by mail. */
export async function notifyCommand(context: Context, options: NotifyOptions): Promise<ExitCode> {
  judge(options);
  // Before anything is asked of anybody: what is missing here is missing for all.
  const server = options.smtp === true ? mailServerFrom(context.env) : undefined;
  const { since, dryRun = false } = options;
  const found = await explained(context, () => statusReportOf(context, since === undefined ? {} : { since }));
  if (found === undefined) return exit.error;
  const again = againIn(options, found);
  if (!dryRun) await keepSeen(context, found);
  const { report } = found;
  const files = options.dir === undefined ? [] : await writeNotices(context.cwd, options.dir, report, dryRun);
  const comment =
    options.pullRequest === undefined ? null : await comments(context, found, options.pullRequest, dryRun);
  const mailed = server === undefined ? none : await mail(context, found, { server, again, dryRun });
  const outcome: NotifyOutcome = {
    organization: report.organization,
    since: report.change.commit,
    checkedAt: report.checkedAt,
    dryRun,
    tellings: [...mailed.tellings, ...files],
    comment,
    unread: [...report.unread, ...mailed.unread],
  };
  context.out(showNotify(context, outcome, report));
  return codeOf(context, outcome);
}

/** @throws UsageError */
function judge({ dir, pullRequest, smtp, again }: NotifyOptions): void {
  if (dir === undefined && pullRequest === undefined && smtp !== true) {
    throw new UsageError(
      'notify-how',
      'Say how to tell them: --dir DIR, --pull-request N or --smtp, or several of them.',
    );
  }
  if (pullRequest !== undefined && (!Number.isSafeInteger(pullRequest) || pullRequest < 1)) {
    throw new UsageError('notify-how', '--pull-request takes the number of a pull request, such as --pull-request 12.');
  }
  if (again !== undefined && smtp !== true) {
    throw new UsageError('notify-again', '--again sends messages again, so it goes with --smtp.');
  }
}

/** @throws UsageError for somebody whom the change did not touch: nothing would be sent, and nobody would know */
function againIn({ again = [] }: NotifyOptions, { report }: StatusFound): ReadonlySet<Key> {
  const people = new Set(report.people.map(({ login }) => keyOf(login)));
  const others = again.filter((login) => !people.has(keyOf(login)));
  if (others.length === 0) return new Set(again.map(keyOf));
  throw new UsageError(
    'notify-again',
    `--again ${others.join(' ')}: the change did not touch them. Name people whom rollcall status lists, or another change with --since.`,
  );
}

const none: Mailed = { tellings: [], unread: [] };

interface Asked {
  readonly server: ReturnType<typeof mailServerFrom>;
  readonly again: ReadonlySet<Key>;
  readonly dryRun: boolean;
}

async function mail(context: Context, { branch, report }: StatusFound, asked: Asked): Promise<Mailed> {
  const addresses = await addressesOf(context, branch, report.people);
  if ('refused' in addresses) {
    const why = 'Nobody is told by mail, as HR data is not believed and so no address is known.';
    return { tellings: [], unread: [why, ...addresses.refused] };
  }
  return tellByMail(context, { branch, report, addresses, ...asked }).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error;
    return { tellings: [], unread: [`Nobody is told by mail, as nobody knows who was told. ${error.message}`] };
  });
}

async function comments(
  context: Context,
  { branch, report }: StatusFound,
  number: number,
  dryRun: boolean,
): Promise<CommentOutcome> {
  const { repository, remote, loaded } = branch;
  const written = loaded.state.organization.stateRepository;
  const place = await stateRepositoryOf(repository, remote, { written, needed: 'A comment is to be kept' });
  if ('unknown' in place) throw new UsageError('no-state-repository', place.unknown);
  if (dryRun) return { number, failed: null };
  return keepMarkedComment(context, place.name, { number, mark, body: noticesAsComment(report) }).then(
    () => ({ number, failed: null }),
    (error: unknown) => ({ number, failed: error instanceof Error ? error.message : String(error) }),
  );
}

function codeOf({ signal }: Context, { tellings, comment, unread }: NotifyOutcome): ExitCode {
  if (signal.aborted) return exit.interrupted;
  const isLeft = tellings.some(({ outcome }) => outcome === 'failed' || outcome === 'perhaps');
  return isLeft || unread.length > 0 || (comment !== null && comment.failed !== null) ? exit.unfinished : exit.done;
}

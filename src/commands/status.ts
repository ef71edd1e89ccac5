import { type Context, type ExitCode, exit } from './context.ts';
import { explained } from './explained.ts';
import { showStatus } from './show.ts';
import { keepSeen } from './status/keep-seen.ts';
import { statusReportOf } from './status/report.ts';
import { writePage } from './status/write-page.ts';

export interface StatusOptions {
  /** A commit, or an ISO date or time. */
  readonly since?: string;
  /** A directory for the page. */
  readonly html?: string;
}

/**
 * `rollcall status`: where everybody stands whom a change touched, and what this run saw, kept for the runs to come. What
 * is checked out does not matter: the remote's default branch is what is desired.
 */
export async function statusCommand(context: Context, { since, html }: StatusOptions): Promise<ExitCode> {
  const found = await explained(context, () => statusReportOf(context, since === undefined ? {} : { since }));
  if (found === undefined) return exit.error;
  await keepSeen(context, found);
  context.out(showStatus(context, found.report));
  if (html !== undefined) await writePage(context, html, found.report);
  return found.report.unread.length > 0 ? exit.unfinished : exit.done;
}

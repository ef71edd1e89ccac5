import { isoOf, timeIn } from '../../git/iso-time.ts';
import { momentOf } from '../../git/moment.ts';
import { parentOf } from '../../git/parent-of.ts';
import { filesAt } from '../../git/versions.ts';
import { dayOf } from '../../model/day.ts';
import { UsageError } from '../../model/errors.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { Deed } from '../../proposal/restore/question.ts';
import { deedsOf } from '../../proposal/restore/restore.ts';
import type { RestoredFrom } from '../../report/restoration-markdown.ts';
import { loadState } from '../../state/load-state.ts';
import type { StateFile } from '../../state/state-file.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from '../propose/default-branch.ts';
import { inTodaysNames } from './todays-names.ts';

/** What is gone back to. */
export interface EarlierState {
  readonly from: RestoredFrom;
  readonly files: readonly StateFile[];
  /** Under today's names. */
  readonly state: OrgState;
  /** What the one commit did that is to be undone; undefined where all of the earlier state is asked for. */
  readonly undone: ReadonlySet<Deed> | undefined;
  /** Files of which nothing could be understood, so that nothing of them comes back. */
  readonly unreadable: readonly string[];
}

/** @throws GitError where the text names no commit, or one that cannot be had; UsageError for a date to undo */
export async function readEarlierState(
  context: Context,
  branch: DefaultBranch,
  { to, revert }: { readonly to?: string | undefined; readonly revert?: string | undefined },
): Promise<EarlierState> {
  const { repository, remote, loaded } = branch;
  if (revert !== undefined && timeIn(revert, context.now()) !== undefined) {
    throw new UsageError('revert-date', `--revert takes a commit. What stood on ${revert} comes back by --to.`);
  }
  const named = await momentOf(repository, remote, revert ?? to ?? '', context.now());
  const from = {
    kind: revert === undefined ? 'to' : 'revert',
    commit: named.commit,
    at: isoOf(named.at),
  } as const;
  const now = loaded.state;
  const after = await stateAt(context, branch, named.commit);
  if (revert === undefined) return { from, ...after, state: inTodaysNames(after.state, now), undone: undefined };
  const before = await stateAt(context, branch, await parentOf(repository, remote, named.commit));
  const state = inTodaysNames(before.state, now);
  return { from, ...before, state, undone: deedsOf(state, inTodaysNames(after.state, now)) };
}

async function stateAt(
  context: Context,
  { repository, cache }: DefaultBranch,
  commit: string,
): Promise<{ files: readonly StateFile[]; state: OrgState; unreadable: readonly string[] }> {
  const { files } = await filesAt(repository, commit);
  const options = { prefix: repository.prefix, today: dayOf(context.now()), lenient: true, cache };
  const { state, unreadable } = loadState(files, options);
  return { files: files.filter(({ path }) => !unreadable.includes(path)), state, unreadable };
}

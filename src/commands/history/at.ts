import { stepAt } from '../../git/dated-line.ts';
import { resolveRef } from '../../git/refs.ts';
import { filesAt } from '../../git/versions.ts';
import { UsageError } from '../../model/errors.ts';
import type { AccessReview } from '../../model/holding.ts';
import { holdingsOf } from '../../planner/history/holdings.ts';
import { loadState } from '../../state/load-state.ts';
import type { Context } from '../context.ts';
import { runsOf } from './applied.ts';
import { momentOf } from './moment.ts';
import type { HistoryPlace } from './place.ts';

/**
 * Who had what at a moment: by the commit that had come to the default branch last, or by one that is named.
 * @throws UsageError where there was no state yet
 */
export async function accessAt(context: Context, place: HistoryPlace, asked: string): Promise<AccessReview> {
  const { repository, line } = place;
  const { commit, seconds, came } = await commitAt(context, place, asked);
  const { files, problems } = await filesAt(repository, commit);
  if (files.length === 0) {
    const where = repository.prefix || 'the root';
    throw new UsageError(
      'no-state-then',
      `At ${commit} there was no state in ${where}. Was it elsewhere then? Name it with --state.`,
    );
  }
  const loaded = loadState(files, { prefix: repository.prefix, today: '1970-01-01', lenient: true });
  const runs = seconds === null ? undefined : await runsOf(context, place);
  return {
    organization: loaded.state.organization.name,
    asked,
    moment: seconds === null ? null : isoOf(seconds),
    branch: place.branch,
    commit,
    cameAt: came === null ? null : isoOf(came),
    remoteAsked: place.remote !== null,
    wrongDates: line.wrongDates,
    basePermission: loaded.state.organization.basePermission,
    applied: seconds === null ? null : (runs?.lastBefore(seconds) ?? null),
    unreadable: [
      ...new Set(
        [...problems, ...loaded.problems].filter(({ severity }) => severity === 'error').map(({ file }) => file),
      ),
    ],
    holdings: holdingsOf({ commit, state: loaded.state, entries: loaded.entries }),
  };
}

async function commitAt(context: Context, { repository, line }: HistoryPlace, asked: string) {
  const moment = momentOf(asked, context.now());
  if ('ref' in moment) {
    const commit = await resolveRef(repository, moment.ref);
    const step = line.steps.find((each) => each.commit === commit);
    return { commit, came: step?.came ?? null, seconds: null };
  }
  const step = stepAt(line, moment.seconds);
  if (step !== undefined) return { commit: step.commit, came: step.came, seconds: moment.seconds };
  const first = line.steps[0];
  const since = first === undefined ? '' : ` It begins at ${isoOf(first.came)}.`;
  throw new UsageError('before-history', `The state had no commit yet at ${asked}.${since}`);
}

/** The last second that a Date can tell; a commit may say anything. */
const lastSecond = 8_640_000_000_000;

/** ISO time in UTC, to the second. */
export function isoOf(seconds: number): string {
  return new Date(Math.min(seconds, lastSecond) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

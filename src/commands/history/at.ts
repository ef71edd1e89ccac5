import { isoOf } from '../../git/iso-time.ts';
import { momentOn } from '../../git/moment.ts';
import { filesAt } from '../../git/versions.ts';
import { UsageError } from '../../model/errors.ts';
import type { AccessReview } from '../../model/holding.ts';
import { holdingsOf } from '../../planner/history/holdings.ts';
import { loadState } from '../../state/load-state.ts';
import type { Context } from '../context.ts';
import { runsOf } from './applied.ts';
import { type About, isRowOf, namedThen } from './narrowed.ts';
import type { HistoryPlace } from './place.ts';
import { withSince } from './since.ts';

/**
 * Who had what at a moment: by the commit that had come to the default branch last, or by one that is named.
 * @param subject whom or what alone the rows are to be of
 * @throws UsageError where there was no state yet, or nothing of that name in it
 */
export async function accessAt(
  context: Context,
  place: HistoryPlace,
  asked: string,
  subject: About | undefined,
): Promise<AccessReview> {
  const { repository, line } = place;
  const { commit, step, time } = await momentOn(place, asked, context.now());
  const { files, problems } = await filesAt(repository, commit);
  if (files.length === 0) {
    const where = repository.prefix || 'the root';
    throw new UsageError(
      'no-state-then',
      `At ${commit} there was no state in ${where}. Was it elsewhere then? Name it with --state.`,
    );
  }
  const loaded = loadState(files, { prefix: repository.prefix, today: '1970-01-01', lenient: true });
  const about = subject === undefined ? null : await namedThen(place, loaded.state, subject);
  const all = holdingsOf({ commit, state: loaded.state, entries: loaded.entries });
  const holdings = await withSince(place, commit, about === null ? all : all.filter((row) => isRowOf(row, about)));
  const runs = time === null ? undefined : await runsOf(context, place);
  return {
    organization: loaded.state.organization.name,
    about,
    asked,
    moment: time === null ? null : isoOf(time),
    branch: place.branch,
    commit,
    cameAt: step === null ? null : isoOf(step.came),
    remoteAsked: place.remote !== null,
    wrongDates: line.wrongDates,
    basePermission: loaded.state.organization.basePermission,
    applied: time === null ? null : (runs?.lastBefore(time) ?? null),
    unreadable: [
      ...new Set(
        [...problems, ...loaded.problems].filter(({ severity }) => severity === 'error').map(({ file }) => file),
      ),
    ],
    holdings,
  };
}

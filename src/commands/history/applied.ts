import { localJournals } from '../../applier/journal/local-journals.ts';
import { readJournal } from '../../applier/journal/read-journal.ts';
import { grepJournalBranch, journalFolder } from '../../git/journal-branch.ts';
import { GitError } from '../../model/errors.ts';
import type { AppliedBy } from '../../model/history.ts';
import { compare } from '../../model/order.ts';
import type { Context } from '../context.ts';
import type { HistoryPlace } from './place.ts';

/** Runs that moved `refs/rollcall/applied`, as the journal tells, oldest first. */
export interface Runs {
  /** The run that applied the commit at this place of the line; null where none tells of it, as of one that changed nothing. */
  firstAfter(place: number): AppliedBy | null;
  /** What had been applied last by this moment, in seconds. */
  lastBefore(seconds: number): AppliedBy | null;
}

/**
 * Reads the first and the last line of each journal alone. A run counts where it ended well and `applied` stood no
 * earlier than its commit when the next one began: a run for some people alone never moves it. A journal is a record and
 * proves nothing.
 */
export async function runsOf(context: Context, place: HistoryPlace): Promise<Runs> {
  const places = new Map(place.line.steps.map(({ commit }, nth) => [commit, nth]));
  const placeOf = (commit: string | null | undefined): number => places.get(commit ?? '') ?? -1;
  const { entries } = readJournal((await linesOf(context, place)).join('\n'));
  const ends = new Map(entries.flatMap((entry) => (entry.entry === 'end' ? [[entry.run, entry] as const] : [])));
  const started = new Map(entries.flatMap((entry) => (entry.entry === 'run' ? [[entry.run, entry] as const] : [])));
  const all = [...started.values()].sort((a, b) => compare(a.run, b.run));
  const runs = all.flatMap(({ run, commit, base }, nth): (AppliedBy & { readonly base: number })[] => {
    const end = ends.get(run);
    const next = all[nth + 1];
    const stoodThen = next === undefined ? place.remote?.applied : next.base;
    if (end?.exit !== 0 || commit === null || !places.has(commit) || placeOf(stoodThen) < placeOf(commit)) return [];
    return [{ run, at: end.time, commit, base: placeOf(base) }];
  });
  const told = (found: AppliedBy | undefined): AppliedBy | null =>
    found === undefined ? null : { run: found.run, at: found.at, commit: found.commit };
  return {
    firstAfter: (nth) => {
      const first = runs.find(({ commit }) => placeOf(commit) >= nth);
      // What stood below its base was in effect before it, and may be undone by it.
      return first === undefined || first.base >= nth ? null : told(first);
    },
    lastBefore: (seconds) => told(runs.findLast(({ at }) => Date.parse(at) / 1000 <= seconds)),
  };
}

const needles = ['"entry":"run"', '"entry":"end"'];

/** Those on the branch, and those that this clone has not pushed yet. */
async function linesOf(context: Context, { repository, remote }: HistoryPlace): Promise<readonly string[]> {
  const texts = [...(await localJournals(await journalFolder(repository))).values()];
  const here = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => needles.some((needle) => line.includes(needle)));
  if (remote === null) return here;
  try {
    return [...(await grepJournalBranch(repository, remote, needles)), ...here];
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    context.log(
      `The journal could not be read, so that nothing is said of when commits were applied. ${error.message}`,
    );
    return here;
  }
}

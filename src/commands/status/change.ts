import { type DatedLine, type DatedStep, datedLine } from '../../git/dated-line.ts';
import { fetchWholeHistory } from '../../git/fetch.ts';
import { isoOf } from '../../git/iso-time.ts';
import { momentOn } from '../../git/moment.ts';
import { subjectsOf } from '../../git/subjects.ts';
import { versionsBetween } from '../../git/versions.ts';
import { GitError } from '../../model/errors.ts';
import type { StatusReport } from '../../model/standing.ts';
import { type Base, baseOf } from '../../planner/base.ts';
import type { Context } from '../context.ts';
import { createLoader } from '../load-versions.ts';
import type { DefaultBranch } from '../propose/default-branch.ts';
import { beginningOf, broughtAt, newestTouching } from './line.ts';

/** The commits that are asked about, and those that are not applied yet. */
export interface ChangeAsked {
  readonly first: StatusReport['change'];
  /** What the commits of the change did, in today's names; nothing where none came since. */
  readonly change: Base;
  /** What the commits since the one applied last did; null where none was applied. */
  readonly pending: Base | null;
  /** Where a commit stands on the default branch's own line, the oldest at 0; -1 where it does not. */
  readonly placeOf: (commit: string | null) => number;
  /** ISO time at which a commit of the line counts as having come. */
  readonly cameAt: (commit: string | null) => string | null;
}

/**
 * The change that `--since` names: that commit and all that came after it on the default branch's own line, or with a
 * time, what came after that. Without it, the newest commit that touched anybody. The first commit of a state wrote down
 * what was there, and is never part of it.
 * @throws GitError `unknown-ref`, `not-merged`, `never-applied`; UsageError for a date that there is not
 */
export async function changeAsked(
  context: Context,
  branch: DefaultBranch,
  since: string | undefined,
): Promise<ChangeAsked> {
  const { repository, remote } = branch;
  await fetchWholeHistory(repository, remote);
  const line = await datedLine(repository, remote.head, Math.floor(context.now().getTime() / 1000));
  const places = new Map(line.steps.map(({ commit }, place) => [commit, place]));
  const placeOf = (commit: string | null): number => places.get(commit ?? '') ?? -1;
  const loader = createLoader(repository, context, branch.cache);
  const load = async (from: number, to = line.steps.length - 1) => {
    const [base, head] = [line.steps[from]?.commit ?? null, line.steps[to]?.commit ?? remote.head];
    return (await loader.history(await versionsBetween(repository, base, head), true)).map(({ version }) => version);
  };
  const beginning = placeOf(await beginningOf(repository, remote.head));
  const asked =
    since === undefined
      ? await newestTouching(repository, line, beginning, load)
      : await placeAsked(context, branch, line, since);
  const from = Math.min(Math.max(asked, beginning + 1), line.steps.length);
  const applied = appliedPlace(context, branch, placeOf);
  const oldest = Math.max(0, Math.min(from - 1, applied ?? from - 1));
  const versions = await load(oldest);
  const touchedSince = (place: number): Base => {
    const start = versions.findLastIndex(({ commit }) => placeOf(commit) <= place);
    return baseOf(versions.slice(Math.max(0, start)));
  };
  const step = line.steps[from] ?? line.steps.at(-1);
  return {
    first: await firstOf(branch, step),
    change: touchedSince(from - 1),
    pending: applied === null ? null : touchedSince(applied),
    placeOf,
    cameAt: (commit) => cameOf(line.steps[placeOf(commit)]),
  };
}

async function firstOf({ repository, remote }: DefaultBranch, step: DatedStep | undefined) {
  const commit = step?.commit ?? remote.head;
  const subject = (await subjectsOf(repository, [commit])).get(commit) ?? '';
  return { commit, at: cameOf(step) ?? new Date(0).toISOString(), subject };
}

function cameOf(step: DatedStep | undefined): string | null {
  return step === undefined ? null : isoOf(step.came);
}

/** The place of the first commit of the change. A date begins with its day. */
async function placeAsked(
  context: Context,
  { repository, remote }: DefaultBranch,
  line: DatedLine,
  since: string,
): Promise<number> {
  const text = /^\d{4}-\d{2}-\d{2}$/.test(since) ? `${since}T00:00Z` : since;
  const found = await momentOn({ repository, remote, line }, text, context.now()).catch((error: unknown) => {
    if (error instanceof GitError && error.code === 'before-history') return null;
    throw error;
  });
  if (found === null) return 0;
  const { commit, step, time } = found;
  if (step === null) return broughtAt(repository, remote, line, commit);
  const place = line.steps.indexOf(step);
  return time === null ? place : place + 1;
}

/** Null where nothing was applied, or where the ref stands beside the branch, so that it tells nothing. */
function appliedPlace(context: Context, { remote }: DefaultBranch, placeOf: ChangeAsked['placeOf']): number | null {
  if (remote.applied === null) return null;
  const place = placeOf(remote.applied);
  if (place >= 0) return place;
  context.log(
    `refs/rollcall/applied on ${remote.name} stands at ${remote.applied}, which is not on the line of ${remote.defaultBranch}: what was applied is not known, and nothing counts as applied. \`rollcall plan\` says what to do.`,
  );
  return null;
}

import { GitError, UsageError } from '../model/errors.ts';
import { type DatedLine, type DatedStep, datedLine, stepAt } from './dated-line.ts';
import { fetchWholeHistory } from './fetch.ts';
import { isoOf, timeIn } from './iso-time.ts';
import { hasCommit, idOnly, resolveRef } from './refs.ts';
import { appliedRef, type Remote } from './remote.ts';
import { fetchById } from './remote-ref.ts';
import type { StateRepository } from './repository.ts';

/** A commit that somebody named, by itself or by a time. */
export interface Moment {
  readonly commit: string;
  /** Where the default branch's own line has it; null for a commit that came with a merge, or never came. */
  readonly step: DatedStep | null;
  /** When it counts as having come to that line, or where it is not on it, its committer date; seconds. */
  readonly at: number;
  /** The time that was named, a date as the end of its day; seconds. Null where a commit was named. */
  readonly time: number | null;
}

/** A default branch, all of whose own line is here. */
interface Place {
  readonly repository: StateRepository;
  /** Null where it could not be asked. */
  readonly remote: Remote | null;
  readonly line: DatedLine;
}

/**
 * What a text names: a commit, branch, tag or expression; `applied` and expressions on it, such as `applied~1`, which is
 * the remote's; or an ISO date or time in UTC, which is the commit that had come to the default branch last by then, a
 * date being the end of its day. A shallow clone is deepened.
 * @param remote its head must be here
 * @throws GitError `unknown-ref`, `before-history`, `never-applied`; UsageError for a date that there is not
 */
export async function momentOf(repository: StateRepository, remote: Remote, text: string, now: Date): Promise<Moment> {
  await fetchWholeHistory(repository, remote);
  const line = await datedLine(repository, remote.head, Math.floor(now.getTime() / 1000));
  return momentOn({ repository, remote, line }, text, now);
}

/** As {@link momentOf}, where the line is known already. */
export async function momentOn({ repository, remote, line }: Place, text: string, now: Date): Promise<Moment> {
  const time = timeIn(text, now);
  if (time !== undefined) return lastBy(line, time, text);
  const commit = await resolved(repository, remote, withApplied(remote, text));
  const step = line.steps.find((each) => each.commit === commit) ?? null;
  return { commit, step, at: step?.came ?? (await committed(repository, commit)), time: null };
}

function lastBy(line: DatedLine, time: number, text: string): Moment {
  const step = stepAt(line, time);
  if (step !== undefined) return { commit: step.commit, step, at: step.came, time };
  const first = line.steps[0];
  const since = first === undefined ? '' : ` It begins at ${isoOf(first.came)}.`;
  throw new GitError('before-history', `The state had no commit yet at ${text}.${since}`);
}

function withApplied(remote: Remote | null, text: string): string {
  const rest = /^(?:refs\/rollcall\/)?applied(|[~^].*)$/.exec(text)?.[1];
  if (rest === undefined) return text;
  if (remote === null) {
    throw new UsageError('applied-unknown', 'What was applied, the remote alone tells. Name a commit or a date.');
  }
  if (remote.applied !== null) return remote.applied + rest;
  throw new GitError(
    'never-applied',
    `${remote.name} has no ${appliedRef}: nothing was applied yet. Name a commit or a date.`,
  );
}

/** A commit that no branch leads to any more is asked for by its id. */
async function resolved(repository: StateRepository, remote: Remote | null, text: string): Promise<string> {
  const start = /^(?:[0-9a-f]{64}|[0-9a-f]{40})/.exec(text)?.[0];
  if (remote !== null && start !== undefined && !(await hasCommit(repository, start))) {
    await fetchById(repository, remote, start).catch(() => undefined);
  }
  return resolveRef(repository, text);
}

async function committed({ git }: StateRepository, commit: string): Promise<number> {
  const printed = await git.run(['rev-list', '--no-walk', '--timestamp', idOnly(commit)]);
  return Number(printed.split(' ')[0]);
}

import { GitError } from '../model/errors.ts';
import { fetchObjects } from './fetch-objects.ts';
import { hasCommit, idOnly, resolveRef } from './refs.ts';
import { appliedRef, type Remote } from './remote.ts';
import { fetchById } from './remote-ref.ts';
import type { StateRepository } from './repository.ts';
import { isShallow } from './shallow.ts';

/** A commit of the past, and when it was made. */
export interface Earlier {
  readonly commit: string;
  readonly at: Date;
}

/**
 * The commit that a text names: a commit, branch, tag or expression; `applied` and expressions on it, such as
 * `applied~1`, which is the remote's; or an ISO date or time, which is the default branch's last commit until then. A
 * date alone is the end of that day in UTC. A shallow clone is deepened where that is needed.
 * @throws GitError `unknown-ref`, `too-early`, `never-applied`
 */
export async function earlierCommit(repository: StateRepository, remote: Remote, text: string): Promise<Earlier> {
  const time = timeIn(text);
  if (time !== undefined) return standingAt(repository, remote, time, text);
  const commit = await resolved(repository, remote, withApplied(remote, text));
  return { commit, at: await dateOf(repository, commit) };
}

/**
 * What a commit of the default branch found: its first parent, so that a merge is taken back whole.
 * @throws GitError `not-merged` where the default branch does not have it; `no-parent` where it is the first of all
 */
export async function parentOf(repository: StateRepository, remote: Remote, commit: string): Promise<string> {
  await wholeHistory(repository, remote);
  const { git } = repository;
  await git.run(['merge-base', '--is-ancestor', idOnly(commit), idOnly(remote.head)]).catch(() => {
    throw new GitError('not-merged', `${commit} is not on ${remote.defaultBranch}, so there is nothing of it to undo.`);
  });
  return resolveRef(repository, `${idOnly(commit)}^1`).catch(() => {
    throw new GitError('no-parent', `${commit} is the first commit of all: there is nothing before it to go back to.`);
  });
}

/** `2026-11-20`, or a time with seconds or without, with its zone or in UTC. */
const isoTime = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

function timeIn(text: string): Date | undefined {
  const [, day, clock, zone = 'Z'] = isoTime.exec(text) ?? [];
  if (day === undefined) return undefined;
  const time = new Date(clock === undefined ? `${day}T23:59:59.999Z` : `${day}T${clock}${zone}`);
  if (!Number.isNaN(time.getTime())) return time;
  throw new GitError('bad-ref', `${text} is no date: write it as 2026-11-20, or 2026-11-20T14:30Z.`);
}

/** The first on the branch's own line, from its head, that is not younger: a wrong date in the middle hides nothing. */
async function standingAt(repository: StateRepository, remote: Remote, time: Date, text: string): Promise<Earlier> {
  await wholeHistory(repository, remote);
  const printed = await repository.git.run(['rev-list', '--first-parent', '--timestamp', idOnly(remote.head), '--']);
  const line = printed.split('\n').map((entry) => entry.split(' '));
  const found = line.find(([at]) => Number(at) * 1000 <= time.getTime());
  const [at, commit] = found ?? [];
  if (at !== undefined && commit !== undefined) return { commit, at: new Date(Number(at) * 1000) };
  throw new GitError('too-early', `${remote.defaultBranch} has no commit from before the end of ${text}.`);
}

function withApplied({ applied, name }: Remote, text: string): string {
  const rest = /^(?:refs\/rollcall\/)?applied(|[~^].*)$/.exec(text)?.[1];
  if (rest === undefined) return text;
  if (applied !== null) return applied + rest;
  throw new GitError(
    'never-applied',
    `${name} has no ${appliedRef}: nothing was applied yet. Name a commit or a date.`,
  );
}

async function resolved(repository: StateRepository, remote: Remote, text: string): Promise<string> {
  const start = /^(?:[0-9a-f]{64}|[0-9a-f]{40})/.exec(text)?.[0];
  if (start !== undefined && !(await hasCommit(repository, start))) {
    await fetchById(repository, remote, start).catch(() => undefined);
  }
  return resolveRef(repository, text).catch(async (error: unknown) => {
    if (!(await isShallow(repository))) throw error;
    await wholeHistory(repository, remote);
    return resolveRef(repository, text);
  });
}

async function wholeHistory(repository: StateRepository, remote: Remote): Promise<void> {
  if (await isShallow(repository)) await fetchObjects(repository, remote, [idOnly(remote.head)], ['--unshallow']);
}

async function dateOf({ git }: StateRepository, commit: string): Promise<Date> {
  const printed = await git.run(['rev-list', '--no-walk', '--timestamp', idOnly(commit)]);
  return new Date(Number(printed.split(' ')[0]) * 1000);
}

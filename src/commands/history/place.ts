import { checkoutOf } from '../../git/checkout.ts';
import { type DatedLine, datedLine } from '../../git/dated-line.ts';
import { fetchHead, fetchWholeHistory } from '../../git/fetch.ts';
import { resolveRef } from '../../git/refs.ts';
import { type Remote, remoteOf } from '../../git/remote.ts';
import { openStateRepository, type StateRepository } from '../../git/repository.ts';
import { GitError } from '../../model/errors.ts';
import type { Context } from '../context.ts';

/** The default branch's own line of commits: what was reviewed. */
export interface HistoryPlace {
  readonly repository: StateRepository;
  /** Null where it could not be asked: then all is as this clone has it. */
  readonly remote: Remote | null;
  readonly branch: string;
  readonly head: string;
  readonly line: DatedLine;
}

/**
 * Finds the default branch on the remote, or where there is none or it cannot be reached, in this clone.
 * @throws GitError where the history is not here and cannot be had
 */
export async function historyPlace(context: Context): Promise<HistoryPlace> {
  const repository = await openStateRepository(context.cwd, context.state, context.env);
  const found = (await onRemote(context, repository)) ?? (await inClone(repository));
  const line = await datedLine(repository, found.head, Math.floor(context.now().getTime() / 1000));
  return { repository, line, ...found };
}

type Found = Pick<HistoryPlace, 'remote' | 'branch' | 'head'>;

async function onRemote(context: Context, repository: StateRepository): Promise<Found | undefined> {
  try {
    const remote = await remoteOf(repository);
    await fetchHead(repository, remote);
    await fetchWholeHistory(repository, remote);
    return { remote, branch: remote.defaultBranch, head: remote.head };
  } catch (error) {
    if (!(error instanceof GitError) || !['remote-unreachable', 'no-remote'].includes(error.code)) throw error;
    context.log(`${error.message}\nThe history is told as this clone has it.`);
    return undefined;
  }
}

/** What the clone remembers of the default branch, else what is checked out. */
async function inClone(repository: StateRepository): Promise<Found> {
  const { shallow, branch, commit } = await checkoutOf(repository);
  if (shallow) {
    const next = 'Fetch it where the remote can be reached: git fetch --unshallow.';
    throw new GitError('history-missing', `This clone is shallow, so its history is cut. ${next}`);
  }
  if (commit === null) throw new GitError('no-commit', 'There is no commit yet, and so no history.');
  const refs = await repository.git.run(['for-each-ref', '--format=%(refname) %(symref)', 'refs/remotes/']);
  const followed = refs
    .split('\n')
    .find((line) => /^refs\/remotes\/[^/]+\/HEAD refs\//.test(line))
    ?.split(' ')[1];
  const known = followed === undefined ? undefined : await resolveRef(repository, followed).catch(() => undefined);
  if (followed !== undefined && known !== undefined) {
    return { remote: null, branch: followed.replace('refs/remotes/', ''), head: known };
  }
  return { remote: null, branch: branch ?? 'HEAD', head: commit };
}

import { fetchHead } from '../../git/fetch.ts';
import { type Remote, remoteOf } from '../../git/remote.ts';
import { openStateRepository, type StateRepository } from '../../git/repository.ts';
import { filesAt } from '../../git/versions.ts';
import { dayOf } from '../../model/day.ts';
import { createFileCache, type FileCache } from '../../state/load-file.ts';
import { type LoadedState, loadState } from '../../state/load-state.ts';
import type { StateFile } from '../../state/state-file.ts';
import type { Context } from '../context.ts';
import { errorsIn, InvalidState } from '../desired.ts';

/** The state as the remote's default branch has it, whatever is checked out: what proposals are made from. */
export interface DefaultBranch {
  readonly repository: StateRepository;
  readonly remote: Remote;
  readonly files: readonly StateFile[];
  readonly loaded: LoadedState;
  /** What was understood of the files, so that nothing is parsed twice. */
  readonly cache: FileCache;
}

/**
 * Reads the default branch alone: no line of roster.yaml that was not merged ever says where HR data is read.
 * @throws InvalidState where it has errors; GitError where it cannot be had
 */
export async function readDefaultBranch(context: Context): Promise<DefaultBranch> {
  const repository = await openStateRepository(context.cwd, context.state, context.env);
  const remote = await remoteOf(repository);
  await fetchHead(repository, remote);
  const { files, problems } = await filesAt(repository, remote.head);
  const cache = createFileCache();
  const loaded = loadState(files, { prefix: repository.prefix, today: dayOf(context.now()), cache });
  const all = [...problems, ...loaded.problems];
  if (errorsIn(all).length > 0) throw new InvalidState(all);
  return { repository, remote, files, loaded, cache };
}

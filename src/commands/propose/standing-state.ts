import type { Standing } from '../../git/proposal-branch.ts';
import { filesAt } from '../../git/versions.ts';
import { dayOf } from '../../model/day.ts';
import type { OrgState } from '../../model/org-state.ts';
import { loadState } from '../../state/load-state.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from './default-branch.ts';

/** The state that merging one of our branches would leave; undefined where it cannot be merged, or is not there. */
export async function standingState(
  context: Context,
  { repository, cache }: Pick<DefaultBranch, 'repository' | 'cache'>,
  { tree }: Standing,
): Promise<OrgState | undefined> {
  if (tree === undefined) return undefined;
  const { files } = await filesAt(repository, tree);
  return loadState(files, { prefix: repository.prefix, today: dayOf(context.now()), lenient: true, cache }).state;
}

import type { DatedLine } from '../../git/dated-line.ts';
import { idOnly } from '../../git/refs.ts';
import type { Remote } from '../../git/remote.ts';
import type { StateRepository } from '../../git/repository.ts';
import { editsOf } from '../../git/tree.ts';
import { GitError } from '../../model/errors.ts';
import { baseOf, type Version } from '../../planner/base.ts';
import { affectedBy } from '../../planner/standings/affected.ts';

const folders = ['users', 'teams', 'repos'] as const;

/** The first commit on the line that holds a state; null where none does. */
export async function beginningOf({ git, prefix }: StateRepository, head: string): Promise<string | null> {
  const parts = ['organization.yaml', 'policy.yaml', ...folders];
  const paths = parts.map((part) => (prefix === '' ? part : `${prefix}/${part}`));
  const listed = await git.run([
    'rev-list',
    '--first-parent',
    '--reverse',
    '--topo-order',
    idOnly(head),
    '--',
    ...paths,
  ]);
  return listed.split('\n')[0] || null;
}

/** So many commits are looked into at once for what they edited. */
const atOnce = 100;

/**
 * The place of the newest commit that touched anybody; behind the last where none did.
 * @param load the versions from one place of the line to another
 */
export async function newestTouching(
  repository: StateRepository,
  { steps }: DatedLine,
  beginning: number,
  load: (from: number, to: number) => Promise<readonly Version[]>,
): Promise<number> {
  for (let end = steps.length; end > beginning + 1; end -= atOnce) {
    const start = Math.max(beginning + 1, end - atOnce);
    const edits = await editsOf(repository, steps.slice(start, end), folders);
    for (let place = end - 1; place >= start; place--) {
      if (!edits.has(steps[place]?.commit ?? '')) continue;
      if (affectedBy(baseOf(await load(place - 1, place))).size > 0) return place;
    }
  }
  return steps.length;
}

/**
 * The place of the merge that brought a commit of another line.
 * @throws GitError `not-merged` where none did
 */
export async function broughtAt(
  { git }: StateRepository,
  { head, defaultBranch }: Remote,
  { steps }: DatedLine,
  commit: string,
): Promise<number> {
  const has = (holder: string): Promise<boolean> =>
    git.run(['merge-base', '--is-ancestor', idOnly(commit), idOnly(holder)]).then(
      () => true,
      () => false,
    );
  if (!(await has(head))) {
    throw new GitError(
      'not-merged',
      `${commit} is not on ${defaultBranch}, so it changed nobody's access. Name a commit that was merged, or a date.`,
    );
  }
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (await has(steps[middle]?.commit ?? head)) high = middle;
    else low = middle + 1;
  }
  return low;
}

import { GitError } from '../model/errors.ts';
import { idOnly } from './refs.ts';
import type { StateRepository } from './repository.ts';
import { treeOf } from './tree.ts';

/** A commit with two parents or more. */
export interface Merge {
  /** The second parent. */
  readonly merged: string;
  /** Whether it holds what git makes of its two parents, and nothing that somebody put there by hand. */
  readonly plain: boolean;
}

/** The merges among these commits, by id. */
export async function mergesAmong(
  repository: StateRepository,
  commits: readonly string[],
): Promise<ReadonlyMap<string, Merge>> {
  if (commits.length === 0) return new Map();
  const input = commits.map((commit) => `${idOnly(commit)}\n`).join('');
  const printed = (await repository.git.feed(['rev-list', '--no-walk', '--parents', '--stdin'], input)).toString();
  const merges = printed.split('\n').flatMap((line) => {
    const [commit = '', first = '', merged, ...more] = line.split(' ');
    return merged === undefined ? [] : [{ commit, first, merged, more }];
  });
  const read = merges.map(async ({ commit, first, merged, more }) => {
    const plain =
      more.length === 0 && (await treeOf(repository, commit)) === (await mergedTree(repository, first, merged));
    return [commit, { merged, plain }] as const;
  });
  return new Map(await Promise.all(read));
}

/**
 * The tree that git makes of two commits. Undefined where they conflict, or share no history: then somebody has to
 * decide.
 * @throws GitError `old-git` before git 2.38
 */
export async function mergedTree({ git }: StateRepository, one: string, other: string): Promise<string | undefined> {
  try {
    return (await git.run(['merge-tree', '--write-tree', idOnly(one), idOnly(other)])).trim();
  } catch (error) {
    if (!(error instanceof GitError) || !/usage:|not something we can merge|unknown/.test(error.message))
      return undefined;
    const next = 'Install git 2.38 or a newer one.';
    throw new GitError('old-git', `This git cannot tell what a merge should hold, which review asks for. ${next}`, {
      cause: error,
    });
  }
}

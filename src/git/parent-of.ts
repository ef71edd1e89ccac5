import { GitError } from '../model/errors.ts';
import { fetchWholeHistory } from './fetch.ts';
import { idOnly, resolveRef } from './refs.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';

/**
 * What a commit of the default branch found: its first parent, so that a merge is taken back whole.
 * @throws GitError `not-merged` where the default branch does not have it; `no-parent` where it is the first of all
 */
export async function parentOf(repository: StateRepository, remote: Remote, commit: string): Promise<string> {
  await fetchWholeHistory(repository, remote);
  const { git } = repository;
  await git.run(['merge-base', '--is-ancestor', idOnly(commit), idOnly(remote.head)]).catch(() => {
    throw new GitError('not-merged', `${commit} is not on ${remote.defaultBranch}, so there is nothing of it to undo.`);
  });
  return resolveRef(repository, `${idOnly(commit)}^1`).catch(() => {
    throw new GitError('no-parent', `${commit} is the first commit of all: there is nothing before it to go back to.`);
  });
}

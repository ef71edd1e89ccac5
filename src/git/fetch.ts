import { GitError } from '../model/errors.ts';
import { fetchObjects } from './fetch-objects.ts';
import { hasCommit, isFirstParentAncestor, resolveRef } from './refs.ts';
import { appliedRef, type Remote } from './remote.ts';
import { fetchById, wordsOf } from './remote-ref.ts';
import type { StateRepository } from './repository.ts';
import { deepenUntil, isShallow } from './shallow.ts';

/**
 * Makes sure that these commits are here, and the first-parent line between each of them and HEAD. A shallow clone is
 * deepened as far as it takes.
 * @throws GitError where the remote does not have them, or cannot be reached
 */
export async function fetchCommits(
  repository: StateRepository,
  remote: Remote,
  oids: readonly string[],
): Promise<void> {
  await deepenUntil(
    repository,
    () => allConnected(repository, oids),
    (how) => deepen(repository, remote, how),
  );
  const missing = await missingOf(repository, oids);
  if (missing.length > 0) await fetchMissing(repository, remote, missing);
  if (!(await isShallow(repository)) || (await allConnected(repository, oids))) return;
  throw historyMissing(oids.join(', '), remote);
}

/**
 * Makes sure that the head of the remote's default branch is here, whatever is checked out; its history may be cut.
 * @throws GitError where the remote does not have it any more, or cannot be reached
 */
export async function fetchHead(repository: StateRepository, remote: Remote): Promise<void> {
  const { head, name, defaultBranch } = remote;
  if (await hasCommit(repository, head)) return;
  await fetchById(repository, remote, head).catch((error: unknown) => {
    throw new GitError(
      'commit-missing',
      `The head of ${defaultBranch}, ${head}, could not be fetched from ${name}. Run again; where the branch was just rewritten, that is enough. (${wordsOf(error)})`,
    );
  });
}

function historyMissing(since: string, { name }: Remote): GitError {
  return new GitError(
    'history-missing',
    `This shallow clone lacks the history between ${since} and HEAD, and ${name} did not give it. Clone again without --depth (in GitHub Actions: fetch-depth: 0).`,
  );
}

/**
 * Makes sure that the whole history of HEAD is here.
 * @throws GitError where the remote does not have it either, or cannot be reached
 */
export async function fetchWholeHistory(repository: StateRepository, remote: Remote): Promise<void> {
  if (!(await isShallow(repository))) return;
  await deepen(repository, remote, '--unshallow');
  if (await isShallow(repository)) throw historyMissing('the beginning', remote);
}

async function fetchMissing(repository: StateRepository, remote: Remote, missing: readonly string[]): Promise<void> {
  await fetchObjects(repository, remote, [branchOf(remote), ...(remote.applied === null ? [] : [appliedRef])]);
  const still = await missingOf(repository, missing);
  if (still.length === 0) return;
  // Not under a branch any more, for instance after a force push; most servers give a commit by its id all the same.
  await fetchObjects(repository, remote, still).catch((error: unknown) => {
    throw new GitError(
      'commit-missing',
      `The commit ${still.join(', ')} is neither here nor on ${remote.name}; was the branch rewritten? (${String(error)})`,
    );
  });
}

/** HEAD is asked for as well: in a pull request's checkout no branch leads to it. Servers refuse it where it is local. */
async function deepen(repository: StateRepository, remote: Remote, how: string): Promise<void> {
  const head = await resolveRef(repository, 'HEAD');
  await fetchObjects(repository, remote, [branchOf(remote), head], [how]).catch(() =>
    fetchObjects(repository, remote, [branchOf(remote)], [how]),
  );
}

function branchOf(remote: Remote): string {
  return `refs/heads/${remote.defaultBranch}`;
}

/** A commit that HEAD is behind of counts as connected too: then nothing is missing below it. */
async function allConnected(repository: StateRepository, oids: readonly string[]): Promise<boolean> {
  if ((await missingOf(repository, oids)).length > 0) return false;
  const head = await resolveRef(repository, 'HEAD');
  const apart = await filter(
    oids,
    async (oid) =>
      !(await isFirstParentAncestor(repository, oid, head)) && !(await isFirstParentAncestor(repository, head, oid)),
  );
  return apart.length === 0;
}

async function missingOf(repository: StateRepository, oids: readonly string[]): Promise<readonly string[]> {
  return filter(oids, async (oid) => !(await hasCommit(repository, oid)));
}

async function filter(oids: readonly string[], keep: (oid: string) => Promise<boolean>): Promise<readonly string[]> {
  const kept = await Promise.all(oids.map(keep));
  return oids.filter((_, index) => kept[index]);
}

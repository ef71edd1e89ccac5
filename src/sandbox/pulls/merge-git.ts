import { GitError } from '../../model/errors.ts';
import { type Commit, commitsBetween, readCommits, type Signature } from './commits.ts';
import type { Git } from './git.ts';

/** The tree of both merged, or undefined where they conflict. */
export async function mergedTree(git: Git, base: string, head: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await git.attempt(['merge-tree', '--write-tree', base, head]);
  if (code === 0) return stdout.split('\n')[0];
  if (code === 1) return undefined;
  throw new GitError('git-failed', `git merge-tree ended with ${code}: ${stderr.trim()}`);
}

interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** @returns the id of the new commit, which no ref leads to yet */
export async function writeCommit(git: Git, commit: NewCommit): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  const env = { ...signatureEnv('AUTHOR', commit.author), ...signatureEnv('COMMITTER', commit.committer) };
  const input = commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`;
  return (await git.run(['commit-tree', commit.tree, ...parents, '-F', '-'], { input, env })).trim();
}

function signatureEnv(who: 'AUTHOR' | 'COMMITTER', signature: Signature): Record<string, string> {
  return {
    [`GIT_${who}_NAME`]: signature.name,
    [`GIT_${who}_EMAIL`]: signature.email,
    [`GIT_${who}_DATE`]: signature.date,
  };
}

/**
 * Puts the commits of `head` that `base` lacks on top of `base`, one by one, as GitHub's rebase merge does.
 * @returns the id of the last one, or undefined where one of them conflicts
 */
export async function rebaseOnto(
  git: Git,
  base: string,
  head: string,
  committer: Signature,
): Promise<string | undefined> {
  const commits = await readCommits(git, await commitsBetween(git, base, head));
  let onto = base;
  for (const commit of commits.filter((each) => each.parents.length < 2)) {
    const tree = await pickedTree(git, onto, commit, committer);
    if (tree === undefined) return undefined;
    onto = await writeCommit(git, { ...commit, tree, parents: [onto], committer });
  }
  return onto;
}

/**
 * The tree of `onto` with what `commit` changed. `git merge-tree --merge-base` says this in one word from git 2.40 on;
 * git 2.39 is asked to merge with a commit that has the tree of `onto` and the parent of `commit`.
 */
async function pickedTree(git: Git, onto: string, commit: Commit, signature: Signature): Promise<string | undefined> {
  const [parent] = commit.parents;
  if (parent === undefined || parent === onto) return commit.tree;
  const tree = (await git.run(['rev-parse', `${onto}^{tree}`])).trim();
  const standIn = { tree, parents: [parent], author: signature, committer: signature, message: 'stand-in' };
  return mergedTree(git, await writeCommit(git, standIn), commit.sha);
}

/**
 * Moves a branch, creating it where `before` is undefined.
 * @returns false where the branch is no longer where `before` says
 */
export async function moveRef(git: Git, ref: string, after: string, before: string | undefined): Promise<boolean> {
  const expected = before ?? '0'.repeat(40);
  return (await git.attempt(['update-ref', ref, after, expected])).code === 0;
}

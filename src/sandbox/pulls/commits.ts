import { iso } from '../world/clock.ts';
import type { Git } from './git.ts';

/** A commit as git stores it. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Who, and when, in ISO time to the second, as GitHub shows it. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** @returns the id of the commit that the revision leads to, or undefined where it leads to none */
export async function resolveCommit(git: Git, revision: string): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { code, stdout } = await git.attempt(args);
  return code === 0 ? stdout.trim() : undefined;
}

export function branchHead(git: Git, branch: string): Promise<string | undefined> {
  return resolveCommit(git, `refs/heads/${branch}`);
}

/** A branch, a tag, or a whole or shortened id, as GitHub reads the REF of its paths. */
export async function resolveRef(git: Git, ref: string): Promise<string | undefined> {
  const names = ref === 'HEAD' ? ['HEAD'] : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`];
  if (/^[0-9a-f]{4,40}$/.test(ref)) names.push(ref);
  for (const name of names) {
    const sha = await resolveCommit(git, name);
    if (sha !== undefined) return sha;
  }
  return undefined;
}

export async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  return (await git.attempt(['merge-base', '--is-ancestor', ancestor, descendant])).code === 0;
}

/** @returns undefined where the two have no history in common */
export async function mergeBase(git: Git, one: string, other: string): Promise<string | undefined> {
  const { code, stdout } = await git.attempt(['merge-base', one, other]);
  return code === 0 ? stdout.trim() : undefined;
}

/** Ids of the commits that `after` holds and `before` does not, oldest first. */
export async function commitsBetween(git: Git, before: string, after: string): Promise<string[]> {
  const found = await git.run(['rev-list', '--reverse', '--topo-order', `${before}..${after}`]);
  return found.split('\n').filter((line) => line !== '');
}

const format = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B'].join('%n');

/**
 * Reads commits in the order asked, all in one run of git.
 * @throws GitError where one of the ids is no commit
 */
export async function readCommits(git: Git, shas: readonly string[]): Promise<Commit[]> {
  if (shas.length === 0) return []; // git would take HEAD
  const args = ['log', '--no-walk=unsorted', '--stdin', '-z', `--format=${format}`];
  const found = await git.run(args, { input: `${shas.join('\n')}\n` });
  return found
    .split('\0')
    .filter((text) => text !== '')
    .map(parseCommit);
}

/** One line a field, and the message as the rest: no name or address has a line break in git. */
function parseCommit(text: string): Commit {
  const [sha = '', tree = '', parents = '', ...rest] = text.split('\n');
  const [author, committer] = [signature(rest.slice(0, 3)), signature(rest.slice(3, 6))];
  const message = rest.slice(6).join('\n').trimEnd();
  return { sha, tree, parents: parents.split(' ').filter((parent) => parent !== ''), author, committer, message };
}

function signature([name = '', email = '', seconds = '0']: readonly string[]): Signature {
  return { name, email, date: iso(Number(seconds) * 1000) };
}

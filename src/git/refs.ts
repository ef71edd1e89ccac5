import { GitError } from '../model/errors.ts';
import type { StateRepository } from './repository.ts';

/** Full ids of SHA-1 and SHA-256 repositories. */
const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The commit that a branch, tag, id or expression such as `HEAD~2` names.
 * @throws GitError where it names none; never reads the text as an option
 */
export async function resolveRef(repository: StateRepository, text: string): Promise<string> {
  if (!/^[^-\s\p{Cc}][^\p{Cc}]*$/u.test(text)) {
    throw new GitError('bad-ref', `${JSON.stringify(text)} is not the name of a commit, branch or tag.`);
  }
  try {
    const found = await repository.git.run([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${text}^{commit}`,
    ]);
    return idOnly(found.trim());
  } catch {
    const shallow = 'In a shallow clone, fetch it first: git fetch --unshallow.';
    throw new GitError('unknown-ref', `No commit is called ${JSON.stringify(text)} here. ${shallow}`);
  }
}

/** Whether the commit is here; its history may be cut nonetheless. */
export async function hasCommit(repository: StateRepository, commit: string): Promise<boolean> {
  return repository.git.run(['cat-file', '-t', `${idOnly(commit)}^{commit}`]).then(
    () => true,
    () => false,
  );
}

/** Whether following first parents from `descendant` leads to `ancestor`; a commit is its own ancestor. Both are ids. */
export async function isFirstParentAncestor(
  repository: StateRepository,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  if (ancestor === descendant) return true;
  const line = await firstParentLine(repository, ancestor, descendant);
  return line[0]?.parent === ancestor;
}

/** A commit and its first parent; null for a root, and for the last commit that a shallow clone has. */
export interface Step {
  readonly commit: string;
  readonly parent: string | null;
}

/**
 * The commits on the first-parent line of `head` that cannot be reached from `base`, oldest first. `base` is on the
 * line exactly where the first step's parent is `base`. Without `base`, the whole line.
 */
export async function firstParentLine(
  repository: StateRepository,
  base: string | null,
  head: string,
): Promise<readonly Step[]> {
  const range = [idOnly(head), ...(base === null ? [] : [`^${idOnly(base)}`])];
  const listed = await repository.git.run([
    'rev-list',
    '--first-parent',
    '--parents',
    '--topo-order',
    '--reverse',
    ...range,
    '--',
  ]);
  return listed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [commit = '', parent = null] = line.split(' ');
      return { commit, parent };
    });
}

/** Guards the places where an id stands in an argument. */
export function idOnly(id: string): string {
  if (objectId.test(id)) return id;
  throw new GitError('bad-id', `${JSON.stringify(id)} is not a full commit id; resolve it first.`);
}

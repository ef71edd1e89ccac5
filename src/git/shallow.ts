import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { idOnly } from './refs.ts';
import type { StateRepository } from './repository.ts';

/** Whether the history was cut when the repository was cloned. */
export async function isShallow({ git }: StateRepository): Promise<boolean> {
  return (await git.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
}

/** The commits whose parents a shallow clone lacks. */
export async function cutCommits({ git, root }: StateRepository): Promise<ReadonlySet<string>> {
  const path = (await git.run(['rev-parse', '--git-path', 'shallow'])).trim();
  const text = await readFile(resolve(root, path), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter((line) => line !== ''));
}

/**
 * Whether all is here that leads to `head` and not to `base`. A line of it that ends without having met the history of
 * `base` may meet it where that is cut.
 * @param base null for none: then the whole history of `head` is meant
 */
export async function isWholeBetween(repository: StateRepository, base: string | null, head: string): Promise<boolean> {
  const cut = await cutCommits(repository);
  if (cut.size === 0) return true;
  const range = [idOnly(head), ...(base === null ? [] : [`^${idOnly(base)}`])];
  const listed = await repository.git.run(['rev-list', '--max-parents=0', ...range, '--']);
  const ends = listed.split('\n').filter((commit) => commit !== '');
  return base === null ? ends.every((commit) => !cut.has(commit)) : ends.length === 0;
}

/** How many more commits each try asks for; null is all of them. */
const depths = [50, 500, null] as const;

/**
 * Deepens a shallow clone step by step, until enough of the history is here or all of it.
 * @param fetchMore fetches with git's option for one step
 */
export async function deepenUntil(
  repository: StateRepository,
  isEnough: () => Promise<boolean>,
  fetchMore: (how: string) => Promise<void>,
): Promise<void> {
  for (const depth of depths) {
    if (!(await isShallow(repository)) || (await isEnough())) return;
    await fetchMore(depth === null ? '--unshallow' : `--deepen=${depth}`);
  }
}

import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';

/** Nothing but the objects: no tags, no submodules, no file of the checkout, no pruning. */
const quiet = ['--quiet', '--no-tags', '--no-prune', '--no-recurse-submodules', '--no-write-fetch-head'];

/** @param what names of refs, or ids, by which no ref is touched */
export async function fetchObjects(
  { git }: StateRepository,
  { name }: Remote,
  what: readonly string[],
  options: readonly string[] = [],
): Promise<void> {
  await git.run(['fetch', ...quiet, ...options, '--', name, ...what]);
}

import { firstParentLine } from './refs.ts';
import type { StateRepository } from './repository.ts';
import { editsOf } from './tree.ts';

/** The commits of the first-parent line that changed a file, oldest first; the first of them made it. */
export type FileHistory = readonly string[];

/**
 * The history of every file below the state directory, by path from the root, found in one walk. Missing are files that
 * may have come by a rename, in a commit that also removed something: only git can tell.
 */
export async function fileHistories(
  repository: StateRepository,
  head: string,
): Promise<ReadonlyMap<string, FileHistory>> {
  const edits = await editsOf(repository, await firstParentLine(repository, null, head));
  const histories = new Map<string, string[]>();
  const maybeRenamed = new Set<string>();
  for (const [commit, edited] of edits) {
    const removes = edited.some(({ after }) => after === null);
    for (const { path } of edited) {
      const history = histories.get(path);
      if (history === undefined && removes) maybeRenamed.add(path);
      if (history === undefined) histories.set(path, [commit]);
      else history.push(commit);
    }
  }
  const { prefix } = repository;
  const known = [...histories].filter(([path]) => !maybeRenamed.has(path));
  return new Map(known.map(([path, history]) => [prefix === '' ? path : `${prefix}/${path}`, history]));
}

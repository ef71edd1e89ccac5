import { recordTrailers, type RemovalRecord, removalsTold } from '../proposal/removal-record.ts';
import { deepenSince, lineBefore } from './line-since.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';

/**
 * What was removed lately and not given again by the generator itself, as the commits tell that came to the remote's default branch since then, whoever wrote them:
 * a squash is the server's commit. A commit came with the one of the branch's own line that brought it, whatever its own
 * date, as a proposal's commit has that of its parent. Whoever can have a commit merged can forge a record, and thereby
 * do no more than hold a removal back, where everybody sees it listed. A shallow clone is deepened as far as it takes.
 * @param remote its head is here already
 */
export async function removalRecords(
  repository: StateRepository,
  remote: Remote,
  since: Date,
): Promise<readonly RemovalRecord[]> {
  await deepenSince(repository, remote, since);
  const before = await lineBefore(repository, remote, since);
  const range = [remote.head, ...(before === null ? [] : [`^${before}`])];
  // Squashed with others, a trailer stands in the middle of a message, where git takes none for a trailer.
  const trailers = Object.values(recordTrailers).map((trailer) => `--grep=${trailer}: `);
  const search = ['--topo-order', '--fixed-strings', ...trailers, '--encoding=UTF-8', '--format=%x00%B'];
  const printed = await repository.git.run(['rev-list', ...search, ...range, '--']);
  return removalsTold(printed.split('\0'));
}

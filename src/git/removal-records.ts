import { parseRecord, type RemovalRecord, removalTrailer } from '../proposal/removal-record.ts';
import { deepenSince, lineBefore } from './line-since.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';

/**
 * What was removed lately, as the commits tell that came to the remote's default branch since then, whoever wrote them:
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
  const search = ['--fixed-strings', `--grep=${removalTrailer}: `, '--encoding=UTF-8', '--format=%B'];
  const printed = await repository.git.run(['rev-list', ...search, ...range, '--']);
  return recordsIn(printed);
}

function recordsIn(text: string): readonly RemovalRecord[] {
  const mark = `${removalTrailer}: `;
  const lines = text.split('\n').filter((line) => line.startsWith(mark));
  const values = new Set(lines.map((line) => line.slice(mark.length).trim()));
  return [...values].flatMap((value) => parseRecord(value) ?? []);
}

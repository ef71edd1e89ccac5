import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { journalPath, runOfFile } from './run-id.ts';

/**
 * The journals of the runs in this clone, those that were killed before they could push theirs among them.
 * @returns whole texts by their path in the journal's branch; files of other names are left out
 */
export async function localJournals(folder: string): Promise<ReadonlyMap<string, string>> {
  const runs = (await readdir(folder)).flatMap((name) => runOfFile(name) ?? []).sort();
  return new Map(
    await Promise.all(
      runs.map(async (run) => [journalPath(run), await readFile(join(folder, `${run}.jsonl`), 'utf8')] as const),
    ),
  );
}

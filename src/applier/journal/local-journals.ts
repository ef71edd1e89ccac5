import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { journalPath, newRunId, runOfFile } from './run-id.ts';

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

/**
 * Removes the journals of earlier runs, once the branch has them. One without an end may belong to a run that lost the
 * lock and does not know it yet, so it stays for a day.
 * @param pushed what the branch has, as {@link localJournals} gives it
 * @param current the run that is under way
 */
export async function forgetPushed(
  folder: string,
  pushed: ReadonlyMap<string, string>,
  current: string,
  now: Date,
): Promise<void> {
  const yesterday = newRunId(new Date(now.getTime() - 86_400_000));
  for (const [path, text] of pushed) {
    const run = runOfFile(path);
    if (run === undefined || run === current) continue;
    if (text.includes('"entry":"end"') || run < yesterday) await rm(join(folder, `${run}.jsonl`), { force: true });
  }
}

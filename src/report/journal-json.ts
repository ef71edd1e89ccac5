import type { JournalEntry } from '../model/journal.generated.ts';
import { json } from './escape.ts';
import { type RunJournal, type RunSummary, summaryOf } from './journal.ts';
import { changeAsData } from './plan-json.ts';

/** The runs in a few figures each, newest first, for scripts. */
export function runsAsJson(runs: readonly RunSummary[]): string {
  return json({ version: 1, runs });
}

/** All that the journal of one run holds; entries as `schemas/journal.schema.json` has them, in the file's order. */
export function runAsJson(journal: RunJournal): string {
  return json({
    version: 1,
    run: journal.run,
    summary: summaryOf(journal),
    entries: journal.entries.map(entryAsData),
    unreadable: journal.unreadable.map(({ line, why }) => ({ line, why })),
  });
}

function entryAsData(entry: JournalEntry): object {
  return 'change' in entry ? { ...entry, change: changeAsData(entry.change) } : entry;
}

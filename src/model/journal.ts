import type { JournalEntry, OutcomeEntry, RequestEntry } from './journal.generated.ts';
import { compare } from './order.ts';

/** What is known of one request in the end; without an `outcome`, that it was about to be sent. */
export type Step = RequestEntry | OutcomeEntry;

/** The requests of some runs, each once, in the order in which they were sent. */
export function stepsOf(entries: readonly JournalEntry[]): readonly Step[] {
  const steps = new Map<string, Step>();
  for (const entry of entries) {
    const key = `${entry.run}/${entry.sequence}`;
    if (entry.entry === 'outcome') steps.set(key, entry);
    if (entry.entry === 'request' && !steps.has(key)) steps.set(key, entry);
  }
  return [...steps.values()].sort((a, b) => compare(a.run, b.run) || a.sequence - b.sequence);
}

import type { JournalEntry } from '../../model/journal.generated.ts';
import { whyNoEntry } from './schema.ts';

/** What a journal's file says. */
export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  /** The last line is cut off: the run was killed, or the machine stopped, while it was written. */
  readonly torn: boolean;
  readonly unreadable: readonly Unreadable[];
}

export interface Unreadable {
  /** From 1. */
  readonly line: number;
  /** In a few words; parts of the line may be in it. */
  readonly why: string;
}

/** In UTF-16 units. The deletion of a team with 100,000 members would still fit. */
const lineAtMost = 16 * 1024 * 1024;

/** Reads all that can be read, and tells of the rest. Never throws, whatever the text is. */
export function readJournal(text: string): ReadJournal {
  const lines = text.split('\n');
  const unreadable: Unreadable[] = [];
  const entries: JournalEntry[] = [];
  let torn = false;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read === 'object') entries.push(read);
    else if (read === noJson && index === lines.length - 1) torn = true;
    else unreadable.push({ line: index + 1, why: read });
  }
  return { entries, torn, unreadable };
}

/** What every proper beginning of an entry is, as only its last character closes it. */
const noJson = 'it is no JSON';

/** The entry, or why it is none. */
function readLine(line: string): JournalEntry | string {
  if (line.length > lineAtMost) return `it is longer than ${lineAtMost} characters`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return noJson;
  }
  return whyNoEntry(value) ?? (value as JournalEntry);
}

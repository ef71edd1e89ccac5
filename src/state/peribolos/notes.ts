import type { EntryKey } from '../../model/entry.ts';
import type { Problem } from '../../model/problem.ts';
import type { Place, Word } from './written.ts';

/** Something in the files that has no place in Rollcall, or that GitHub would not take. */
export interface LeftOut extends Place {
  /** What kind of thing, in words that are the same for all of its kind. */
  readonly what: string;
  /** Which one. */
  readonly subject: string;
  readonly why: string;
}

/** Collects what a conversion has to say beside its result. */
export interface Notes {
  readonly problems: Problem[];
  readonly leftOut: LeftOut[];
  /** Comments that stand on an entry's line, by the entry. */
  readonly comments: Map<EntryKey, string>;
  problem(place: Place, message: string): void;
  leaveOut(place: Place, what: string, subject: string, why: string): void;
  /** Keeps the comment behind `word`, if there is one, as that of the entry. */
  carry(entry: EntryKey, word: Word): void;
  /** Whether a comment on this line was carried over. */
  carried(place: Pick<Place, 'file' | 'line'>): boolean;
}

export function makeNotes(): Notes {
  const problems: Problem[] = [];
  const leftOut: LeftOut[] = [];
  const comments = new Map<EntryKey, string>();
  const lines = new Set<string>();
  return {
    problems,
    leftOut,
    comments,
    problem({ file, line, column }, message) {
      problems.push({ severity: 'error', file, line, column, message });
    },
    leaveOut({ file, line, column }, what, subject, why) {
      leftOut.push({ file, line, column, what, subject, why });
    },
    carry(entry, { file, line, comment }) {
      if (!comment) return;
      comments.set(entry, comment);
      lines.add(`${file}:${line}`);
    },
    carried: ({ file, line }) => lines.has(`${file}:${line}`),
  };
}

import type { EntryKey } from '../../model/entry.ts';
import type { OrgState } from '../../model/org-state.ts';

/** A state, wherever it came from, with what could not come along. */
export interface Imported {
  readonly state: OrgState;
  /** What stands behind an entry on its line. */
  readonly comments: ReadonlyMap<EntryKey, string>;
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  /** What kind of thing, in words that are the same for all of its kind. */
  readonly what: string;
  /** Which one. */
  readonly subject: string;
  readonly why: string;
  /** Where it stands, if it came from a file. */
  readonly file?: string;
  readonly line?: number;
}

import type { Entry, EntryRef } from '../model/entry.ts';
import type { Where } from './fragment.ts';
import type { Places } from './places.ts';

/** A file being normalised: its name and the way back from values to lines. */
export interface Source {
  /** With the prefix, as problems and entries name it. */
  readonly file: string;
  readonly places: Places;
}

export function startOf(source: Source): Where {
  return { file: source.file, line: 1, column: 1 };
}

/** Where an entry of a list or map begins. */
export function keyAt(source: Source, container: object, key: string | number): Where {
  return { file: source.file, ...source.places.at(source.places.span(container, key)?.key ?? 0) };
}

/** Where the value of an entry begins. */
export function valueAt(source: Source, container: object, key: string | number): Where {
  return { file: source.file, ...source.places.at(source.places.span(container, key)?.value ?? 0) };
}

/** An entry of the state: what it says, with the comment beside it. */
export function entryOf(source: Source, ref: EntryRef, container: object, key: string | number, says: unknown): Entry {
  const span = source.places.span(container, key);
  const { line } = source.places.at(span?.key ?? 0);
  return { ref, file: source.file, line, text: said(says, source.places.comment(span)) };
}

/** The text of an entry: the same for the same meaning, however the lines are laid out. */
export function said(says: unknown, comment: string): string {
  return comment === '' ? JSON.stringify(says) : `${JSON.stringify(says)} # ${comment}`;
}

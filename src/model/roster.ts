import type { Reviewers } from './pull-request.ts';

/** roster.yaml with its defaults filled in. */
export interface Roster {
  /** In the order of precedence: where two sources give different attributes, the first wins. Never so for a status. */
  readonly sources: readonly Source[];
  /** How a login is found where no column has it: not at all, or by the organisation's SAML identities. */
  readonly identity: 'columns' | 'saml';
  readonly reviewers: ReviewersAsked;
}

/** Who is asked to review what is proposed. */
export interface ReviewersAsked extends Reviewers {
  /** Also the maintainers of each team that a proposal touches, and of the teams of whoever leaves. */
  readonly maintainers: boolean;
}

export interface Source {
  readonly name: string;
  readonly reading: Reading;
  /**
   * Column of the source by meaning: `employee`, `login`, `email`, `status`, `leftOn`, and whatever rules ask about.
   * Spaces are folded, as in the columns of a feed.
   */
  readonly columns: Readonly<Record<string, string>> & { readonly employee: string; readonly status: string };
  /** Each word as `foldWord` makes it. */
  readonly status: { readonly active: ReadonlySet<string>; readonly left: ReadonlySet<string> };
  readonly expect: Expectation;
}

/** What must hold for a source to be believed. */
export interface Expectation {
  /** Rows, from 1 where nothing is said: an empty source is never believed. */
  readonly atLeast: number;
  readonly dropPercent: number;
  readonly unknownPercent: number;
  /** Milliseconds; undefined where its age does not matter. */
  readonly freshWithin: number | undefined;
}

/** A word that stands in roster.yaml, or in the environment variable of this name, which starts with `ROLLCALL_HR_`. */
export type Setting = { readonly text: string } | { readonly variable: string };

/** Where rows come from. Paths are relative to the checkout's root. */
export type Reading =
  | { readonly kind: 'csv'; readonly file: string; readonly delimiter: string }
  /** `at` is a JSON pointer to the list of people; '' is the whole file. */
  | ({ readonly kind: 'json'; readonly at: string } & FileOrUrl)
  | ({ readonly kind: 'sql'; readonly query: string } & Database)
  | {
      readonly kind: 'ldap';
      readonly url: Setting;
      readonly base: string;
      readonly filter: string;
      readonly bindDn?: Setting;
      readonly password?: SecretName;
    }
  | { readonly kind: 'scim'; readonly url: Setting; readonly token?: SecretName };

type FileOrUrl = { readonly file: string } | { readonly url: Setting; readonly token?: SecretName };

type Database =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'postgres' | 'mysql'; readonly url: SecretName };

/** Name of an environment variable that starts with `ROLLCALL_HR_`. */
export type SecretName = string;

/** What one source gave. */
export interface Feed {
  readonly source: string;
  /** Names of all columns, in order, each once. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** How old it is: a file's time of modification, what a server says of it, or when it answered. */
  readonly asOf: Date;
}

/** How many rows say what: `rows` is the sum of the three. Kept of the last feed that was accepted. */
export interface FeedCounts {
  readonly rows: number;
  readonly active: number;
  readonly left: number;
  /** With those that name no employee. */
  readonly unknown: number;
}

export interface Row {
  /** For people: `row 12`, with the header as row 1. */
  readonly place: string;
  /** Texts by column; a column that is missing or null has none. Columns that roster.yaml does not name are not kept. */
  readonly values: Readonly<Record<string, string>>;
  /**
   * The file ends in this row without a line end, and roster.yaml names its last column: that value may be cut short, and
   * nobody leaves or moves by it.
   */
  readonly unfinished?: true;
}

/** Spaces at the ends gone and single between: names of columns are compared so. */
export function foldSpaces(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/**
 * Words for a status are compared so: without regard to case and spaces, and to characters that Unicode calls compatible
 * (NFKC: full width, ligatures, composed accents). Nothing else: a word that is merely like another is another.
 */
export function foldWord(word: string): string {
  return foldSpaces(word.normalize('NFKC').toLowerCase().normalize('NFKC'));
}

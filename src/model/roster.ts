/** roster.yaml with its defaults filled in. */
export interface Roster {
  /** In the order of precedence: where two sources give different attributes, the first wins. Never so for a status. */
  readonly sources: readonly Source[];
  /** How a login is found where no column has it: not at all, or by the organisation's SAML identities. */
  readonly identity: 'columns' | 'saml';
}

export interface Source {
  readonly name: string;
  readonly reading: Reading;
  /** Column of the source by meaning: `employee`, `login`, `email`, `status`, `leftOn`, and whatever rules ask about. */
  readonly columns: Readonly<Record<string, string>> & { readonly employee: string; readonly status: string };
  /** Folded: lower case, spaces at the ends gone and single between. */
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

/** Where rows come from. Paths are relative to the checkout's root; secrets are names of environment variables. */
export type Reading =
  | { readonly kind: 'csv'; readonly file: string; readonly delimiter: string }
  | {
      readonly kind: 'json';
      readonly file?: string;
      readonly url?: string;
      readonly token?: string;
      readonly at: string;
    }
  | {
      readonly kind: 'sql';
      readonly dialect: 'postgres' | 'mysql' | 'sqlite';
      readonly url?: string;
      readonly file?: string;
      readonly query: string;
    }
  | {
      readonly kind: 'ldap';
      readonly url: string;
      readonly base: string;
      readonly filter: string;
      readonly bindDn?: string;
      readonly password?: string;
    }
  | { readonly kind: 'scim'; readonly url: string; readonly token?: string };

/** What one source gave. */
export interface Feed {
  readonly source: string;
  /** Names of all columns, in order, each once. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** How old it is: a file's time of modification, or when a server answered. */
  readonly asOf: Date;
}

export interface Row {
  /** For people: `row 12`, with the header as row 1. */
  readonly place: string;
  /** Texts by column; a column that is missing or null has none. */
  readonly values: Readonly<Record<string, string>>;
}

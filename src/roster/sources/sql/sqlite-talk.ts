/** What the process that reads a SQLite file is asked. */
export interface Ask {
  readonly path: string;
  readonly query: string;
  /** How long to wait while another process writes, in milliseconds. */
  readonly patience: number;
}

/** `false` stands for bytes. */
export type SqliteCell = string | null | false;

/** What it answers, message by message. */
export type Told =
  | { readonly kind: 'columns'; readonly names: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly SqliteCell[])[] }
  | { readonly kind: 'end' }
  | {
      readonly kind: 'failed';
      /** Whether no row had been read, so that the message quotes nothing but the query. */
      readonly before: boolean;
      /** SQLite's own, or what it took to refuse the query. */
      readonly code: string;
      readonly message: string;
    };

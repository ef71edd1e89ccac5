import type { Key } from './identity.ts';
import type { Person, PersonStatus } from './person.ts';

/** What one source says, row by row: whoever stands in two rows is here twice. */
export interface Records {
  readonly source: string;
  /** In the order of the rows; each has one piece of evidence. */
  readonly people: readonly Person[];
  readonly rowsWithoutEmployee: readonly RowWithoutEmployee[];
}

/** A row that names no employee belongs to nobody. Its login is still one that a source gives to somebody. */
export interface RowWithoutEmployee {
  readonly source: string;
  readonly place: string;
  readonly login?: string;
  /** For finding the login, as a person's. */
  readonly email?: string;
  readonly status: PersonStatus;
}

/** What all sources together say; everything sorted, whatever the order of rows. */
export interface People {
  /** Each employee once, by employee id. Whoever is `left` here is in no login conflict. */
  readonly people: readonly Person[];
  readonly conflicts: readonly Conflict[];
  readonly rowsWithoutEmployee: readonly RowWithoutEmployee[];
  /**
   * Who shares a login or has several, and all the logins concerned, folded. Every login that any row gives to anybody
   * is in here, or is the `login` of one person alone.
   */
  readonly inLoginConflict: { readonly employees: ReadonlySet<string>; readonly logins: ReadonlySet<Key> };
}

/** Where sources, or rows of one source, say different things. */
export type Conflict =
  /** Active and left: the status is unknown. */
  | { readonly kind: 'status'; readonly employee: string; readonly sayings: readonly Saying[] }
  /** Different values of one attribute, or of `email` or `leftOn`. `taken` is the one that counts, where one does. */
  | {
      readonly kind: 'value';
      readonly employee: string;
      readonly name: string;
      readonly taken: string | undefined;
      readonly sayings: readonly Saying[];
    }
  /** One employee under several logins. */
  | {
      readonly kind: 'several-logins';
      readonly employee: string;
      readonly taken: string | undefined;
      readonly sayings: readonly Saying[];
    }
  /** One login, folded, given to several employees, or by a row that names none. */
  | { readonly kind: 'shared-login'; readonly login: Key; readonly sayings: readonly Saying[] };

/** What one row says, as it is written there. */
export interface Saying {
  readonly source: string;
  readonly place: string;
  /** Undefined where the row names none. */
  readonly employee: string | undefined;
  readonly value: string;
}

/** Something wrong with a file of the state, said where it stands. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Path as the user would type it, from the folder they ran in or the repository's root. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

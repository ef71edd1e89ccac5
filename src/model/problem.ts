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
  /** The rule that found it, where a caller leaves the judgement to something else: a guard judges the owner floor. */
  readonly rule?: 'owners-minimum';
}

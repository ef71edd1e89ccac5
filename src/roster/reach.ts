/** What a source may use of the world. */
export interface Reach {
  /** The checkout's root: paths in roster.yaml start there. */
  readonly root: string;
  /** Only variables whose names start with `ROLLCALL_HR_` are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
}

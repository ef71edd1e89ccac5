/** One file of a state, wherever it was read from: a directory or a commit. */
export interface StateFile {
  /** Relative to the state directory, with forward slashes. */
  readonly path: string;
  /** Content id for caching: the same id means the same text. A git blob id or a hash. */
  readonly id: string;
  readonly text: string;
}

/** What one file may weigh and how many there may be: state comes from pull requests, too. */
export const limits = { fileBytes: 5_000_000, files: 20_000 } as const;

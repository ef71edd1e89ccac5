/** What went wrong, to what, and what to do next. The command line turns the class into an exit code. */
export class RollcallError extends Error {
  /** A short, stable word for scripts, such as `not-a-git-repository`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The options or the environment do not fit: a missing token, an unknown organisation, a path that is not there. */
export class UsageError extends RollcallError {}

/** Live could not be read whole, so nothing can be planned. */
export class ReadError extends RollcallError {}

/** What the journal keeps of the requests behind one change. */
export interface Sent {
  /** GitHub's `x-github-request-id` of the last answer, for support; undefined where none came. */
  readonly requestId: string | undefined;
  /** How many requests were sent: more than one where an answer was lost and the request could be repeated. */
  readonly attempts: number;
}

/** One request to change something failed. `code` is one of a closed set: see `applier/failures.ts` for what each means. */
export class WriteError extends RollcallError {
  /** HTTP status, or undefined where no answer came. */
  readonly status: number | undefined;
  readonly sent: Sent;
  /** When GitHub will take such a request again, where it said so. */
  readonly until: Date | undefined;

  constructor(
    code: string,
    message: string,
    status: number | undefined,
    options: ErrorOptions & { readonly sent?: Sent; readonly until?: Date | undefined } = {},
  ) {
    super(code, message, options);
    this.status = status;
    this.sent = options.sent ?? { requestId: undefined, attempts: 1 };
    this.until = options.until;
  }
}

/** git refused, or the repository is not as it must be. */
export class GitError extends RollcallError {}

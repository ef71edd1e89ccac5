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

/** One request to change something failed. */
export class WriteError extends RollcallError {
  /** HTTP status, or undefined where no answer came. */
  readonly status: number | undefined;

  constructor(code: string, message: string, status: number | undefined, options?: ErrorOptions) {
    super(code, message, options);
    this.status = status;
  }
}

/** git refused, or the repository is not as it must be. */
export class GitError extends RollcallError {}

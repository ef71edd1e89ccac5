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

/** Every way in which one change can fail; what each means for the others is the applier's to judge. */
export type WriteErrorCode =
  /** GitHub takes no request at the moment; `until` says when it will. */
  | 'rate-limit'
  /** The token is not accepted, and could not be made anew. */
  | 'unauthorized'
  /** The run was stopped while the change waited for its turn. */
  | 'interrupted'
  /** No more invitations for now; `until` where GitHub said when. */
  | 'invitation-quota'
  | 'no-seat'
  /** An invitation that GitHub refuses without a reason that could be told; `fingerprint` compares such refusals. */
  | 'invitation-refused'
  | 'organisation-account'
  | 'deleted-account'
  | 'blocked'
  /** An account, or an organisation, of Enterprise Managed Users: those are not invited but provisioned. */
  | 'managed-users'
  /** An identity provider keeps the team's members. */
  | 'identity-provider'
  | 'archived'
  | 'not-found'
  | 'already-exists'
  | 'no-such-team'
  /** Whether it took effect is not known: no answer came, or none that tells. */
  | 'no-answer'
  | 'forbidden'
  | 'refused'
  /** Answered as a success, and nothing was made. */
  | 'not-made'
  | 'incomplete-change'
  /** Everything else. */
  | 'failed';

export interface WriteErrorOptions extends ErrorOptions {
  readonly sent?: Sent;
  readonly until?: Date | undefined;
  readonly fingerprint?: string | undefined;
}

/** One change failed. Only `no-answer` leaves open whether it took effect; with any other code it did not. */
export class WriteError extends RollcallError {
  declare readonly code: WriteErrorCode;
  /** HTTP status, or undefined where no answer came. */
  readonly status: number | undefined;
  readonly sent: Sent;
  /** When GitHub will take such a request again, on its own clock, where it said so. */
  readonly until: Date | undefined;
  /** The same for refusals that differ in nothing but names and figures. */
  readonly fingerprint: string | undefined;

  constructor(code: WriteErrorCode, message: string, status: number | undefined, options: WriteErrorOptions = {}) {
    super(code, message, options);
    this.status = status;
    this.sent = options.sent ?? { requestId: undefined, attempts: 1 };
    this.until = options.until;
    this.fingerprint = options.fingerprint;
  }
}

/** git refused, or the repository is not as it must be. */
export class GitError extends RollcallError {}

/** An HR source could not be read whole and sound, so nothing is proposed from it. */
export class FeedError extends RollcallError {}

/** The mail server cannot be reached, or takes no mail from us: nothing more can be sent. */
export class MailError extends RollcallError {}

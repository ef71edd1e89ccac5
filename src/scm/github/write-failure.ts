import { type Change, inBrief } from '../../model/change.ts';
import { RollcallError, type Sent, WriteError } from '../../model/errors.ts';
import { type FailedAnswer, failedAnswer, isPassing, oneLine, wordsOf } from './answer.ts';
import { LimitReached } from './attempts.ts';
import type { GitHubClient } from './client.ts';
import { Unreadable } from './exchange.ts';
import { fingerprintOf } from './fingerprint.ts';
import { limitText, permissionHint } from './read-failure.ts';
import { mayInvite, told, type Verdict, verdictOn } from './verdict.ts';

/** Something that failed, and all that is known of its requests. */
export interface Failure {
  /** For people, such as `remove-member bob`. */
  readonly what: string;
  readonly sent: Sent;
  /** Some request went out of which no answer tells if it took effect. */
  readonly isInDoubt: boolean;
  readonly verdictOn: (answer: FailedAnswer) => Verdict;
  /** What the token lacks where it is forbidden. */
  readonly hint: (answer: FailedAnswer) => string;
  readonly fingerprintOf?: (answer: FailedAnswer) => string | undefined;
  /** It sends somebody an invitation, which has a quota of its own. */
  readonly invites?: boolean;
}

/** A change that failed. */
export interface ChangeFailure extends Failure {
  readonly change: Change;
}

export function changeFailure(change: Change, known: Pick<Failure, 'sent' | 'isInDoubt'>): ChangeFailure {
  return {
    ...known,
    change,
    what: inBrief(change),
    verdictOn: (answer) => verdictOn(answer, change.kind),
    hint: (answer) => permissionHint(answer, needs),
    fingerprintOf: (answer) => fingerprintOf(answer, change),
    invites: mayInvite.has(change.kind),
  };
}

type Server = Pick<GitHubClient, 'apiUrl' | 'now'>;

/**
 * Why it failed, and what to do next.
 * @throws the error itself where it is neither GitHub's nor the way's there: a defect is no refusal
 */
export function writeFailure(error: unknown, failure: Failure, server: Server): WriteError {
  if (error instanceof WriteError) return error;
  if (error instanceof LimitReached) return heldUp(error, failure);
  if (error instanceof RollcallError || error instanceof DOMException) return brokenOff(error, failure);
  if (!(error instanceof Error && ('request' in error || error instanceof Unreadable))) throw error;
  const answer = failedAnswer(error);
  if (failure.sent.attempts === 0) return noToken(error, answer.status, failure);
  return refused(answer, verdictOf(error, answer, failure, server), failure, server);
}

function verdictOf(error: unknown, answer: FailedAnswer, failure: Failure, { apiUrl }: Server): Verdict {
  const next = `It may have taken effect or not; check ${apiUrl} and run again.`;
  // After a lost answer a refusal proves nothing: it may be the first attempt that made the second impossible.
  const isLost = error instanceof Unreadable || isPassing(error) || (failure.isInDoubt && answer.status !== 401);
  return isLost ? { code: 'no-answer', next } : failure.verdictOn(answer);
}

/** The error that says what GitHub answered and what it means. */
export function refused(answer: FailedAnswer, { code, next }: Verdict, failure: Failure, server: Server): WriteError {
  const { what, sent } = failure;
  const { status, data, cause } = answer;
  const said = wordsOf(data) || (status !== undefined && status < 300 ? oneLine(answer.message) : '');
  const happened =
    status === undefined ? `no answer (${oneLine(answer.message)})` : `GitHub answered ${status}${said && `: ${said}`}`;
  const hint = code === 'forbidden' ? ` ${failure.hint(answer)}` : '';
  return new WriteError(code, `${what}: ${happened.replace(/\.+$/, '')}. ${`${next}${hint}`.trim()}`, status, {
    cause,
    sent,
    fingerprint: failure.fingerprintOf?.(answer),
    until: code === told.quota.code ? untilIn(answer, server) : undefined,
  });
}

const needs =
  'the permissions "Members: write" and "Administration: write" (scopes admin:org and repo), on all repositories';

/** A limit answer means that nothing took effect. Where invitations are refused for hours, it is their own quota. */
function heldUp(cause: LimitReached, { what, sent, isInDoubt, invites }: Failure): WriteError {
  const { limit, until } = cause;
  const isQuota = invites === true && limit.kind === 'secondary' && limit.seconds > longestSecondary;
  const code = isQuota ? told.quota.code : 'rate-limit';
  const text = isQuota ? `${what}: ${told.quota.next}` : `${limitText(limit)}. Not done: ${what}.`;
  const doubt = isInDoubt ? ' An earlier answer was lost, so it may have taken effect all the same.' : '';
  return new WriteError(code, text + doubt, cause.status, { cause, sent, until });
}

/** In seconds. GitHub speaks of minutes where it holds up requests of all kinds. */
const longestSecondary = 900;

/** Ended by ourselves: while it waited, for want of a token, or because the answer does not tell what was made. */
function brokenOff(cause: RollcallError | DOMException, failure: Failure): WriteError {
  const { what, sent, isInDoubt } = failure;
  if (isInDoubt || cause.code === 'malformed-answer') {
    const text = `${what}: ${cause.message} It may have taken effect; run again.`;
    return new WriteError('no-answer', text, undefined, { cause, sent });
  }
  if (cause instanceof DOMException || cause.code === 'interrupted') {
    const text = `Interrupted while waiting for GitHub. Not done: ${what}.`;
    return new WriteError('interrupted', text, undefined, { cause, sent });
  }
  return noToken(cause, 401, failure);
}

/** Nothing was sent. */
function noToken(cause: Error, status: number | undefined, { what, sent }: Failure): WriteError {
  const isRefused = status === 401 || status === 403 || status === 404;
  const text = `Not sent: ${what}, because no token could be had. ${oneLine(cause.message)}`;
  return new WriteError(isRefused ? 'unauthorized' : 'failed', text, status, { cause, sent });
}

/** When GitHub says that it takes more: by a header, or by a date in its words. */
function untilIn({ headers, data }: FailedAnswer, { now }: Server): Date | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(seconds)) return new Date(now().getTime() + seconds * 1000);
  const date = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z| UTC|[+-]\d\d:\d\d)/.exec(wordsOf(data))?.[0];
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}

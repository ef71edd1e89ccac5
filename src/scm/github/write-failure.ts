import type { Change, ChangeKind } from '../../model/change.ts';
import { RollcallError, WriteError, type WriteErrorCode } from '../../model/errors.ts';
import { type FailedAnswer, failedAnswer, oneLine, wordsOf } from './answer.ts';
import { LimitReached } from './attempts.ts';
import { limitText, permissionHint } from './read-failure.ts';

/**
 * Why GitHub refused a change, and what to do. Told by status and by GitHub's own codes, never by its sentences, which
 * change.
 */
export function writeFailure(error: unknown, change: Change, apiUrl: string): RollcallError {
  if (error instanceof RollcallError) return error;
  const subject = subjectOf(change);
  if (error instanceof LimitReached) {
    return new WriteError('rate-limit', `${limitText(error.limit)}. Not done: ${subject}.`, 403, { cause: error });
  }
  const answer = failedAnswer(error);
  const { code, next } = verdictOn(answer, change.kind, apiUrl);
  const said = wordsOf(answer.data);
  const happened =
    answer.status === undefined
      ? `no answer (${oneLine(answer.message)})`
      : `GitHub answered ${answer.status}${said && `: ${said}`}`;
  return new WriteError(code, `${subject}: ${happened}. ${next}`, answer.status, { cause: error });
}

interface Verdict {
  readonly code: WriteErrorCode;
  readonly next: string;
}

function verdictOn(answer: FailedAnswer, kind: ChangeKind, apiUrl: string): Verdict {
  switch (answer.status) {
    case undefined:
      return { code: 'no-answer', next: `It may have taken effect or not; check ${apiUrl} and run again.` };
    case 401:
      return { code: 'unauthorized', next: 'The token is not accepted; give a valid one.' };
    case 403:
      return { code: 'forbidden', next: `${forbiddenHints[kind] ?? ''} ${permissionHint(answer, needs)}`.trim() };
    case 404:
      return { code: 'not-found', next: 'It is gone, was renamed meanwhile, or the token may not see it; run again.' };
    case 422:
      return refusal(codesIn(answer.data), kind);
    default:
      return { code: 'failed', next: 'Run again; if it stays so, give GitHub Support the request id.' };
  }
}

const needs =
  'the permissions "Members: write" and "Administration: write" (scopes admin:org and repo), on all repositories';

const byIdentityProvider = 'The members of a team that an identity provider keeps can be changed only there.';
const archived = 'Access to an archived repository cannot be changed until it is unarchived.';

/** What GitHub answers 403 to, besides a missing permission; it has no code for any of these. */
const forbiddenHints: Readonly<Partial<Record<ChangeKind, string>>> = {
  'add-team-member': byIdentityProvider,
  'change-team-role': byIdentityProvider,
  'remove-team-member': byIdentityProvider,
  'grant-team-access': archived,
  'change-team-access': archived,
  'revoke-team-access': archived,
  'grant-user-access': archived,
  'change-user-access': archived,
  'revoke-user-access': archived,
  'cancel-repo-invitation': archived,
  'convert-to-outside':
    'The last owner cannot leave, and a policy of the organisation may forbid outside collaborators.',
};

/** @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
function refusal(codes: readonly string[], kind: ChangeKind): Verdict {
  if (codes.includes('no_seat')) {
    return { code: 'no-seat', next: 'There is no free seat: buy one, or take one from somebody, and run again.' };
  }
  if (codes.includes('already_exists')) return { code: 'already-exists', next: 'Run again: live has changed.' };
  if (kind === 'invite-member') {
    const causes =
      'already a member or invited, an organisation or managed account, blocked, the quota of invitations in 24 ' +
      'hours (50 or 500), or no reinstatement left';
    return { code: 'invitation-refused', next: `GitHub does not tell the causes apart: ${causes}.` };
  }
  return { code: 'refused', next: 'GitHub finds the request invalid; see what it says, correct the state, run again.' };
}

function codesIn(data: unknown): readonly string[] {
  const errors = (data as { errors?: unknown } | null)?.errors;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    const code = (error as { code?: unknown } | null)?.code;
    return typeof code === 'string' ? [code] : [];
  });
}

/** The change in a few words, for the start of a message. */
function subjectOf(change: Change): string {
  const names = [
    'login' in change ? change.login : undefined,
    'team' in change ? `team ${change.team}` : undefined,
    'repo' in change ? `repository ${change.repo}` : undefined,
  ].filter((name) => name !== undefined);
  return [change.kind, ...names].join(' ');
}

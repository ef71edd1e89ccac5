import { ReadError, RollcallError } from '../../model/errors.ts';
import { type FailedAnswer, failedAnswer, oneLine, wordsOf } from './answer.ts';
import { LimitReached } from './attempts.ts';
import type { Limit } from './limits.ts';

/** Why reading `what` failed, and what to do. `what` continues "reading …"; `needs` names the permission it takes. */
export function readFailure(error: unknown, what: string, needs: string, apiUrl: string): RollcallError {
  if (error instanceof RollcallError) return error;
  if (error instanceof LimitReached) return new ReadError('rate-limit', `${limitText(error.limit)}, reading ${what}.`);
  if (error instanceof DOMException) return new RollcallError('interrupted', `Interrupted while reading ${what}.`);
  const answer = failedAnswer(error);
  const { status } = answer;
  const said = wordsOf(answer.data);
  const cause = { cause: error };
  if (status === undefined) {
    const why = oneLine(answer.message);
    const next = 'Check GITHUB_API_URL and the network.';
    return new ReadError('no-answer', `No answer from ${apiUrl}, reading ${what}: ${why}. ${next}`, cause);
  }
  if (status === 401) {
    const next = 'Give a valid GITHUB_TOKEN, or ROLLCALL_APP_ID with ROLLCALL_APP_PRIVATE_KEY.';
    return new ReadError('unauthorized', `The token is not accepted by ${apiUrl}, reading ${what}. ${next}`, cause);
  }
  // GitHub's own gateways answer an outage with a page.
  if (typeof answer.data !== 'object' && status < 500) return notAnApi(apiUrl, what, status);
  if (status === 403 || status === 404) {
    const text = `GitHub refuses or hides ${what} (${status}${said && `: ${said}`}). ${permissionHint(answer, needs)}`;
    return new ReadError('no-permission', text, cause);
  }
  return new ReadError('failed', `GitHub failed, reading ${what} (${status}${said && `: ${said}`}). Try again.`, cause);
}

/** GITHUB_API_URL leads to something that is no GitHub API. */
export function notAnApi(apiUrl: string, what: string, status: number): ReadError {
  const next = 'GITHUB_API_URL must be https://api.github.com or https://HOST/api/v3.';
  return new ReadError('not-json', `${apiUrl} did not answer with JSON (${status}), reading ${what}. ${next}`);
}

/** @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
export function permissionHint({ headers }: Pick<FailedAnswer, 'headers'>, needs: string): string {
  return tokenNeeds({ headers }, needs, ', and its owner must be an owner of the organisation, or an app of it.');
}

/** @param end of the sentence */
export function tokenNeeds({ headers }: Pick<FailedAnswer, 'headers'>, needs: string, end = '.'): string {
  if (headers['x-github-sso'] !== undefined) return "Authorise the token for the organisation's single sign-on.";
  const accepted = headers['x-accepted-github-permissions'] ?? headers['x-accepted-oauth-scopes'];
  const asked = accepted === undefined ? '' : ` (GitHub asks for ${oneLine(String(accepted))})`;
  return `The token needs ${needs}${asked}${end}`;
}

export function limitText(limit: Limit): string {
  if (limit.kind === 'secondary') return 'GitHub keeps holding requests up (secondary rate limit); wait some minutes';
  return `The rate limit is used up until ${limit.resetAt.toISOString()}; run again then`;
}

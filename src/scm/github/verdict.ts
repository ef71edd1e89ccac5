import type { ChangeKind } from '../../model/change.ts';
import type { WriteErrorCode } from '../../model/errors.ts';
import { type FailedAnswer, wordsOf } from './answer.ts';

/** What a refusal means, and what to do next. */
export interface Verdict {
  readonly code: WriteErrorCode;
  readonly next: string;
}

/** Kinds that ask somebody in, or give somebody something. */
export const givesToSomebody: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'invite-member',
  'change-member-role',
  'add-team-member',
  'change-team-role',
  'grant-user-access',
  'change-user-access',
]);

/** Kinds that may send somebody an invitation, each with a quota of its own. */
export const mayInvite: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['invite-member', 'grant-user-access']);

export const changesTeamMembers: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'add-team-member',
  'change-team-role',
  'remove-team-member',
]);

export const changesAccess: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'grant-team-access',
  'change-team-access',
  'revoke-team-access',
  'grant-user-access',
  'change-user-access',
  'revoke-user-access',
  'cancel-repo-invitation',
]);

/** What can be told only on a second look or by GitHub's words, once it is told. */
export const told = {
  archived: verdict('archived', 'Access to an archived repository cannot be changed until it is unarchived.'),
  blocked: verdict('blocked', 'Unblock the person in the settings of the organisation, or take them out of the state.'),
  deleted: verdict('deleted-account', 'There is no such account any more: deleted, or renamed. Correct the state.'),
  identityProvider: verdict(
    'identity-provider',
    'The members of a team that an identity provider keeps can be changed only there.',
  ),
  managedUsers: verdict(
    'managed-users',
    'Managed users are provisioned by the identity provider of their enterprise and cannot be invited.',
  ),
  organization: verdict('organisation-account', 'The account is an organisation; only people can be given this.'),
  quota: verdict('invitation-quota', 'GitHub takes no more invitations for now; run again later.'),
} as const;

/**
 * Tells by status, by GitHub's own codes, and where it has none by single words of its sentences, which change. What it
 * cannot tell is refused for a reason unknown, and a second look may tell more.
 */
export function verdictOn(answer: FailedAnswer, kind: ChangeKind): Verdict {
  const { status } = answer;
  if (status === 401) return verdict('unauthorized', 'The token is not accepted; give a valid one.');
  const isRefusal = status === 403 || status === 404 || status === 422;
  const found = isRefusal ? (byCode(answer) ?? byWords(answer, kind)) : undefined;
  if (found !== undefined) return found;
  if (status === 403) return verdict('forbidden', forbiddenHint(kind));
  if (status === 404) {
    return verdict('not-found', 'It is gone, was renamed meanwhile, or the token may not see it; run again.');
  }
  if (status === 422) return refusal(kind);
  return verdict('failed', 'Run again; if it stays so, give GitHub Support the request id.');
}

/** @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
function byCode({ data }: FailedAnswer): Verdict | undefined {
  const codes = codesIn(data);
  if (codes.includes('no_seat')) {
    return verdict('no-seat', 'There is no free seat: buy one, or take one from somebody, and run again.');
  }
  if (codes.includes('already_exists')) return verdict('already-exists', 'Run again: live has changed.');
  return undefined;
}

function byWords({ data, headers }: FailedAnswer, kind: ChangeKind): Verdict | undefined {
  const said = wordsOf(data);
  const speaksOfLimit = /\btoo many\b|\blimit(s|ed)?\b|\bquota\b|\b24.hours?\b/i.test(said);
  if (mayInvite.has(kind) && (speaksOfLimit || headers['retry-after'] !== undefined)) return told.quota;
  if (changesAccess.has(kind) && /\barchived\b/i.test(said)) return told.archived;
  if (changesTeamMembers.has(kind) && /external group|identity provider|team sync/i.test(said)) {
    return told.identityProvider;
  }
  if (!givesToSomebody.has(kind)) return undefined;
  if (/managed user|\bEMU\b|\bSCIM\b|identity provider/i.test(said)) return told.managedUsers;
  return /\bblocked\b/i.test(said) ? told.blocked : undefined;
}

function forbiddenHint(kind: ChangeKind): string {
  return kind === 'convert-to-outside'
    ? 'The last owner cannot leave, and a policy of the organisation may forbid outside collaborators.'
    : '';
}

function refusal(kind: ChangeKind): Verdict {
  if (kind !== 'invite-member') {
    return verdict('refused', 'GitHub finds the request invalid; see what it says, correct the state, run again.');
  }
  const causes = 'blocked, the quota of invitations in 24 hours (50 or 500), or no reinstatement left';
  return verdict('invitation-refused', `GitHub does not tell the causes apart: ${causes}.`);
}

export function codesIn(data: unknown): readonly string[] {
  const errors = (data as { errors?: unknown } | null | undefined)?.errors;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    const code = (error as { code?: unknown } | null)?.code;
    return typeof code === 'string' ? [code] : [];
  });
}

function verdict(code: WriteErrorCode, next: string): Verdict {
  return { code, next };
}

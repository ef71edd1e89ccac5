import { daysOpen } from '../model/invitation-limits.ts';
import type { Cause, InviteMember } from '../model/change.ts';
import { dayOf, daysLater } from '../model/day.ts';
import { type EntryRef } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Invitation, User } from '../model/org-state.ts';
import { teamsOf } from './lookups.ts';
import { reinstatementOf, takenOutSince } from './reinstate.ts';
import { type Draft, explained, isSuspended, linesOf, type Sides } from './sides.ts';

/** How often an invitation that nobody accepted is sent before it is given up. */
export const attemptsAtMost = 3;

/** Somebody is to be a member and is not one yet: sends an invitation, or sees to the one that is on its way. */
export function planInvitation(sides: Sides, user: Key, role: InviteMember['role'], draft: Draft, cause?: Cause): void {
  const live = sides.live.users.get(user);
  const invitation = live?.invitation;
  if (isSuspended(sides, user)) {
    if (live !== undefined && invitation?.state === 'open') cancelForSuspension(sides, user, live, invitation, draft);
    return;
  }
  if (live !== undefined && invitation?.state === 'open') {
    planOpen(sides, user, role, live, invitation, draft);
    return;
  }
  if (live !== undefined && invitation?.state === 'failed') {
    retry(sides, user, role, live, invitation, draft);
    return;
  }
  invite(
    sides,
    user,
    role,
    `${loginOf(sides, user)} is to be ${role === 'owner' ? 'an owner' : 'a member'}`,
    draft,
    cause,
  );
}

function planOpen(
  sides: Sides,
  user: Key,
  role: InviteMember['role'],
  live: User,
  open: Invitation,
  draft: Draft,
): void {
  const beyond = open.reinstate === true ? takenOutSince(sides, user) : [];
  if (beyond.length > 0) {
    const reason = `accepting would give ${live.login} back more than the state gives by now`;
    resend(sides, user, role, { live, open, reason, beyond }, draft);
  } else if (open.reinstate !== true && live.role !== role) {
    const reason = `${live.login} was invited as ${live.role} and is to be ${role}`;
    resend(sides, user, role, { live, open, reason, beyond }, draft);
  } else draft.findings.push(openSince(live, open));
}

function openSince({ login }: User, { createdAt, reinstate }: Invitation): Draft['findings'][number] {
  const brings = reinstate === true ? ' It gives back what they held; a whole run then adds what is missing.' : '';
  const message = `${login} was invited${datesOf(createdAt)} and has not accepted yet.${brings}`;
  return { finding: 'invitation-open', login, message };
}

function datesOf(createdAt: string): string {
  const since = Date.parse(createdAt);
  if (Number.isNaN(since)) return '';
  const sent = dayOf(new Date(since));
  return ` on ${sent}, until ${daysLater(sent, daysOpen)},`;
}

function refOf(user: Key): EntryRef {
  return { noun: 'user', user };
}

function loginOf(sides: Sides, user: Key): string {
  return sides.desired.users.get(user)?.login ?? user;
}

function cancelForSuspension(sides: Sides, user: Key, live: User, invitation: Invitation, draft: Draft): void {
  draft.changes.push(
    explained(
      { kind: 'cancel-invitation', login: live.login, id: live.id ?? null, invitation: invitation.id },
      `${live.login} is suspended; accepting would give access`,
      linesOf(sides, refOf(user)),
      { suspension: live.login },
    ),
  );
}

interface Resent {
  readonly live: User;
  readonly open: Invitation;
  readonly reason: string;
  /** The lines that somebody took out since it was sent, and that it would still bring. */
  readonly beyond: readonly EntryRef[];
}

/** GitHub has no request that changes an open invitation, so it is cancelled and sent again. */
function resend(
  sides: Sides,
  user: Key,
  role: InviteMember['role'],
  { live, open, reason, beyond }: Resent,
  draft: Draft,
): void {
  const before = draft.changes.length;
  invite(sides, user, role, reason, draft);
  if (draft.changes.length === before) return;
  draft.changes.push(
    explained(
      { kind: 'cancel-invitation', login: live.login, id: live.id ?? null, invitation: open.id },
      `an open invitation cannot be changed; it is sent again as ${role}`,
      linesOf(sides, ...beyond, refOf(user)),
      { resend: live.login },
    ),
  );
}

function retry(
  sides: Sides,
  user: Key,
  role: InviteMember['role'],
  live: User,
  failed: Invitation,
  draft: Draft,
): void {
  const attempts = sides.attempts.get(user) ?? 0;
  if (attempts >= attemptsAtMost) {
    draft.findings.push({
      finding: 'invitation-given-up',
      login: live.login,
      message: `${live.login} was invited ${attempts} times in vain (${failed.failedReason ?? 'expired'}); it is not sent again. Ask them, or remove the line.`,
    });
    return;
  }
  const before = draft.changes.length;
  invite(sides, user, role, `the last invitation of ${live.login} failed (${failed.failedReason ?? 'expired'})`, draft);
  if (draft.changes.length === before) return;
  draft.changes.push(
    explained(
      { kind: 'clear-failed-invitation', login: live.login, id: live.id ?? null, invitation: failed.id },
      'a failed invitation stands in the way of a new one',
      linesOf(sides, refOf(user)),
    ),
  );
}

function invite(
  sides: Sides,
  user: Key,
  role: InviteMember['role'],
  reason: string,
  draft: Draft,
  cause?: Cause,
): void {
  const wanted = sides.desired.users.get(user);
  const login = wanted?.login ?? user;
  const account = sides.accounts.get(keyOf(login));
  if (account === undefined || account.kind === 'missing') {
    draft.findings.push({
      finding: 'no-such-account',
      login,
      unfinished: true,
      message: `GitHub knows no account ${login}, so nobody was invited. Was it renamed or deleted? Correct the line or remove it.`,
    });
    return;
  }
  if (account.kind === 'organization') {
    draft.findings.push({
      finding: 'no-such-account',
      login,
      unfinished: true,
      message: `${login} is an organisation; only people can be members. Remove the line.`,
    });
    return;
  }
  if (wanted?.id !== undefined && wanted.id !== account.id) {
    draft.findings.push({
      finding: 'no-such-account',
      login,
      unfinished: true,
      message: `The state says that ${login} has id ${wanted.id}, and on GitHub that login is the account ${account.id}: somebody else has it now, and was not invited. Correct the line or remove it.`,
    });
    return;
  }
  const teams = teamsOf(sides.desired, user);
  const back = reinstatementOf(sides, user);
  draft.changes.push(
    explained(
      { kind: 'invite-member', login, id: account.id, role, teams, reinstate: back?.reinstate ?? false },
      back === undefined ? reason : `${reason}; ${back.why}`,
      linesOf(sides, refOf(user), ...teams.map((team): EntryRef => ({ noun: 'team-member', team: keyOf(team), user }))),
      cause,
    ),
  );
}

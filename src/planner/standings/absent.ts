import type { Key } from '../../model/identity.ts';
import type { Invitation } from '../../model/org-state.ts';
import { attemptsAtMost } from '../plan-invitation.ts';
import type { Facts, Verdict } from './facts.ts';
import { gone, uninvited } from './uninvited.ts';
import { calledNow } from './lookup-words.ts';
import { allOutstanding } from './outstanding.ts';
import { isPending } from './pending.ts';
import { byWhichRun, endOf, onDay } from './words.ts';

/** Somebody who is to be a member and was not seen to be one. */
export function absent(facts: Facts, user: Key): Verdict {
  const { live, desired } = facts;
  const invitation = live.state.users.get(user)?.invitation;
  const outstanding = allOutstanding(facts, user);
  if (invitation?.state === 'open') return { ...open(facts, user, invitation), outstanding };
  const unread = unreadFor(facts, user);
  if (unread !== undefined) {
    const reason = `${unread} could not be read, so that nobody knows whether they are a member or invited.`;
    return { standing: 'unknown', since: null, until: null, reason, outstanding: [] };
  }
  if (invitation !== undefined) return { ...failed(facts, user, invitation), outstanding };
  const login = desired.users.get(user)?.login ?? user;
  const lookup = live.accounts.get(user);
  return { ...(lookup?.kind === 'gone' ? gone(facts, user, login, lookup) : uninvited(facts, user)), outstanding };
}

type Bare = Omit<Verdict, 'outstanding'>;

/** Of what an open invitation does not tell by itself. */
function unreadFor({ live: { missing, accounts }, desired }: Facts, user: Key): string | undefined {
  if (missing.members) return 'The members';
  if (missing.invitations) return 'The invitations';
  const hasId = desired.users.get(user)?.id !== undefined;
  return hasId && missing.accounts && !accounts.has(user) ? 'The account behind their id' : undefined;
}

function open(facts: Facts, user: Key, { createdAt, reinstate }: Invitation): Bare {
  const until = endOf(createdAt);
  const brings = reinstate === true ? '; accepting gives back what they held' : '';
  const reason = `Invited${onDay(createdAt)}${calledNow(facts, user)}, and without any access until they accept${brings}.`;
  return { standing: 'invited', since: createdAt, until, reason };
}

/** GitHub lists what ran out and what failed together, and keeps its words for why an open set. */
function failed(facts: Facts, user: Key, invitation: Invitation): Bare {
  const { createdAt, failedReason, failedAt } = invitation;
  const end = endOf(createdAt);
  const isOver = end !== null && Date.parse(end) <= Date.parse(facts.now);
  const next = nextTry(facts, user);
  const which = `The invitation of${onDay(createdAt).slice(3)}`;
  if (failedReason === undefined ? isOver : /expire/i.test(failedReason)) {
    return { standing: 'expired', since: failedAt ?? end, until: null, reason: `${which} ran out; ${next}.` };
  }
  const why = failedReason === undefined ? 'and GitHub does not say why' : `as GitHub says: ${failedReason}`;
  return { standing: 'failed', since: failedAt ?? null, until: null, reason: `${which} failed, ${why}; ${next}.` };
}

function nextTry(facts: Facts, user: Key): string {
  if (!facts.journal.read) return 'whether it is sent again the journal would tell, and could not be read';
  const attempts = facts.journal.attempts.get(user) ?? 0;
  if (attempts >= attemptsAtMost) {
    return `it was sent ${attempts} times in vain and is not sent again; ask them, or edit their line to have it sent once more`;
  }
  const again = attempts === 0 ? 'it is sent again' : `sent ${attempts} of ${attemptsAtMost} times, it is sent again`;
  return isPending(facts, user)
    ? `${again} when applied (${byWhichRun(facts, user)})`
    : `${again} by the next whole run`;
}

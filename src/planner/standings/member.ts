import type { Key } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import type { Outstanding } from '../../model/standing.ts';
import type { Facts, Verdict } from './facts.ts';
import { outstandingOf } from './outstanding.ts';
import { isPending } from './pending.ts';
import { hindrancesTo } from './hindrances.ts';
import { calledNow } from './lookup-words.ts';
import { byWhichRun, firstSeen, listed, outstandingWords } from './words.ts';

/** An active membership: all of what desired gives is seen, or some of it is outstanding, or it could not be read. */
export function member(facts: Facts, user: Key, live: User): Verdict {
  const { outstanding, unread } = outstandingOf(facts, user, live);
  const called = calledNow(facts, user);
  if (outstanding.length > 0) return accepted(facts, user, outstanding, unread);
  if (unread.length > 0) {
    const reason = `A member${called}, and ${listed(unread)} could not be read, so that nobody knows whether they have everything.`;
    return { standing: 'unknown', since: null, until: null, reason, outstanding: [] };
  }
  const role = live.role === 'owner' ? 'An owner' : 'A member';
  const reason = `${role}${called}, with every team and grant that the state gives.`;
  return { standing: 'restored', since: firstSeen(facts, user, 'restored'), until: null, reason, outstanding: [] };
}

function accepted(facts: Facts, user: Key, outstanding: readonly Outstanding[], unread: readonly string[]): Verdict {
  const besides = unread.length === 0 ? '' : `; ${listed(unread)} could not be read`;
  const hindrances = hindrancesTo(facts, outstanding);
  // A login and an id that come together and do not match are refused with the whole plan.
  const isRefused = isPending(facts, user) && calledNow(facts, user) !== '';
  const line = isRefused ? ['no run gives it until their line has the new login'] : [];
  const why = [...line, ...(hindrances.length > 0 ? hindrances : [byWhichRun(facts, user)])].join('; ');
  const reason = `A member${calledNow(facts, user)}, without ${outstandingWords(outstanding)}: ${why}${besides}.`;
  return { standing: 'accepted', since: firstSeen(facts, user, 'accepted'), until: null, reason, outstanding };
}

import { dayOf, daysLater } from '../../model/day.ts';
import type { Key } from '../../model/identity.ts';
import { daysOpen, invitationsADay } from '../../model/invitation-limits.ts';
import type { OrgState, User } from '../../model/org-state.ts';
import { compare } from '../../model/order.ts';
import type { Prospect, RestoreEdit, Way } from '../../model/restoration.ts';
import { type Gains, gainsOf } from './gains.ts';

/** What GitHub says of the people concerned. */
export interface LivePeople {
  /** Those among them who are members. */
  readonly members: ReadonlyMap<Key, User>;
  /** Everybody with an invitation. */
  readonly invitations: ReadonlyMap<Key, User>;
  /** Infinite where GitHub tells no limit. */
  readonly freeSeats: number;
  /** When invitations went out in the last 24 hours, as far as that is known. */
  readonly sentLately: readonly Date[];
  readonly now: Date;
}

const day = 86_400_000;

/**
 * Who gets what back, and how: in the order in which they are invited.
 * @param after the state once it is restored
 * @param live undefined where GitHub was not asked
 * @param turn how soon somebody is invited, smaller is sooner
 */
export function prospects(
  edits: readonly RestoreEdit[],
  after: OrgState,
  live: LivePeople | undefined,
  turn: (login: string) => number,
): readonly Prospect[] {
  const people = [...gainsOf(edits, after)].sort(([one], [other]) => turn(one) - turn(other) || compare(one, other));
  const waits = live === undefined ? undefined : queueOf(live);
  return people.map(([key, gains]) => prospectOf(gains, wayOf(key, after.users.get(key), live, waits)));
}

function prospectOf({ login, becomesOwner, teams, repos }: Gains, way: Way): Prospect {
  return { login, way, becomesOwner, teams: [...teams].sort(compare), repos: [...repos].sort(compare) };
}

function wayOf(key: Key, user: User | undefined, live: LivePeople | undefined, next: (() => Way) | undefined): Way {
  if (user?.suspended !== undefined) return { kind: 'suspended' };
  if (live === undefined || next === undefined) return { kind: 'not-asked' };
  if (user?.role === 'outside') return { kind: 'outside' };
  const member = live.members.get(key);
  // Who has the login of somebody with another id is somebody else.
  if (member !== undefined && (user?.id === undefined || member.id === undefined || member.id === user.id)) {
    return { kind: 'at-once' };
  }
  const invitation = live.invitations.get(key)?.invitation;
  return invitation?.state === 'open' ? { kind: 'invited', until: untilOf(invitation.createdAt) } : next();
}

function untilOf(createdAt: string): string | null {
  const since = Date.parse(createdAt);
  return Number.isNaN(since) ? null : daysLater(dayOf(new Date(since)), daysOpen);
}

/** Each call is the next invitation: the first so many have a seat, and of those the first so many go today. */
function queueOf({ freeSeats, sentLately, now }: LivePeople): () => Way {
  const sent = sentLately.map((at) => at.getTime()).sort((a, b) => a - b);
  let seats = freeSeats;
  return () => {
    if (seats <= 0) return { kind: 'seat' };
    seats -= 1;
    const freed = sent.length < invitationsADay ? 0 : (sent[sent.length - invitationsADay] ?? 0) + day;
    const at = Math.max(now.getTime(), freed);
    sent.push(at);
    return at === now.getTime() ? { kind: 'accepts' } : { kind: 'quota', from: new Date(at).toISOString() };
  };
}

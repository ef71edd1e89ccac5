import type { Change, InviteMember } from '../model/change.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Organization } from '../model/org-state.ts';
import { compare } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import { turnOf } from './restore-first.ts';
import type { Sides } from './sides.ts';

/**
 * Holds back the invitations for which there is no seat, and nothing else; the teams of `restoreFirst` have theirs
 * first. A seat that a removal of the same plan frees does not count, as removals come last.
 */
export function withinSeats(
  changes: readonly Change[],
  sides: Sides,
): { readonly kept: readonly Change[]; readonly findings: readonly Finding[] } {
  const free = freeSeats(sides.live.organization);
  const needing = changes
    .filter((change) => change.kind === 'invite-member')
    .filter(({ login }) => !hasSeat(sides, login));
  if (needing.length <= free) return { kept: changes, findings: [] };
  const turn = turnOf(sides);
  const held = needing
    .sort((one, other) => turn(one.login) - turn(other.login) || compare(keyOf(one.login), keyOf(other.login)))
    .slice(free);
  const waiting = new Set(held.map(({ login }) => keyOf(login)));
  return {
    kept: changes.filter((change) => !isHeld(change, waiting)),
    findings: held.map((invitation) => waitsForSeat(invitation, free, needing.length)),
  };
}

/**
 * Infinite where GitHub tells no limit; a plan without one says 0 in all.
 * @see https://github.com/integrations/terraform-provider-github/pull/3451
 */
function freeSeats({ seats }: Organization): number {
  return seats === undefined || seats.total === 0 ? Infinity : Math.max(0, seats.total - seats.filled);
}

/**
 * An open invitation holds a seat, which the one sent in its place takes over; so does an outside collaborator, but for
 * one of public repositories alone, whom GitHub then refuses for themselves.
 * @see https://docs.github.com/en/billing/concepts/github-billing/people-that-consume-a-license
 */
function hasSeat({ live }: Sides, login: string): boolean {
  const person = live.users.get(keyOf(login));
  return person !== undefined && (person.invitation?.state === 'open' || person.role === 'outside');
}

/** What failed before is cleared only where it is sent again: else the person would seem to have left. */
function isHeld(change: Change, waiting: ReadonlySet<Key>): boolean {
  const isOfInvitation = change.kind === 'invite-member' || change.kind === 'clear-failed-invitation';
  return isOfInvitation && waiting.has(keyOf(change.login));
}

function waitsForSeat({ login }: InviteMember, free: number, needed: number): Finding {
  return {
    finding: 'held-back',
    login,
    unfinished: true,
    message: `${login} waits for a seat: ${free} free, ${needed} needed. Buy seats, or wait until some are free; the next run invites them.`,
  };
}

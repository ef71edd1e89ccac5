import type { Key } from '../model/identity.ts';
import type { User } from '../model/org-state.ts';

/** Invitations that went out in the last 24 hours, as far as can be seen. */
export interface SentLately {
  readonly count: number;
  /** When the first of them was sent. */
  readonly oldest: Date | undefined;
}

/** GitHub's two quotas: of organisations that are new or do not pay, and of all others. */
const [lowest, highest] = [50, 500];
const day = 86_400_000;

/**
 * Whether refused invitations are explained by the quota. GitHub publishes no code for it, so it takes evidence: as many
 * were sent as any organisation may, or as many as some may and two people in a row were refused alike.
 * @param alike how many were refused in the same way, one after the other
 * @see https://docs.github.com/en/rest/orgs/members#create-an-organization-invitation
 */
export function isQuota(alike: number, { count }: SentLately): boolean {
  return count >= highest || (count >= lowest && alike >= 2);
}

/** When the first place is free again; undefined where no invitation of the last 24 hours could be seen. */
export function freeAgain({ oldest }: SentLately): Date | undefined {
  return oldest === undefined ? undefined : new Date(oldest.getTime() + day);
}

/** @param times when each invitation that can be seen was sent */
export function sentLately(times: readonly Date[], now: Date): SentLately {
  const since = Math.max(now.getTime(), ...times.map((time) => time.getTime())) - day;
  const lately = times.filter((time) => time.getTime() > since);
  lately.sort((a, b) => a.getTime() - b.getTime());
  return { count: lately.length, oldest: lately[0] };
}

/** An invitation that went out. */
export interface Sending {
  readonly user: Key;
  /** On GitHub's clock. */
  readonly at: Date;
}

/** What a journal and GitHub say of the same request lies seconds apart; a second one to the same person takes longer. */
const sameRequest = 10 * 60_000;

/**
 * When each invitation was sent that can be seen, each once: ours, though they were accepted or cancelled since, and those
 * that others sent, as long as they stand.
 * @param ours as the journals tell
 * @param standing everybody with an invitation, as GitHub tells
 */
export function timesSent(ours: readonly Sending[], standing: ReadonlyMap<Key, User>): readonly Date[] {
  const others = [...standing].flatMap(([user, { invitation }]) => {
    const at = Date.parse(invitation?.createdAt ?? '');
    const isOurs = ours.some((sent) => sent.user === user && Math.abs(sent.at.getTime() - at) < sameRequest);
    return Number.isNaN(at) || isOurs ? [] : [new Date(at)];
  });
  return [...ours.map(({ at }) => at), ...others];
}

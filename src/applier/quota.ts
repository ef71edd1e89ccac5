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

import { invitationsADay } from '../../model/invitation-limits.ts';

const minute = 60_000;

/** At most so many requests in any span of so many milliseconds. */
interface Bound {
  readonly requests: number;
  readonly span: number;
}

/**
 * What GitHub documents for invitations: 80 content-creating requests a minute and 500 an hour, 900 points a minute with
 * 5 for a write, and 500 invitations in 24 hours.
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
const documented: readonly Bound[] = [
  { requests: 80, span: minute },
  { requests: 900 / 5, span: minute },
  { requests: 500, span: 60 * minute },
  { requests: invitationsADay, span: 24 * 60 * minute },
];

/** @returns the fewest milliseconds from the first to the last of so many invitations that the documented limits allow */
export function shortestTime(invitations: number): number {
  const times: number[] = [];
  for (let index = 0; index < invitations; index++) {
    const earliest = documented.map(({ requests, span }) => {
      const before = times[index - requests];
      return before === undefined ? 0 : before + span;
    });
    times.push(Math.max(times[index - 1] ?? 0, ...earliest));
  }
  return times.at(-1) ?? 0;
}

const millisecondsADay = 86_400_000;

/** @returns the ISO date, in UTC */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** @returns an ISO date `days` after `day`, also an ISO date */
export function daysLater(day: string, days: number): string {
  return dayOf(new Date(midnight(day) + days * millisecondsADay));
}

/** Whole days from one ISO date to another; negative where the second comes first. */
export function daysBetween(first: string, second: string): number {
  return (midnight(second) - midnight(first)) / millisecondsADay;
}

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

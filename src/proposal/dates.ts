import { daysLater } from '../model/allowance.ts';

/** Whole days from one ISO date to another; negative where the second comes first. */
export function daysBetween(first: string, second: string): number {
  return (Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000;
}

/** How long before its end something is warned of. */
const warningDays = 14;

/** Whether something that holds until the end of the day `expires` holds today, and not for long. */
export function endsSoon(expires: string, today: string): boolean {
  return expires >= today && expires <= daysLater(today, warningDays);
}

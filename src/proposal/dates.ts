import { daysLater } from '../model/day.ts';

/** How long before its end something is warned of. */
const warningDays = 14;

/** Whether something that holds until the end of the day `expires` holds today, and not for long. */
export function endsSoon(expires: string, today: string): boolean {
  return expires >= today && expires <= daysLater(today, warningDays);
}

import { daysLater } from './day.ts';
import type { Allowance, Policy } from './policy.ts';

/** An allowance may reach no further ahead than so many days. */
export const allowanceDays = 14;

/** The allowances in force on a day: not expired, and with no more than 14 days to run. */
export function inForce({ allowances }: Pick<Policy, 'allowances'>, today: string): readonly Allowance[] {
  return allowances.filter(({ expires }) => expires >= today && expires <= daysLater(today, allowanceDays));
}

/** The lines of policy.yaml that would let through what a guard refuses. */
export function allowanceLines(what: string, today: string): string {
  return `allowances:\n  - { ${what}, reason: …, approvedBy: …, expires: ${daysLater(today, 3)} }`;
}

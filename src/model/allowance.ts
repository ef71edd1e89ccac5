import type { Allowance, Policy } from './policy.ts';

/** An allowance may reach no further ahead than this. */
const daysAtMost = 14;

/** The allowances in force on a day: not expired, and with no more than 14 days to run. */
export function inForce({ allowances }: Pick<Policy, 'allowances'>, today: string): readonly Allowance[] {
  return allowances.filter(({ expires }) => expires >= today && expires <= daysLater(today, daysAtMost));
}

/** @returns an ISO date `days` after `today`, also an ISO date */
export function daysLater(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The lines of policy.yaml that would let through what a guard refuses. */
export function allowanceLines(what: string, today: string): string {
  return `allowances:\n  - { ${what}, reason: …, approvedBy: …, expires: ${daysLater(today, 3)} }`;
}

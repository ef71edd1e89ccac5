import { allowanceDays } from '../../model/allowance.ts';
import { daysLater } from '../../model/day.ts';
import type { Problem } from '../../model/problem.ts';
import type { Whole } from '../whole.ts';

/** Dates warn and never make a state invalid: a state that was valid yesterday can be applied today. */
export function expiredUsers({ users }: Whole, today: string): Problem[] {
  return users.flatMap(({ value: { login, expires, sponsor }, where, expiresAt = where }) => {
    if (expires === undefined || expires >= today) return [];
    const who = sponsor === undefined ? '' : ` (sponsor: ${sponsor})`;
    const message = `the time of ${login} ended on ${expires}${who}: set a new date, or take the line out`;
    return [{ severity: 'warning', ...expiresAt, message }];
  });
}

export function expiredExceptions({ exceptions }: Whole, today: string): Problem[] {
  return exceptions
    .filter(({ value }) => value.expires < today)
    .map(({ value: { user, expires }, where }) => {
      const message = `the exception for ${user} ended on ${expires} and holds no longer: renew it, or take it out`;
      return { severity: 'warning', ...where, message };
    });
}

export function allowanceDates({ policy: { policy, expiresAt }, organizationAt }: Whole, today: string): Problem[] {
  return policy.allowances.flatMap(({ expires }, index) => {
    const where = expiresAt[index] ?? organizationAt;
    if (expires < today) {
      const message = `this allowance ended on ${expires} and holds no longer: take it out`;
      return [{ severity: 'warning', ...where, message }];
    }
    const last = daysLater(today, allowanceDays);
    if (expires <= last) return [];
    const message = `an allowance ends at most ${allowanceDays} days ahead, ${last} today: this one is not in force`;
    return [{ severity: 'warning', ...where, message }];
  });
}

import { expect, it } from 'vitest';
import { dayOf, daysBetween, daysLater } from './day.ts';

it.each([
  ['2026-12-30', 3, '2027-01-02'],
  ['2028-02-28', 1, '2028-02-29'],
])('%s and %i days is %s', (day, days, later) => {
  expect(daysLater(day, days)).toBe(later);
  expect(daysBetween(day, later)).toBe(days);
  expect(daysBetween(later, day)).toBe(-days);
});

it('takes the day in UTC, wherever the machine stands', () => {
  expect(dayOf(new Date('2026-11-22T23:59:59-02:00'))).toBe('2026-11-23');
});

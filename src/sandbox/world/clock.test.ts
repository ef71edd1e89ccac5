import { expect, it } from 'vitest';
import { durationOf, iso, monthsAfter } from './clock.ts';

it.each([
  ['7d', 604_800_000],
  ['1h30m', 5_400_000],
  ['2w', 1_209_600_000],
  ['90s', 90_000],
  ['', undefined],
  ['7', undefined],
  ['-1d', undefined],
  ['1d ', undefined],
])('%j is %j milliseconds', (text, span) => {
  expect(durationOf(text)).toBe(span);
});

it('months are those of the calendar, and times are written in whole seconds', () => {
  expect(iso(monthsAfter(Date.UTC(2026, 7, 22, 10, 0, 0, 500), 3))).toBe('2026-11-22T10:00:00Z');
});

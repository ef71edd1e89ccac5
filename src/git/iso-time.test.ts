import { describe, expect, it } from 'vitest';
import { isoOf, timeIn } from './iso-time.ts';

const now = new Date('2026-11-22T10:00:00Z');

describe('a time', () => {
  it.each([
    ['2026-11-20', '2026-11-20T23:59:59Z'],
    ['2026-11-22', '2026-11-22T23:59:59Z'],
    ['2026-11-20T09:30', '2026-11-20T09:30:00Z'],
    ['2026-11-20 09:30:15Z', '2026-11-20T09:30:15Z'],
    ['2026-11-20T09:30+0200', '2026-11-20T07:30:00Z'],
    ['2026-11-23T01:00+05:00', '2026-11-22T20:00:00Z'],
    ['2026-11-20T09:30:15.7', '2026-11-20T09:30:15Z'],
    ['2024-02-29', '2024-02-29T23:59:59Z'],
  ])('%s is %s', (text, iso) => {
    expect(timeIn(text, now)).toBe(Date.parse(iso) / 1000);
  });

  it.each(['main', '3f2c1ab', 'HEAD~2', '2026-11', 'yesterday'])('%s is none, and may name a commit', (text) => {
    expect(timeIn(text, now)).toBeUndefined();
  });

  it.each([
    ['2026-02-29', 'is no date'],
    ['2026-13-01', 'is no date'],
    ['2026-11-20T25:00Z', 'is no date'],
    ['2026-11-23', 'is still to come'],
    ['2026-11-22T20:00-05:00', 'is still to come'],
  ])('refuses %s', (text, why) => {
    expect(() => timeIn(text, now)).toThrow(why);
  });

  it('is written to the second, however late a commit says it is', () => {
    expect([isoOf(1_000_000_000), isoOf(Number.MAX_SAFE_INTEGER)]).toEqual([
      '2001-09-09T01:46:40Z',
      '+275760-09-13T00:00:00Z',
    ]);
  });
});

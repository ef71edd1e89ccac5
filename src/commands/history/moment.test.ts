import { describe, expect, it } from 'vitest';
import { momentOf } from './moment.ts';

const now = new Date('2026-11-22T10:00:00Z');

describe('a moment', () => {
  it.each([
    ['2026-11-20', '2026-11-20T23:59:59Z'],
    ['2026-11-22', '2026-11-22T23:59:59Z'],
    ['2026-11-20T09:30', '2026-11-20T09:30:00Z'],
    ['2026-11-20 09:30:15Z', '2026-11-20T09:30:15Z'],
    ['2026-11-20T09:30+0200', '2026-11-20T07:30:00Z'],
    ['2024-02-29', '2024-02-29T23:59:59Z'],
  ])('%s is %s', (text, iso) => {
    expect(momentOf(text, now)).toEqual({ seconds: Date.parse(iso) / 1000 });
  });

  it.each(['main', '3f2c1ab', 'HEAD~2', '2026-11', 'yesterday'])('%s is the name of a commit', (text) => {
    expect(momentOf(text, now)).toEqual({ ref: text });
  });

  it.each([
    ['2026-02-29', 'is no date'],
    ['2026-13-01', 'is no date'],
    ['2026-11-20T25:00Z', 'is no date'],
    ['2026-11-23', 'is still to come'],
  ])('refuses %s', (text, why) => {
    expect(() => momentOf(text, now)).toThrow(why);
  });
});

import { expect, it } from 'vitest';
import { millisecondsOf } from './duration.ts';

it.each([
  ['90s', 90_000],
  ['5m', 300_000],
  ['36h', 129_600_000],
  ['2d', 172_800_000],
  ['0s', 0],
])('%s is %d milliseconds', (text, milliseconds) => {
  expect(millisecondsOf(text)).toBe(milliseconds);
});

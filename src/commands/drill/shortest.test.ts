import { expect, it } from 'vitest';
import { shortestTime } from './shortest.ts';

const [minute, day] = [60_000, 86_400_000];

it.each([
  [0, 0],
  [1, 0],
  [80, 0],
  [81, minute],
  [100, minute],
  [500, 6 * minute],
  [501, day],
  [3498, 6 * day + 6 * minute],
])('needs for %i invitations at least %i ms', (invitations, least) => {
  expect(shortestTime(invitations)).toBe(least);
});

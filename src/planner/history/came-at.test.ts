import { describe, expect, it } from 'vitest';
import { cameAt } from './came-at.ts';

const now = 1000;

describe('when commits came', () => {
  it.each([
    { what: 'dates in order', dates: [1, 2, 2, 3], times: [1, 2, 2, 3], wrong: 0 },
    { what: 'one that is too early', dates: [10, 20, 5, 30], times: [10, 20, 20, 30], wrong: 1 },
    { what: 'one that is too late', dates: [10, 900, 20, 30], times: [10, 10, 20, 30], wrong: 1 },
    { what: 'one in the future', dates: [10, 20, 5000], times: [10, 20, 20], wrong: 1 },
    { what: 'the first of all wrong', dates: [999, 20, 30], times: [20, 20, 30], wrong: 1 },
    { what: 'several wrong ones', dates: [10, 11, 1, 2000, 20, 3, 30], times: [10, 11, 11, 11, 20, 20, 30], wrong: 3 },
    { what: 'nothing but wrong ones', dates: [5000, 6000], times: [now, now], wrong: 2 },
    { what: 'no commit', dates: [], times: [], wrong: 0 },
  ])('takes $what', ({ dates, times, wrong }) => {
    expect(cameAt(dates, now)).toEqual({ times, wrong });
  });
});

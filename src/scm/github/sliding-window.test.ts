import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slidingWindow } from './sliding-window.ts';

describe('a sliding window', () => {
  it('lets the limit through at once, and the next when the first has left the window', () => {
    const window = slidingWindow(3, 1000);
    for (const at of [0, 10, 20]) {
      expect(window.delay(1, at)).toBe(0);
      window.spend(1, at);
    }
    expect(window.delay(1, 100)).toBe(900);
    expect(window.delay(2, 100)).toBe(910);
    expect(window.delay(1, 1000)).toBe(0);
  });

  it('takes a hundred invitations as fast as 80 a minute allow: a minute, not 75 seconds', () => {
    const window = slidingWindow(80, 60_000);
    let now = 0;
    for (let sent = 0; sent < 100; sent++) {
      now += window.delay(1, now);
      window.spend(1, now);
    }
    expect(now).toBe(60_000);
  });

  it('never lets more through in any span, and never waits longer than it must', () => {
    const tries = fc.array(fc.record({ pause: fc.nat(300), cost: fc.integer({ min: 1, max: 5 }) }), { maxLength: 60 });
    fc.assert(
      fc.property(tries, (all) => {
        const window = slidingWindow(10, 500);
        const spent: { at: number; cost: number }[] = [];
        const within = (end: number): number =>
          spent.filter(({ at }) => at > end - 500 && at <= end).reduce((sum, { cost }) => sum + cost, 0);
        let now = 0;
        for (const { pause, cost } of all) {
          now += pause;
          const delay = window.delay(cost, now);
          const wouldFitSooner = delay > 0 && within(now + delay - 1) + cost <= 10;
          expect(wouldFitSooner).toBe(false);
          now += delay;
          expect(within(now) + cost).toBeLessThanOrEqual(10);
          window.spend(cost, now);
          spent.push({ at: now, cost });
        }
      }),
      { seed: 4 },
    );
  });
});

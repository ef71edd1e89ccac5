import type { Clock } from '../../model/clock.ts';
import { RollcallError } from '../../model/errors.ts';
import type { SlidingWindow } from './sliding-window.ts';

/** What every request passes before it is sent: the documented limits, and the pauses that GitHub asks for. */
export interface Gate {
  /** Waits for its turn. @throws RollcallError `interrupted` where the run is stopped while it waits. */
  pass(weights: Weights): Promise<void>;
  /** Lets nothing through for so long, whoever asks: limits are the token's, not one request's. */
  closeFor(seconds: number): void;
}

/** Which windows a request counts in, and with how many points. */
export type Weights = readonly { readonly window: SlidingWindow; readonly cost: number }[];

/** Pauses shorter than this are not worth a line of log. */
const quietMs = 2000;

export function createGate(clock: Clock, log: (text: string) => void, signal: AbortSignal | undefined): Gate {
  let closedUntil = 0;
  const time = (): number => clock.now().getTime();
  return {
    async pass(weights) {
      for (;;) {
        const now = time();
        const delays = weights.map(({ window, cost }) => window.delay(cost, now));
        const delay = Math.max(closedUntil - now, ...delays);
        if (delay <= 0) break;
        if (delay >= quietMs && closedUntil <= now) {
          log(`Waiting ${Math.ceil(delay / 1000)} s: GitHub's documented limits allow no more at the moment.`);
        }
        await pause(clock, delay, signal);
      }
      for (const { window, cost } of weights) window.spend(cost, time());
    },
    closeFor(seconds) {
      closedUntil = Math.max(closedUntil, time() + seconds * 1000);
    },
  };
}

/** Sleeps, but no longer than until the run is interrupted. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(milliseconds, signal);
  } catch (cause) {
    throw new RollcallError('interrupted', 'Interrupted while waiting for GitHub.', { cause });
  }
}

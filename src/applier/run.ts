import type { Census } from '../model/census.ts';
import type { Change } from '../model/change.ts';
import { RollcallError } from '../model/errors.ts';
import type { Outcome, Stop } from '../model/plan.ts';
import type { Carrier } from './carry-out.ts';
import { isAsPlanned, lookAgain, type Seen, type Sight, surprise } from './look.ts';

/** What a run needs besides its waves. */
export interface Stages {
  readonly carrier: Carrier;
  /** Who is in the organisation before the first change; null where nothing is taken away. */
  readonly before: Census | null;
  /** Reads live, and plans once more. */
  readonly look: () => Promise<Sight>;
  /** Pauses, and no longer than until the run is stopped. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Why no further request may be sent, or null. */
  readonly stopped: () => Stop | null;
  /** Milliseconds between two waves. */
  readonly pause: number;
  /** Writes down what the look after a wave, counted from 1, showed, and takes the record to where it is safe. */
  readonly looked: (wave: number, stop: Stop | null, seen: Seen | null) => Promise<void>;
}

export interface Ran {
  readonly outcomes: readonly Outcome[];
  /** Why it ended early, or null. */
  readonly stop: Stop | null;
  /** What the last look showed; null where there was none after the last change. */
  readonly seen: Seen | null;
}

/** Carries out wave after wave, and after each makes sure that live is as planned and nobody else is gone. */
export async function run(waves: readonly (readonly Change[])[], stages: Stages): Promise<Ran> {
  const { carrier } = stages;
  let ended: Pick<Ran, 'stop' | 'seen'> = { stop: null, seen: null };
  for (const [index, changes] of waves.entries()) {
    const wave = index + 1;
    if (wave > 1 && stages.pause > 0) await stages.wait(stages.pause);
    const stop = stages.stopped() ?? (await carrier.carry(changes, wave));
    ended = stop === null ? await look(waves.flat(), stages) : { stop, seen: null };
    await stages.looked(wave, ended.stop, ended.seen);
    if (ended.stop !== null) break;
  }
  return { outcomes: carrier.outcomes(), ...ended };
}

async function look(planned: readonly Change[], stages: Stages): Promise<Pick<Ran, 'stop' | 'seen'>> {
  const { carrier, before } = stages;
  try {
    const seen = await lookAgain(carrier.outcomes(), planned, before, stages.look, stages.wait);
    for (const change of seen.landed)
      carrier.settle({ change, result: 'done', message: 'The answer was lost, and it is in effect.' });
    return { seen, stop: isAsPlanned(seen) ? null : { reason: 'not-as-planned', message: surprise(seen) } };
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    return { seen: null, stop: stages.stopped() ?? { reason: 'unreadable', message: error.message } };
  }
}

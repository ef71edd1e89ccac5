import { type Change, inBrief } from '../model/change.ts';
import { RollcallError } from '../model/errors.ts';
import type { Outcome, Stop } from '../model/plan.ts';
import type { Carrier } from './carry-out.ts';
import { isAsPlanned, lookAgain, renewed, type Seen, type Sight, type Start, surprise } from './look.ts';
import { takesMore } from './sameness.ts';

/** What a run needs besides its waves. */
export interface Stages {
  readonly carrier: Carrier;
  readonly start: Omit<Start, 'planned'>;
  /** Reads live, and plans once more. */
  readonly look: () => Promise<Sight>;
  /** Takes what the latest look shows for what things are called from now on. */
  readonly adopt: () => void;
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

/**
 * Carries out wave after wave. After each it looks again: live must be as planned, nobody else may be gone, and what is
 * left must still be asked for, must not take more by now, and must still be let through by the guards.
 */
export async function run(waves: readonly (readonly Change[])[], stages: Stages): Promise<Ran> {
  const { carrier } = stages;
  const start: Start = { ...stages.start, planned: waves.flat() };
  const settled = new Set<Change>();
  let [stop, seen]: [Stop | null, Seen | null] = [null, null];
  for (const [index, changes] of waves.entries()) {
    if (index > 0 && stages.pause > 0) await stages.wait(stages.pause);
    if (index > 0 && stages.pause > 0) [stop, seen] = await look(settled, start, stages);
    stop ??= stages.stopped() ?? (await carryRenewed(changes, index + 1, start, seen, carrier));
    if (stop === null) [stop, seen] = await look(settled, start, stages);
    else seen = null;
    await stages.looked(index + 1, stop, seen);
    if (stop !== null) break;
  }
  return { outcomes: carrier.outcomes(), stop, seen };
}

/** Carries out what the latest look still asks for of a wave, under today's names. */
async function carryRenewed(
  changes: readonly Change[],
  wave: number,
  start: Start,
  seen: Seen | null,
  carrier: Carrier,
): Promise<Stop | null> {
  if (seen === null) return carrier.carry(changes, wave);
  const refused = seen.sight.violations.map(({ message }) => message);
  if (refused.length > 0) return notAsPlanned(`What is left is refused by now. ${refused.join(' ')}`);
  const latest = renewed(changes, start, seen.sight);
  const grown = changes.filter((change, index) => {
    const now = latest[index];
    return now !== undefined && 'still' in now && takesMore(now.still, change);
  });
  if (grown.length > 0) {
    const what = grown.map(inBrief).join(', ');
    return notAsPlanned(`By now more would be taken away than was planned: ${what}. Look at it, and run again.`);
  }
  for (const now of latest) {
    if ('already' in now) carrier.settle({ change: now.already, result: 'done', message: 'It was so already.' });
    if ('held' in now) carrier.settle({ change: now.held, result: 'skipped', message: 'By now it is held back.' });
  }
  return carrier.carry(
    latest.flatMap((now) => ('still' in now ? [now.still] : [])),
    wave,
  );
}

function notAsPlanned(message: string): Stop {
  return { reason: 'not-as-planned', message };
}

/** @param settled invitations that a look has shown: people may decline them while the run goes on */
async function look(settled: Set<Change>, start: Start, stages: Stages): Promise<[Stop | null, Seen | null]> {
  const { carrier } = stages;
  try {
    const seen = await lookAgain(carrier.outcomes(), settled, start, stages.look, stages.wait);
    for (const change of seen.landed)
      carrier.settle({ change, result: 'done', message: 'The answer was lost, and it is in effect.' });
    if (!isAsPlanned(seen)) return [notAsPlanned(surprise(seen)), seen];
    stages.adopt();
    for (const { change, result } of carrier.outcomes())
      if (result === 'done' && change.kind === 'invite-member') settled.add(change);
    return [null, seen];
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    return [stages.stopped() ?? { reason: 'unreadable', message: error.message }, null];
  }
}

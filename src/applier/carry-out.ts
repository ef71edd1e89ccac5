import { type Change, inBrief } from '../model/change.ts';
import { RollcallError } from '../model/errors.ts';
import type { Outcome } from '../model/plan.ts';
import { dependsOn } from './dependents.ts';

/** The part of a writer that this needs; `scm` has the port. */
export interface Carrier {
  carryOut(change: Change): Promise<{ readonly remark?: string }>;
}

export interface Progress {
  /** Called after each change that was tried. */
  (done: number, total: number): void;
}

/**
 * Carries changes out in order, one request at a time. One that fails fails alone: what depends on it is skipped, the
 * rest goes on. Stops after the request in flight when the signal aborts; what was not tried has no outcome.
 */
export async function carryOut(
  changes: readonly Change[],
  writer: Carrier,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const undone: Change[] = [];
  for (const change of changes) {
    if (signal.aborted) break;
    const blocker = undone.find((failed) => dependsOn(change, failed));
    const outcome = blocker === undefined ? await tryOne(change, writer) : skipped(change, blocker);
    if (outcome.result !== 'done') undone.push(change);
    outcomes.push(outcome);
    progress(outcomes.length, changes.length);
  }
  return outcomes;
}

async function tryOne(change: Change, writer: Carrier): Promise<Outcome> {
  try {
    const { remark } = await writer.carryOut(change);
    return { change, result: 'done', ...(remark === undefined ? {} : { message: remark }) };
  } catch (error) {
    // A defect of our own is no refusal of GitHub's: it must not be counted as one failed change among many.
    if (!(error instanceof RollcallError)) throw error;
    return { change, result: 'failed', message: error.message };
  }
}

function skipped(change: Change, blocker: Change): Outcome {
  return { change, result: 'skipped', message: `not tried, because ${inBrief(blocker)} was not done` };
}

import { type Change, inBrief } from '../model/change.ts';
import { RollcallError, type Sent, WriteError } from '../model/errors.ts';
import type { Outcome, Stop } from '../model/plan.ts';
import { dependsOn } from './dependents.ts';
import { consequenceOf } from './failures.ts';
import { createInvitationWatch, withTime } from './invitation-watch.ts';
import type { SentLately } from './quota.ts';

/** The part of a writer that this needs; `scm` has the port. */
export interface Writer {
  carryOut(change: Change): Promise<Receipt>;
}

type Receipt = Sent & { readonly remark?: string };

/** Where each step is written down: before its request, and after it. */
export interface Steps {
  /** Durable when it returns. @param wave from 1 @returns the step's number */
  before(change: Change, wave: number): number;
  after(step: number, outcome: Outcome & Sent): void;
}

export interface Carrying {
  readonly writer: Writer;
  readonly steps: Steps;
  /** Why no further request may be sent, or null. */
  readonly stopped: () => Stop | null;
  /** So many unexpected failures in a row are enough. */
  readonly failuresAtMost: number;
  /** Asked where GitHub refuses an invitation without saying why. */
  readonly sentLately: () => Promise<SentLately>;
  /** Called after each change, with the number of those that were tried. */
  readonly progress: (done: number) => void;
}

/** One run's changes, carried out wave by wave. */
export interface Carrier {
  /** Carries out these changes in order. @returns why it stopped before the last, or null */
  carry(changes: readonly Change[], wave: number): Promise<Stop | null>;
  /** What is known of each change that was tried; what a stop left untried has none. */
  outcomes(): readonly Outcome[];
  /** A later look showed what became of a change whose answer was lost. */
  settle(outcome: Outcome): void;
}

/**
 * Carries changes out one request at a time. One that fails fails alone: what depends on it is skipped, the rest goes
 * on, unless the failure shows that no other request could succeed.
 */
export function createCarrier({ writer, steps, stopped, failuresAtMost, sentLately, progress }: Carrying): Carrier {
  const outcomes = new Map<Change, Outcome>();
  const undone = new Map<Change, Outcome>();
  const sentAs = new Map<Change, Sent & { readonly step: number }>();
  const invitations = createInvitationWatch(sentLately, failuresAtMost);
  let unexpectedInARow = 0;

  function note(outcome: Outcome): void {
    outcomes.set(outcome.change, outcome);
    if (outcome.result === 'done') undone.delete(outcome.change);
    else undone.set(outcome.change, outcome);
  }

  /** What is known of a change without asking GitHub. */
  function foregone(change: Change): Outcome | null {
    const blocker = [...undone.values()].find((failed) => dependsOn(change, failed));
    if (blocker !== undefined) {
      const why = blocker.code === 'no-answer' ? 'got no answer' : 'was not done';
      return { change, result: 'skipped', message: `not tried, because ${inBrief(blocker.change)} ${why}` };
    }
    const held = change.kind === 'invite-member' ? invitations.held() : null;
    return held === null ? null : { change, result: 'waiting', ...held };
  }

  async function send(change: Change, wave: number): Promise<Stop | null> {
    const step = steps.before(change, wave);
    let receipt: Receipt;
    try {
      receipt = await writer.carryOut(change);
    } catch (error) {
      // A defect of our own is no refusal of GitHub's: it must not be counted as one failed change among many.
      if (!(error instanceof RollcallError)) throw error;
      return failed(change, step, error);
    }
    done(change, step, receipt);
    return null;
  }

  /** Noted before it is written down: what GitHub did stays done where the journal cannot be written. */
  function done(change: Change, step: number, { remark, requestId, attempts }: Receipt): void {
    const outcome: Outcome = { change, result: 'done', ...(remark === undefined ? {} : { message: remark }) };
    note(outcome);
    unexpectedInARow = 0;
    if (change.kind === 'invite-member') invitations.taken();
    steps.after(step, { ...outcome, requestId, attempts });
  }

  async function failed(change: Change, step: number, error: RollcallError): Promise<Stop | null> {
    const outcome = outcomeOf(change, error);
    const sent: Sent = error instanceof WriteError ? error.sent : { requestId: undefined, attempts: 0 };
    steps.after(step, { ...outcome, ...sent });
    sentAs.set(change, { step, ...sent });
    // What was never sent has not been tried. The waiting may have been ended by the loss of the lock, and by nobody's wish.
    if (error.code === 'interrupted') return stopped() ?? { reason: 'interrupted', message: error.message };
    note(outcome);
    if (change.kind === 'invite-member') {
      for (const blameless of await invitations.refused(change, error))
        note({ change: blameless, result: 'waiting', ...invitations.held() });
    }
    if (error.code === 'unauthorized') return { reason: 'unauthorized', message: error.message };
    if (error.code === 'rate-limit') return { reason: 'rate-limit', message: withTime(error) };
    unexpectedInARow = consequenceOf(error) === 'unexpected' ? unexpectedInARow + 1 : 0;
    return unexpectedInARow < failuresAtMost ? null : breaker(failuresAtMost, error.message);
  }

  return {
    async carry(changes, wave) {
      for (const change of changes) {
        const stop = stopped();
        if (stop !== null) return stop;
        const known = foregone(change);
        if (known !== null) note(known);
        const failure = known === null ? await send(change, wave) : null;
        if (failure !== null) return failure;
        progress(outcomes.size);
      }
      return null;
    },
    outcomes: () => [...outcomes.values()],
    settle(outcome) {
      const sent = sentAs.get(outcome.change);
      if (sent !== undefined) steps.after(sent.step, { ...sent, ...outcome });
      note(outcome);
    },
  };
}

function outcomeOf(change: Change, error: RollcallError): Outcome {
  const consequence = consequenceOf(error);
  const waits = consequence === 'holds-invitations' || error.code === 'rate-limit';
  return { change, result: waits ? 'waiting' : 'failed', message: withTime(error), code: error.code };
}

function breaker(failures: number, last: string): Stop {
  const message = `${failures} changes in a row failed in a way that nothing explains, so the rest was not tried. The last: ${last} \`circuitBreaker\` in policy.yaml says how many are enough.`;
  return { reason: 'circuit-breaker', message };
}

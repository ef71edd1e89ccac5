import { type Key, keyOf } from '../../model/identity.ts';
import type { JournalEntry } from '../../model/journal.generated.ts';
import { type Step, stepsOf } from '../../model/journal.ts';

/** A text that every line holds which {@link attemptsIn} looks at: to be searched for in the journals of earlier runs. */
export const inviting = 'invit';

/**
 * How often each person was invited, for the planner's `attempts`. Counted are the invitations that went out for the
 * line as it stands now: whoever touches the line gives leave to try again.
 *
 * Where no answer came, nobody knows whether an invitation went out. GitHub keeps one for each person: had it gone out,
 * the next run would have found it and cleared or cancelled it before it sent another. Where it sent another without
 * that, the two are one.
 * @param entries of any runs, in any order; an entry may be there twice
 * @param since the commit that last touched each line; people who are not in it are not counted
 * @returns people who were never invited are not in it
 */
export function attemptsIn(
  entries: readonly JournalEntry[],
  since: ReadonlyMap<Key, { readonly commit: string | null }>,
): ReadonlyMap<Key, number> {
  const tallies = new Map<Key, Tally>();
  for (const step of stepsOf(entries)) {
    if (!('login' in step.change)) continue;
    const person = keyOf(step.change.login);
    const line = since.get(person);
    if (line === undefined) continue;
    const tally = tallies.get(person) ?? { ended: 0, sent: 0, perhaps: false };
    tallies.set(person, counting(tally, step, line.commit));
  }
  return new Map(
    [...tallies].map(([person, tally]) => [person, total(tally)] as const).filter(([, attempts]) => attempts > 0),
  );
}

/**
 * Whose earlier invitation a run took away to send another, and who has been sent none since: the run was stopped in
 * between, or GitHub took no more that day.
 */
export function clearedIn(entries: readonly JournalEntry[]): ReadonlySet<Key> {
  const cleared = new Set<Key>();
  for (const { change, outcome } of stepsOf(entries)) {
    if (!('login' in change)) continue;
    const isDone = outcome?.result === 'done';
    const person = keyOf(change.login);
    if (change.kind === 'invite-member') {
      if (isDone) cleared.delete(person);
    } else if (makesWay(change) && (isDone || outcome === null)) cleared.add(person);
    else if (isDone) cleared.delete(person);
  }
  return cleared;
}

/** Taken away only because another invitation is to follow. */
function makesWay({ kind, cause }: Step['change']): boolean {
  return (
    kind === 'clear-failed-invitation' || (kind === 'cancel-invitation' && cause !== undefined && 'resend' in cause)
  );
}

interface Tally {
  /** Invitations that are over. */
  readonly ended: number;
  /** Since the last of them, for certain. */
  readonly sent: number;
  /** Since the last of them, one more may have gone out, or the same one. */
  readonly perhaps: boolean;
}

function total({ ended, sent, perhaps }: Tally): number {
  return ended + Math.max(sent, perhaps ? 1 : 0);
}

function counting(tally: Tally, step: Step, commit: string | null): Tally {
  const { kind } = step.change;
  if (kind === 'cancel-invitation' || kind === 'clear-failed-invitation') {
    return { ended: total(tally), sent: 0, perhaps: false };
  }
  if (kind !== 'invite-member' || step.commit !== commit) return tally;
  if (step.outcome?.result === 'done') return { ...tally, sent: tally.sent + 1 };
  return { ...tally, perhaps: tally.perhaps || isUnknown(step) };
}

/** The run was killed, no answer came, or GitHub failed after it had taken the request. */
function isUnknown({ outcome }: Step): boolean {
  return outcome === null || outcome.code === 'no-answer' || outcome.code === 'failed';
}

import type { Census } from '../model/census.ts';
import { type Change, inBrief, subjectOf } from '../model/change.ts';
import { keyOf } from '../model/identity.ts';
import type { Outcome } from '../model/plan.ts';
import { type Movement, movementBetween } from './census.ts';

/** What one look at live shows. */
export interface Sight {
  /** What would still have to be done. */
  readonly changes: readonly Change[];
  /** Null where nobody is to be missed. */
  readonly census: Census | null;
}

/** What a look says of the changes carried out so far. */
export interface Seen extends Movement {
  /** GitHub accepted these, and they do not show. */
  readonly notInEffect: readonly Change[];
  /** No answer came to these, and they show. */
  readonly landed: readonly Change[];
  /** What is still to be done, whether it was planned or has come up since. */
  readonly left: readonly Change[];
}

/** How long to wait before each look, in milliseconds: GitHub shows some writes only after a while. */
const patience = [0, 1000, 2000, 4000, 8000] as const;

/**
 * Looks again until live is as planned, or patience runs out.
 * @param outcomes what became of the changes so far
 * @param planned the whole plan; whom it takes out of the organisation is not missed
 * @param before who was there before the first change; null where nothing is taken away
 * @param look reads live, and plans once more
 * @param wait pauses for so many milliseconds
 */
export async function lookAgain(
  outcomes: readonly Outcome[],
  planned: readonly Change[],
  before: Census | null,
  look: () => Promise<Sight>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Seen> {
  for (const [index, pause] of patience.entries()) {
    await wait(pause);
    const seen = judge(outcomes, planned, before, await look());
    if (isAsPlanned(seen) || index === patience.length - 1) return seen;
  }
  throw new Error('patience has at least one look');
}

export function isAsPlanned({ notInEffect, disappeared }: Seen): boolean {
  return notInEffect.length === 0 && disappeared.length === 0;
}

/** What a look found that was not planned, in whole sentences. */
export function surprise({ notInEffect, disappeared }: Seen): string {
  const few = (names: readonly string[]): string =>
    `${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
  return [
    ...(disappeared.length === 0
      ? []
      : [
          `${disappeared.length === 1 ? 'Somebody is' : `${disappeared.length} people are`} gone from the members and invitations whom this plan does not take out: ${few(disappeared)}. Find out who removed them; what is left of the plan is done by the next run.`,
        ]),
    ...(notInEffect.length === 0
      ? []
      : [
          `GitHub accepted what it does not show afterwards: ${few(notInEffect.map(inBrief))}. Look at it on GitHub, and run again.`,
        ]),
  ].join(' ');
}

function judge(
  outcomes: readonly Outcome[],
  planned: readonly Change[],
  before: Census | null,
  { changes, census }: Sight,
): Seen {
  const left = new Set(changes.map(sameness));
  const done = outcomes.flatMap(({ change, result }) => (result === 'done' ? [change] : []));
  const unknown = outcomes.flatMap(({ change, code }) => (code === 'no-answer' ? [change] : []));
  return {
    notInEffect: done.filter((change) => left.has(sameness(change))),
    landed: unknown.filter((change) => !left.has(sameness(change))),
    left: changes,
    ...(before === null || census === null
      ? { disappeared: [], arrived: [] }
      : movementBetween(before, census, planned)),
  };
}

/** What makes two changes the same for this purpose: what they are about, whatever the sides look like by now. */
function sameness(change: Change): string {
  const { login, team, repo } = subjectOf(change);
  return JSON.stringify([change.kind, keyOf(login), keyOf(team), keyOf(repo)]);
}

import type { Census } from '../model/census.ts';
import { type Change, inBrief, subjectOf } from '../model/change.ts';
import { keyOf } from '../model/identity.ts';
import type { Finding, Outcome, Violation } from '../model/plan.ts';
import { type Movement, movementBetween } from './census.ts';
import { type IdOf, type Sameness, samenessOf } from './sameness.ts';

/** What one look at live shows: the plan that would be made now. */
export interface Sight {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  /** What the guards have against it. */
  readonly violations: readonly Violation[];
  readonly idOf: IdOf;
  /** Null where nobody is to be missed. */
  readonly census: Census | null;
}

/** What a look says of the changes carried out so far. */
export interface Seen extends Movement {
  readonly sight: Sight;
  /** GitHub accepted these, and they do not show. */
  readonly notInEffect: readonly Change[];
  /** No answer came to these, and they show. */
  readonly landed: readonly Change[];
}

/** What a run knows from its start. */
export interface Start {
  /** The whole plan; whom it takes out of the organisation is not missed. */
  readonly planned: readonly Change[];
  readonly idOf: IdOf;
  /** Who was there before the first change; null where nothing is taken away. */
  readonly census: Census | null;
}

/** How long to wait before each look, in milliseconds: GitHub shows some writes only after a while. */
const patience = [0, 1000, 2000, 4000, 8000] as const;

/**
 * Looks again until live is as planned, or patience runs out.
 * @param outcomes what became of the changes so far
 * @param settled changes that an earlier look has shown, and that may be gone again without a fault of ours
 * @param look reads live, and plans once more
 * @param wait pauses for so many milliseconds
 */
export async function lookAgain(
  outcomes: readonly Outcome[],
  settled: ReadonlySet<Change>,
  start: Start,
  look: () => Promise<Sight>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Seen> {
  for (const [index, pause] of patience.entries()) {
    await wait(pause);
    const seen = judge(outcomes, settled, start, await look());
    if (isAsPlanned(seen) || index === patience.length - 1) return seen;
  }
  throw new Error('patience has at least one look');
}

export function isAsPlanned({ notInEffect, disappeared }: Seen): boolean {
  return notInEffect.length === 0 && disappeared.length === 0;
}

/** What a look found that was not planned, in whole sentences. */
export function surprise({ notInEffect, disappeared }: Seen): string {
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

function few(names: readonly string[]): string {
  return `${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}

function judge(
  outcomes: readonly Outcome[],
  settled: ReadonlySet<Change>,
  { planned, idOf, census }: Start,
  sight: Sight,
): Seen {
  const same = samenessOf(idOf, sight.idOf);
  const left = new Set(sight.changes.map((change) => same.ofFresh(change)));
  const isLeft = (change: Change): boolean => left.has(same.ofPlanned(change));
  const done = outcomes.flatMap(({ change, result }) => (result === 'done' ? [change] : []));
  const unknown = outcomes.flatMap(({ change, result, code }) =>
    result !== 'done' && code === 'no-answer' ? [change] : [],
  );
  return {
    sight,
    notInEffect: done.filter((change) => isLeft(change) && !settled.has(change)),
    landed: unknown.filter((change) => !isLeft(change) && !isHeld(change, sight.findings)),
    ...(census === null || sight.census === null
      ? { disappeared: [], arrived: [] }
      : movementBetween(census, sight.census, planned)),
  };
}

/** Findings that say why something is not planned although it is not so. */
const holding: ReadonlySet<Finding['finding']> = new Set<Finding['finding']>([
  'departed',
  'drift',
  'no-such-account',
  'no-such-repository',
  'invitation-given-up',
  'archived',
  'held-back',
]);

/** Whether a plan leaves a change out for another reason than that it is in effect. */
export function isHeld(change: Change, findings: readonly Finding[]): boolean {
  const { login, team, repo } = subjectOf(change);
  const names = new Set([login, team, repo].filter((name) => name !== '').map(keyOf));
  return findings.some(
    (finding) =>
      (finding.unfinished === true || holding.has(finding.finding)) &&
      [finding.login, finding.team, finding.repo].some((name) => name !== undefined && names.has(keyOf(name))),
  );
}

/** A planned change that has not been tried yet, as the latest look has it. */
export type Renewed =
  | { readonly still: Change }
  /** It is so by now, without us. */
  | { readonly already: Change }
  /** It is not asked for any more, and not in effect either. */
  | { readonly held: Change };

/** What the latest look makes of the changes of the next wave: under today's names, and no more than was planned. */
export function renewed(changes: readonly Change[], { idOf }: Start, sight: Sight): readonly Renewed[] {
  const same: Sameness = samenessOf(idOf, sight.idOf);
  const fresh = new Map(sight.changes.map((change) => [same.ofFresh(change), change]));
  return changes.map((change) => {
    const still = fresh.get(same.ofPlanned(change));
    if (still !== undefined) return { still };
    return isHeld(change, sight.findings) ? { held: change } : { already: change };
  });
}

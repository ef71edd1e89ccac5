import { counted } from '../model/figures.ts';
import type { Finding, Outcome, Stop } from '../model/plan.ts';
import { short } from './headline.ts';
import type { Quote } from './words.ts';

/** What apply did. */
export interface ApplyReport {
  readonly organization: string;
  /** The commit that was applied. */
  readonly commit: string | null;
  readonly outcomes: readonly Outcome[];
  /** How many changes the plan had; those without an outcome were not tried. */
  readonly planned: number;
  /** Why the run ended before it had tried everything, or null. */
  readonly stop: Stop | null;
  /** What the journal calls the run; a run that changed nothing has none. */
  readonly run?: string;
  readonly findings: readonly Finding[];
  readonly verification: Verification;
  readonly applied: Applied;
}

/** What reading live again showed. */
export type Verification =
  /** The second plan is empty: of everything, of what was looked at, or of what the options asked for. */
  | { readonly result: 'converged'; readonly scope: 'full' | 'touched' | 'asked' }
  /** The second plan is empty, and so much of what the state asks for waits or could not be done. */
  | { readonly result: 'unfinished'; readonly left: number }
  /** The second plan still has so many changes. */
  | { readonly result: 'differs'; readonly changes: number }
  /** All that was planned is in effect; so many changes have come up since. */
  | { readonly result: 'overtaken'; readonly changes: number }
  | { readonly result: 'not-verified'; readonly why: string };

/** Whether `refs/rollcall/applied` moved, and where it stands. */
export type Applied =
  | { readonly moved: true; readonly to: string }
  | { readonly moved: false; readonly at: string | null; readonly why: string; readonly failed?: boolean };

const results = ['done', 'failed', 'waiting', 'skipped'] as const;
export type Result = (typeof results)[number];

/** Why the run ended early, and how much it left. */
export function stopWords({ stop, planned, outcomes }: ApplyReport, quote: Quote): readonly string[] {
  if (stop === null) return [];
  const left = planned - outcomes.length;
  return [
    `Stopped (${stop.reason}): ${quote(stop.message)}${left === 0 ? '' : ` ${counted(left, 'change')} not tried.`}`,
  ];
}

export function unfinished({ findings }: ApplyReport): readonly Finding[] {
  return findings.filter((finding) => finding.unfinished === true);
}

export function countsOf(outcomes: readonly Outcome[]): Readonly<Record<Result, number>> {
  const count = (wanted: Result): number => outcomes.filter(({ result }) => result === wanted).length;
  return { done: count('done'), failed: count('failed'), waiting: count('waiting'), skipped: count('skipped') };
}

export function headline({ organization, outcomes }: ApplyReport, quote: Quote): string {
  if (outcomes.length === 0) return `Nothing was changed in ${quote(organization)}`;
  const counts = countsOf(outcomes);
  const others = (['failed', 'waiting', 'skipped'] as const).filter((result) => counts[result] > 0);
  const rest = others.map((result) => `, ${counts[result]} ${result}`).join('');
  return `${counted(counts.done, 'change')} made to ${quote(organization)}${rest}`;
}

/** Where nothing was to be changed, nothing was read a second time. */
export function verificationWords({ verification, planned, outcomes }: ApplyReport, quote: Quote): string {
  const read = planned + outcomes.length === 0 ? 'Read once' : 'Read again';
  switch (verification.result) {
    case 'converged':
      return `${read}: converged${scopes[verification.scope]}.`;
    case 'unfinished':
      return `${read}: ${counted(verification.left, 'thing')} that the state asks for ${verification.left === 1 ? 'is' : 'are'} not in effect, as listed.`;
    case 'differs':
      return `${read}: ${counted(verification.changes, 'change')} still to make.`;
    case 'overtaken':
      return `${read}: all of it is in effect; ${counted(verification.changes, 'change')} came up since. Run again.`;
    case 'not-verified':
      return `Not verified: ${quote(verification.why)}`;
  }
}

const scopes = {
  full: '',
  touched: ' in scope: the rest of the organisation was not looked at',
  asked: ' in what the options ask for: the rest was left out',
} as const;

export function appliedWords(applied: Applied, quote: Quote): string {
  if (applied.moved) return `The commit applied last is now ${short(applied.to)}.`;
  const at = applied.at === null ? 'there is none yet' : `it stays at ${short(applied.at)}`;
  return `The commit applied last did not move (${at}): ${quote(applied.why)}`;
}

import type { Finding, Outcome, Stop } from '../model/plan.ts';
import { code, json, markdown, visible } from './escape.ts';
import { short } from './headline.ts';
import { cut, type Section } from './markdown-sections.ts';
import { type Paint, plainly, type Style } from './paint.ts';
import { changeAsData, findingAsData } from './plan-json.ts';
import { counted, type Quote, wordsFor } from './words.ts';

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
  /** The second plan is empty; in scope, for what was looked at alone. */
  | { readonly result: 'converged'; readonly scope: 'full' | 'touched' }
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
type Result = (typeof results)[number];
const styles: Readonly<Record<Result, Style>> = {
  done: 'green',
  failed: 'red',
  waiting: 'yellow',
  skipped: 'yellow',
};

/** What did not succeed is listed whole where `verbose`, else up to so many. */
const shownByDefault = 50;

export function outcomeAsText(
  report: ApplyReport,
  { paint = plainly, verbose = false }: { readonly paint?: Paint; readonly verbose?: boolean } = {},
): string {
  const troubles = verbose
    ? report.outcomes.map((outcome) => outcomeLine(outcome, paint))
    : [
        ...report.outcomes.filter(isTrouble).map((outcome) => outcomeLine(outcome, paint)),
        ...waitingTogether(report.outcomes).map((all) => waitingLine(all, paint)),
      ];
  const shown = verbose ? troubles : troubles.slice(0, shownByDefault);
  const rest = troubles.length - shown.length;
  const lines = [
    paint('bold', headline(report, visible)),
    ...shown,
    ...(rest === 0 ? [] : [`  … and ${counted(rest, 'more', 'more')} (--verbose)`]),
    ...unfinished(report).map(({ message }) => `  ${paint('yellow', '! not in effect:')} ${visible(message)}`),
    ...stopWords(report, visible).map((line) => paint('red', line)),
    verificationWords(report.verification, visible),
    appliedWords(report.applied, visible),
    ...(report.run === undefined ? [] : [`rollcall journal --run ${report.run} shows each step.`]),
  ];
  return `${lines.join('\n')}\n`;
}

function outcomeLine({ change, result, message }: Outcome, paint: Paint): string {
  const why = message === undefined ? '' : `: ${visible(message)}`;
  return `  ${paint(styles[result], result)}  ${wordsFor(change, visible)}${why}`;
}

function isTrouble({ result }: Outcome): boolean {
  return result === 'failed' || result === 'skipped';
}

/** What waits for the same is told once, however much it is. */
function waitingTogether(outcomes: readonly Outcome[]): readonly (readonly [Outcome, ...Outcome[]])[] {
  const together = new Map<string, [Outcome, ...Outcome[]]>();
  for (const outcome of outcomes.filter(({ result }) => result === 'waiting')) {
    const known = together.get(outcome.message ?? '');
    if (known === undefined) together.set(outcome.message ?? '', [outcome]);
    else known.push(outcome);
  }
  return [...together.values()];
}

function waitingLine([first, ...others]: readonly [Outcome, ...Outcome[]], paint: Paint): string {
  if (others.length === 0) return outcomeLine(first, paint);
  const also = `${wordsFor(first.change, visible)}, and ${counted(others.length, 'more', 'more')}`;
  return `  ${paint(styles.waiting, 'waiting')}  ${also}: ${visible(first.message ?? '')}`;
}

export function outcomeAsMarkdown(report: ApplyReport, { limit = 60_000 }: { readonly limit?: number } = {}): string {
  const rows = report.outcomes
    .filter(({ result }) => result !== 'done')
    .map(({ change, result, message }) => `| ${result} | ${wordsFor(change, code)} | ${markdown(message ?? '')} |`);
  const troubles: Section = { before: '| result | change | why |\n|---|---|---|\n', rows, after: '', noun: 'change' };
  const waiting = unfinished(report).map(({ message }) => `- ${markdown(message)}`);
  const head = [
    `### ${headline(report, code)}`,
    ...stopWords(report, markdown).map((line) => `**${line}**`),
    `${verificationWords(report.verification, markdown)} ${appliedWords(report.applied, markdown)}`,
  ];
  return cut(head, [troubles, { before: '**Not in effect**\n\n', rows: waiting, after: '', noun: 'finding' }], limit);
}

export function outcomeAsJson({
  organization,
  commit,
  outcomes,
  planned,
  stop,
  run,
  findings,
  verification,
  applied,
}: ApplyReport): string {
  return json({
    version: 1,
    organization,
    commit,
    ...(run === undefined ? {} : { run }),
    summary: { planned, ...countsOf(outcomes) },
    ...(stop === null ? {} : { stop: { reason: stop.reason, message: stop.message } }),
    outcomes: outcomes.map(({ change, result, message, code: why }) => ({
      result,
      ...(why === undefined ? {} : { code: why }),
      ...(message === undefined ? {} : { message }),
      change: changeAsData(change),
    })),
    findings: findings.map(findingAsData),
    verification: verificationAsData(verification),
    applied: applied.moved ? { moved: true, to: applied.to } : { moved: false, at: applied.at, why: applied.why },
  });
}

function verificationAsData(verification: Verification): object {
  switch (verification.result) {
    case 'converged':
      return { result: verification.result, scope: verification.scope };
    case 'differs':
    case 'overtaken':
      return { result: verification.result, changes: verification.changes };
    case 'not-verified':
      return { result: verification.result, why: verification.why };
  }
}

/** Why the run ended early, and how much it left. */
function stopWords({ stop, planned, outcomes }: ApplyReport, quote: Quote): readonly string[] {
  if (stop === null) return [];
  const left = planned - outcomes.length;
  return [
    `Stopped (${stop.reason}): ${quote(stop.message)}${left === 0 ? '' : ` ${counted(left, 'change')} not tried.`}`,
  ];
}

function unfinished({ findings }: ApplyReport): readonly Finding[] {
  return findings.filter((finding) => finding.unfinished === true);
}

function countsOf(outcomes: readonly Outcome[]): Readonly<Record<Result, number>> {
  const count = (wanted: Result): number => outcomes.filter(({ result }) => result === wanted).length;
  return { done: count('done'), failed: count('failed'), waiting: count('waiting'), skipped: count('skipped') };
}

function headline({ organization, outcomes }: ApplyReport, quote: Quote): string {
  if (outcomes.length === 0) return `Nothing was changed in ${quote(organization)}`;
  const counts = countsOf(outcomes);
  const others = (['failed', 'waiting', 'skipped'] as const).filter((result) => counts[result] > 0);
  const rest = others.map((result) => `, ${counts[result]} ${result}`).join('');
  return `${counted(counts.done, 'change')} made to ${quote(organization)}${rest}`;
}

function verificationWords(verification: Verification, quote: Quote): string {
  switch (verification.result) {
    case 'converged': {
      const scope = verification.scope === 'full' ? '' : ' in scope: the rest of the organisation was not looked at';
      return `Read again: converged${scope}.`;
    }
    case 'differs':
      return `Read again: ${counted(verification.changes, 'change')} still to make.`;
    case 'overtaken':
      return `Read again: all of it is in effect; ${counted(verification.changes, 'change')} came up since. Run again.`;
    case 'not-verified':
      return `Not read again: ${quote(verification.why)}`;
  }
}

function appliedWords(applied: Applied, quote: Quote): string {
  if (applied.moved) return `The commit applied last is now ${short(applied.to)}.`;
  const at = applied.at === null ? 'there is none yet' : `it stays at ${short(applied.at)}`;
  return `The commit applied last did not move (${at}): ${quote(applied.why)}`;
}

import { visible, visibleLines } from './escape.ts';
import { type Paint, plainly } from './paint.ts';
import { violationLines, type TextOptions } from './plan-text.ts';
import type { ProposalOutcome, ProposalReport, ProposeReport } from './proposal.ts';
import { headings, listedKinds, reasonsNamed } from './proposal/kinds.ts';
import { outcomeWords } from './proposal/outcome-words.ts';

/** What `rollcall propose` did, for a terminal. */
export function proposalsAsText(
  { violations, warnings, outcomes }: ProposeReport,
  { paint = plainly, verbose = false }: TextOptions = {},
): string {
  const sections = [
    warnings.map((warning) => warningLine(warning, paint)),
    ...violations.map((violation) => violationLines(violation, paint)),
    violations.length === 0 ? [] : [paint('bold', 'Nothing was proposed.')],
    ...outcomes.map((outcome) => outcomeLines(outcome, paint, verbose)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function warningLine(warning: string, paint: Paint): string {
  return paint('yellow', `! ${visible(warning)}`);
}

function outcomeLines(outcome: ProposalOutcome, paint: Paint, verbose: boolean): readonly string[] {
  return [
    paint('bold', outcomeWords(outcome, visible)),
    ...outcome.warnings.map((warning) => `  ${warningLine(warning, paint)}`),
    ...listLines(outcome.report, paint, verbose),
    ...(outcome.kind === 'refused' ? outcome.violations.flatMap((one) => violationLines(one, paint)) : []),
    ...(outcome.kind === 'dry-run' ? draftLines(outcome, paint) : []),
  ];
}

/** How many are only listed; whom people should look at by name, and each of them where everything is asked for. */
function listLines({ proposal }: ProposalReport, paint: Paint, verbose: boolean): readonly string[] {
  return listedKinds.flatMap((kind) => {
    const listed = proposal.listed.filter((one) => one.kind === kind);
    if (listed.length === 0) return [];
    const reasons = verbose ? listed.map(({ reason }) => reason) : reasonsNamed(kind, listed);
    const lines = reasons.map((reason) => paint('dim', `    ${visible(reason)}`));
    return [`  ${headings[kind]} (${listed.length})`, ...lines];
  });
}

function draftLines(outcome: Extract<ProposalOutcome, { kind: 'dry-run' }>, paint: Paint): readonly string[] {
  const { branch, base } = outcome.report;
  return [
    `title:  ${visible(outcome.title)}`,
    `branch: ${visible(branch)} into ${visible(base)}`,
    '',
    ...visibleLines(outcome.body.trimEnd()),
    '',
    ...visibleLines(outcome.diff.trimEnd()).map((line) => diffLine(line, paint)),
  ];
}

function diffLine(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint('green', line);
  return line.startsWith('-') ? paint('red', line) : line;
}

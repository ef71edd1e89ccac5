import { codeBlock, code, markdown } from './escape.ts';
import { violationAsMarkdown } from './plan-markdown.ts';
import type { ProposalOutcome, ProposeReport } from './proposal.ts';
import { headings, listedKinds, reasonsNamed } from './proposal/kinds.ts';
import { sentence } from './proposal/cells.ts';
import { outcomeWords } from './proposal/outcome-words.ts';

/** What `rollcall propose` did, for a job's summary. */
export function proposalsAsMarkdown({ violations, warnings, outcomes }: ProposeReport): string {
  const parts = [
    ...warnings.map((warning) => `> [!WARNING]\n> ${markdown(warning)}`),
    ...(violations.length === 0 ? [] : ['### Nothing was proposed']),
    ...violations.map(violationAsMarkdown),
    ...outcomes.flatMap(outcomeParts),
  ];
  return `${parts.join('\n\n')}\n`;
}

function outcomeParts(outcome: ProposalOutcome): readonly string[] {
  const { proposal } = outcome.report;
  const lists = listedKinds.flatMap((kind) => {
    const listed = proposal.listed.filter((one) => one.kind === kind);
    if (listed.length === 0) return [];
    const reasons = reasonsNamed(kind, listed).map((reason) => `  - ${sentence(reason)}`);
    return [`- ${headings[kind]}: ${listed.length}`, ...reasons];
  });
  return [
    `### ${outcomeWords(outcome, code)}`,
    ...outcome.warnings.map((warning) => `> [!WARNING]\n> ${markdown(warning)}`),
    ...(lists.length === 0 ? [] : [lists.join('\n')]),
    ...(outcome.kind === 'refused' ? outcome.violations.map(violationAsMarkdown) : []),
    ...(outcome.kind === 'dry-run' ? draftParts(outcome) : []),
  ];
}

function draftParts({ title, body, diff, report }: Extract<ProposalOutcome, { kind: 'dry-run' }>): readonly string[] {
  return [
    `**${markdown(title)}** from ${code(report.branch)} into ${code(report.base)}`,
    body.trimEnd(),
    codeBlock('diff', diff.trimEnd()),
  ];
}

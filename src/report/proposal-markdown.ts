import { counted } from '../model/figures.ts';
import type { Violation } from '../model/plan.ts';
import { fit, lengthOf, type Section } from './markdown-sections.ts';
import { violationAsMarkdown } from './plan-markdown.ts';
import { path } from './proposal/cells.ts';
import { budget, grace, invitations, summary, titles, titleWords } from './proposal/figures.ts';
import { instructions } from './proposal/instructions.ts';
import { restAsMarkdown } from './proposal/rest.ts';
import { sectionsOf, type TitledSection } from './proposal/sections.ts';
import { sourcesSection } from './proposal/sources.ts';
import type { ProposalReport } from './proposal.ts';

export interface ProposalText {
  /** For the pull request. */
  readonly body: string;
  /** For the file `report.rest` of the branch, where the body could not hold every row. */
  readonly rest: string | undefined;
}

/** GitHub refuses more than 65,536 characters. */
const defaultLimit = 60_000;

/**
 * A proposal for a pull request. Where not every row fits, the body counts and names what it left out, and the file has
 * all of them. What it adds up to and how to say no are never cut.
 * @param options.limit characters of the body; at least 10,000, so that what is never cut has room
 */
export function proposalAsMarkdown(
  report: ProposalReport,
  { limit = defaultLimit }: { readonly limit?: number } = {},
): ProposalText {
  const sections = [...sectionsOf(report), sourcesSection(report)];
  const [head, tail] = [headOf(report), instructions(report)];
  const whole = sections
    .filter(({ rows }) => rows.length > 0)
    .map((section) => ({ section, rows: section.rows.length }));
  const remarks = lengthOf([...head, ...tail, leftOut(whole, report)]);
  const { parts, left } = fit(sections, limit - remarks);
  const remark = left.length === 0 ? [] : [leftOut(left, report)];
  return {
    body: `${[...head, ...remark, ...parts, ...tail].join('\n\n')}\n`,
    rest: left.length === 0 ? undefined : restAsMarkdown(report),
  };
}

function headOf(report: ProposalReport): readonly string[] {
  return [summary(report), budget(report), grace(report), invitations(report)].flatMap((text) => text ?? []);
}

interface Left {
  readonly section: TitledSection;
  readonly rows: number;
}

/** Before the rows, so that nobody takes them for all. */
function leftOut(left: readonly Left[], report: ProposalReport): string {
  const count = left.reduce((sum, { rows }) => sum + rows, 0);
  const named = left.map(({ section, rows }) => `- ${counted(rows, 'line')}: ${section.title}`);
  return `> [!IMPORTANT]\n> **${counted(count, 'line')} more did not fit here.** ${path(report.rest)} in this branch has them all. Left out are\n>\n${named.map((line) => `> ${line}`).join('\n')}`;
}

/** ASCII, and never longer than a line. */
export function proposalTitle(report: ProposalReport): string {
  return `${titles[report.which]}: ${titleWords(report)}`;
}

/**
 * A commit's message. There is not a word of HR in it.
 * @param removals values of the `Rollcall-Removal` trailers
 */
export function proposalMessage(report: ProposalReport, removals: readonly string[]): string {
  const trailers = removals.map((removal) => `Rollcall-Removal: ${removal}\n`);
  const why = 'Proposed from HR data by `rollcall propose`; the pull request says why.';
  return `${proposalTitle(report)}\n\n${why}\n${trailers.length === 0 ? '' : '\n'}${trailers.join('')}`;
}

/** All of a proposal over its budget, for people to look at, with the lines that would let it through. */
export function refusedListAsMarkdown(report: ProposalReport, violations: readonly Violation[]): string {
  const sections: readonly Section[] = [...sectionsOf(report), sourcesSection(report)];
  const parts = [
    `# Not proposed. ${proposalTitle(report)}`,
    ...violations.map(violationAsMarkdown),
    ...headOf(report),
    ...fit(sections, Infinity).parts,
  ];
  return `${parts.join('\n\n')}\n`;
}

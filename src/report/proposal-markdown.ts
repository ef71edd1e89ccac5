import { counted, grouped } from '../model/figures.ts';
import type { Violation } from '../model/plan.ts';
import { fit, lengthOf } from './markdown-sections.ts';
import { violationAsMarkdown } from './plan-markdown.ts';
import { path } from './proposal/cells.ts';
import { budget, grace, invitations, largeAdditions, summary, titles, titleWords } from './proposal/figures.ts';
import { instructions } from './proposal/instructions.ts';
import { restAsMarkdown } from './proposal/rest.ts';
import { sectionsOf, type TitledSection } from './proposal/sections.ts';
import { sourcesTable } from './proposal/sources.ts';
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
 * @param options.limit characters of the body; at least 20,000, so that what is never cut has room
 */
export function proposalAsMarkdown(
  report: ProposalReport,
  { limit = defaultLimit }: { readonly limit?: number } = {},
): ProposalText {
  const sections = sectionsOf(report);
  const [head, tail] = [headOf(report), [...instructions(report), sourcesTable(report)]];
  const room = limit - lengthOf([...head, ...tail]);
  const whole = fit(sections, room);
  // What is said of rows that are left out takes room from the others, at most as much as if none of them fitted.
  const { parts, left } =
    whole.left.length === 0 ? whole : fit(sections, room - leftOut(fit(sections, 0).left, report).length - 2);
  const remark = left.length === 0 ? [] : [leftOut(left, report)];
  return {
    body: `${[...head, ...remark, ...parts, ...tail].join('\n\n')}\n`,
    rest: left.length === 0 ? undefined : restAsMarkdown(report),
  };
}

function headOf(report: ProposalReport): readonly string[] {
  return [largeAdditions(report), summary(report), budget(report), grace(report), invitations(report)].flatMap(
    (text) => text ?? [],
  );
}

interface Left {
  readonly section: TitledSection;
  readonly rows: number;
}

/** Before the rows, so that nobody takes them for all. */
function leftOut(left: readonly Left[], report: ProposalReport): string {
  const count = left.reduce((sum, { rows }) => sum + rows, 0);
  const named = left.map(
    ({ section, rows }) => `- ${section.title} (${grouped(rows)} of ${grouped(section.rows.length)})`,
  );
  return `> [!IMPORTANT]\n> **${counted(count, 'line')} more did not fit here.** ${path(report.rest)} in this branch has them all. Left out are\n>\n${named.map((line) => `> ${line}`).join('\n')}`;
}

/** ASCII, and never longer than a line. */
export function proposalTitle(report: ProposalReport): string {
  return `${titles[report.which]}: ${titleWords(report)}`;
}

/** So many additions a message tells: one that is not told only holds a later removal back. */
const additionsTold = 500;

/**
 * A commit's message. There is not a word of HR in it.
 * @param records trailers, `Rollcall-Removal: …` and `Rollcall-Addition: …`
 */
export function proposalMessage(report: ProposalReport, records: readonly string[]): string {
  const isAddition = (record: string): boolean => record.startsWith('Rollcall-Addition:');
  const additions = records.filter(isAddition).slice(0, additionsTold);
  const trailers = [...records.filter((record) => !isAddition(record)), ...additions].map((record) => `${record}\n`);
  const why = 'Proposed from HR data by `rollcall propose`; the pull request says why.';
  return `${proposalTitle(report)}\n\n${why}\n${trailers.length === 0 ? '' : '\n'}${trailers.join('')}`;
}

/** All of a proposal over its budget, for people to look at, with the lines that would let it through. */
export function refusedListAsMarkdown(report: ProposalReport, violations: readonly Violation[]): string {
  const parts = [
    `# Not proposed. ${proposalTitle(report)}`,
    ...violations.map(violationAsMarkdown),
    ...headOf(report),
    ...fit(sectionsOf(report), Infinity).parts,
    sourcesTable(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

import type { Violation } from '../model/plan.ts';
import type { ProposalReport } from './proposal.ts';

export interface ProposalText {
  /** For the pull request. */
  readonly body: string;
  /** For the file `report.rest` of the branch, where the body could not hold every row. */
  readonly rest: string | undefined;
}

/** @param options.limit characters of the body; GitHub takes 65,536 */
export function proposalAsMarkdown(report: ProposalReport, { limit = 60_000 }: { limit?: number } = {}): ProposalText {
  throw new Error(`${report.which} ${limit}`);
}

/** ASCII, and never longer than a line. */
export function proposalTitle(report: ProposalReport): string {
  throw new Error(report.which);
}

/** @param removals values of the `Rollcall-Removal` trailers */
export function proposalMessage(report: ProposalReport, removals: readonly string[]): string {
  throw new Error(`${report.which} ${removals.length}`);
}

/** All rows of a proposal over its budget, with what would let it through. */
export function refusedListAsMarkdown(report: ProposalReport, violations: readonly Violation[]): string {
  throw new Error(`${report.which} ${violations.length}`);
}

import type { ProposalOutcome } from '../proposal.ts';
import type { Quote } from '../words.ts';
import { titles, titleWords } from './figures.ts';

/** What became of one proposal, in a sentence. */
export function outcomeWords(outcome: ProposalOutcome, quote: Quote): string {
  const { report } = outcome;
  const what = `${titles[report.which]}: ${titleWords(report)}`;
  switch (outcome.kind) {
    case 'nothing':
      return `${titles[report.which]}: nothing to propose.`;
    case 'opened':
      return `${what}. Opened ${named(outcome, quote)}.`;
    case 'updated':
      return `${what}. Updated ${named(outcome, quote)}.`;
    case 'unchanged':
      return `${what}. Nothing changed in ${named(outcome, quote)}.`;
    case 'left-alone':
      return `${what}. Left alone, as it is approved and its content would be the same: ${named(outcome, quote)}.`;
    case 'left-closed':
      return `${what}. Left closed, as people closed just this: ${named(outcome, quote)}.`;
    case 'closed':
      return `${titles[report.which]}: nothing left to propose. Closed ${named(outcome, quote)}.`;
    case 'refused':
      return `${what}. NOT PROPOSED: over the budget.${outcome.list === undefined ? '' : ` All of it is in ${quote(outcome.list)}.`}`;
    case 'failed':
      return `${what}. FAILED: ${quote(outcome.message)}`;
    case 'dry-run':
      return `${what}. Nothing was written; this would be the pull request:`;
  }
}

function named({ pullRequest }: Extract<ProposalOutcome, { pullRequest: unknown }>, quote: Quote): string {
  return `#${pullRequest.number} (${quote(pullRequest.url)})`;
}

import { grouped } from '../../model/figures.ts';
import type { ProposalReport } from '../proposal.ts';
import { name, row, tableHead } from './cells.ts';

/** How many sources are shown: nobody has so many. */
const mostShown = 20;

/** What each source of HR gave. */
export function sourcesTable({ sources }: ProposalReport): string {
  const rows = sources
    .slice(0, mostShown)
    .map(({ name: source, counts: { rows, active, left, unknown } }) =>
      row([name(source), ...[rows, active, left, unknown].map(grouped)]),
    );
  const more = sources.length - mostShown;
  const table = `${tableHead(['source of HR', 'rows', 'active', 'left', 'unknown'])}${rows.join('\n')}`;
  return more > 0 ? `${table}\n\nAnd ${more} sources more.` : table;
}

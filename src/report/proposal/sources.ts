import { grouped } from '../../model/figures.ts';
import type { Section } from '../markdown-sections.ts';
import type { ProposalReport } from '../proposal.ts';
import { name, row, tableHead } from './cells.ts';

/** What each source of HR gave. */
export function sourcesSection({ sources }: ProposalReport): Section & { readonly title: string } {
  const rows = sources.map(({ name: source, counts: { rows, active, left, unknown } }) =>
    row([name(source), ...[rows, active, left, unknown].map(grouped)]),
  );
  const before = tableHead(['source of HR', 'rows', 'active', 'left', 'unknown']);
  return { title: 'sources', before, rows, after: '', noun: 'source' };
}

import type { Listed } from '../../model/proposal.ts';
import type { ProposalReport } from '../proposal.ts';
import { name, path, placesIn, row, tableHead } from './cells.ts';
import { whatIsDone } from './edit-words.ts';
import { titles } from './figures.ts';
import { headings, listedKinds } from './kinds.ts';
import { lineEdits, personRows } from './rows.ts';

/**
 * All rows of a proposal, for a file of its branch. As git keeps it for good, it says what is done to whom and where HR
 * says so, and nothing of what HR says there: no status, date or department.
 */
export function restAsMarkdown(report: ProposalReport): string {
  const { which, proposal, employees } = report;
  const parts = [
    `# ${titles[which]}: all rows`,
    'The text of the pull request could not hold them all. Why is in the rows of HR that are named here.',
    ...table(
      'What is proposed',
      ['person', 'employee', 'what', 'HR'],
      personRows(proposal.edits, employees).map((person) => {
        const evidence = person.edits.flatMap(({ evidence }) => evidence);
        return [
          name(person.login),
          nameOrNone(person.employee),
          whatIsDone(person, name, Infinity),
          placesIn(evidence, person.employee),
        ];
      }),
    ),
    ...table(
      'Lines of the state that go',
      ['line'],
      lineEdits(proposal.edits).map(({ file, line }) => [path(`${file}:${line}`)]),
    ),
    ...listedKinds.flatMap((kind) =>
      table(
        headings[kind],
        ['person', 'employee', 'team', 'HR'],
        proposal.listed.filter((one) => one.kind === kind).map(cells),
      ),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function cells({ login, employee, team, evidence }: Listed): readonly string[] {
  return [nameOrNone(login), nameOrNone(employee), nameOrNone(team), placesIn(evidence, employee)];
}

function nameOrNone(text: string | undefined): string {
  return text === undefined ? '' : name(text);
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [`## ${title} (${rows.length})`, `${tableHead(columns)}${rows.map(row).join('\n')}`];
}

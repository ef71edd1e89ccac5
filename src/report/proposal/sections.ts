import type { Listed, ListedKind } from '../../model/proposal.ts';
import type { Section } from '../markdown-sections.ts';
import type { ProposalReport, Which } from '../proposal.ts';
import { name, path, placesIn, row, sentence, sentences, tableHead } from './cells.ts';
import { teamsGiven, whatIsDone } from './edit-words.ts';
import { headings, listedKinds } from './kinds.ts';
import { lineEdits, type LineEdit, type PersonRow, personRows } from './rows.ts';

export interface TitledSection extends Section {
  /** In plain words, for saying what was left out. */
  readonly title: string;
}

/** A list with more rows than this is folded away; what is to be done never is. */
const rowsOpen = 10;

/** Everything that a proposal says, most important first: what is taken, what is given, and then the lists. */
export function sectionsOf({ which, proposal, employees }: ProposalReport): readonly TitledSection[] {
  return [
    peopleSection(which, personRows(proposal.edits, employees)),
    linesSection(lineEdits(proposal.edits)),
    ...listedKinds.map((kind) =>
      listSection(
        kind,
        proposal.listed.filter((one) => one.kind === kind),
      ),
    ),
  ];
}

const columns: Readonly<Record<Which, string>> = { joiners: 'teams', movers: 'change', leavers: 'step' };

function peopleSection(which: Which, people: readonly PersonRow[]): TitledSection {
  const rows = people.map((person) => {
    const employee = person.employee === undefined ? '' : name(person.employee);
    const why = sentences(person.edits.map(({ reason }) => reason));
    const what = which === 'joiners' ? teamsGiven(person, name) : whatIsDone(person, name);
    return row([name(person.login), employee, what, why]);
  });
  const before = tableHead(['person', 'employee', columns[which], 'why']);
  return { title: 'People', before, rows, after: '', noun: 'person' };
}

function linesSection(lines: readonly LineEdit[]): TitledSection {
  const rows = lines.map(({ file, line, reason }) => row([path(`${file}:${line}`), sentence(reason)]));
  const title = 'Lines of the state that go';
  return { title, before: tableHead(['line that goes', 'why']), rows, after: '', noun: 'line' };
}

function listSection(kind: ListedKind, listed: readonly Listed[]): TitledSection {
  const title = headings[kind];
  const rows = listed.map((one) => `- ${kind === 'no-login' ? shortWords(one) : sentence(one.reason)}`);
  if (rows.length <= rowsOpen)
    return { title, before: `**${title}** (${rows.length})\n\n`, rows, after: '', noun: 'line' };
  const before = `<details><summary><b>${title}</b> (${rows.length})</summary>\n\n`;
  return { title, before, rows, after: '\n\n</details>', noun: 'line' };
}

/** There may be many, and all of them for one reason. */
function shortWords({ employee = '', evidence }: Listed): string {
  return `${name(employee)} (${placesIn(evidence, employee)})`;
}

import { counted } from '../../model/figures.ts';
import type { Standing, StatusReport } from '../../model/standing.ts';
import { code, markdown } from '../escape.ts';
import { countsInWords, countsOf, type Group, groupsOf, minute, titles } from './groups.ts';

/** Where everybody stands, worst first, for a comment or a summary of a run. */
export function statusAsMarkdown(report: StatusReport): string {
  const { people, unread } = report;
  const failures = unread.length === 0 ? [] : ['### Not everything could be read', unread.map(bullet).join('\n')];
  const counts = people.length === 0 ? ['It touched nobody.'] : [countTable(report)];
  return `${[...headOf(report), ...counts, ...failures, ...groupsOf(report).map(sectionOf)].join('\n\n')}\n`;
}

function headOf(report: StatusReport): string[] {
  const { organization, change, people, head, applied, checkedAt } = report;
  const behind = applied === null ? 'nothing was applied yet' : `applied is ${code(applied.slice(0, 10))}`;
  const where = people.length === 0 ? '' : `: ${countsInWords(report)}`;
  return [
    `## ${counted(people.length, 'person', 'people')} of ${code(organization)}${where}`,
    `Touched since ${code(change.commit.slice(0, 10))} (${minute(change.at)}, ${markdown(change.subject)}). As of ${minute(checkedAt)}, desired as ${code(head.slice(0, 10))} says${applied === head ? '' : `; ${behind}`}.`,
  ];
}

function countTable(report: StatusReport): string {
  const counts = countsOf(report);
  return [
    `| ${counts.map(([standing]) => standing).join(' | ')} |`,
    `|${counts.map(() => ' ---: ').join('|')}|`,
    `| ${counts.map(([, count]) => count).join(' | ')} |`,
  ].join('\n');
}

/** Those who are restored need nothing: their list is folded. */
function sectionOf({ standing, people }: Group): string {
  const title = `${people.length} ${standing}: ${titles[standing]}`;
  const table = ['| who | since | until | why |', '| --- | --- | --- | --- |', ...people.map(rowOf)].join('\n');
  if (standing !== 'restored') return `### ${title}\n\n${table}`;
  return `<details><summary>${title}</summary>\n\n${table}\n\n</details>`;
}

function rowOf({ login, since, until, reason }: Standing): string {
  return `| ${code(login)} | ${minute(since)} | ${minute(until)} | ${markdown(reason)} |`;
}

function bullet(text: string): string {
  return `- ${markdown(text)}`;
}

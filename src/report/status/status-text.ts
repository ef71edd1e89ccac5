import { counted } from '../../model/figures.ts';
import type { Standing, StandingName, StatusReport } from '../../model/standing.ts';
import { visible } from '../escape.ts';
import type { Paint, Style } from '../paint.ts';
import { countsInWords, type Group, groupsOf, minute, times, titles } from './groups.ts';

interface Options {
  readonly paint: Paint;
  /** Names the restored too; else they are only counted. */
  readonly verbose: boolean;
}

const styles: Partial<Record<StandingName, Style>> = {
  unknown: 'red',
  failed: 'red',
  left: 'red',
  expired: 'yellow',
  waiting: 'yellow',
  invited: 'yellow',
  accepted: 'yellow',
  restored: 'green',
};

/** Where everybody stands, worst first, for a terminal. */
export function statusAsText(report: StatusReport, { paint, verbose }: Options): string {
  const { people, unread } = report;
  const groups = groupsOf(report).flatMap((group) => ['', ...linesOf(group, { paint, verbose })]);
  const failures = unread.length === 0 ? [] : ['', paint('red', 'Not everything could be read:'), ...indented(unread)];
  const counts = people.length === 0 ? ['It touched nobody.'] : [paint('bold', countsInWords(report))];
  return `${[...headOf(report), ...counts, ...groups, ...failures].join('\n')}\n`;
}

function headOf({ organization, change, people, head, applied, checkedAt }: StatusReport): string[] {
  const since = `${change.commit.slice(0, 10)} (${minute(change.at)}, ${visible(change.subject)})`;
  const behind =
    applied === head ? '' : `; ${applied === null ? 'nothing was applied yet' : `applied is ${applied.slice(0, 10)}`}`;
  return [
    `${visible(organization)}: ${counted(people.length, 'person', 'people')} touched since ${since}`,
    `As of ${minute(checkedAt)}, desired as ${head.slice(0, 10)} says${behind}.`,
  ];
}

function linesOf({ standing, people }: Group, { paint, verbose }: Options): string[] {
  const title = `${standing} (${people.length}): ${titles[standing]}`;
  const style = styles[standing];
  const head = style === undefined ? title : paint(style, title);
  if (standing === 'restored' && !verbose) return [`${head} (--verbose names them)`];
  const width = Math.max(...people.map(({ login }) => visible(login).length));
  return [head, ...people.map((person) => lineOf(person, width))];
}

function lineOf({ login, since, until, reason }: Standing, width: number): string {
  const when = times({ since, until });
  return `  ${visible(login).padEnd(width)}  ${visible(reason)}${when === '' ? '' : ` (${when})`}`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${visible(line)}`);
}

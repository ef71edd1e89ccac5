import { after, before, columns, daysOf, type DrillReport, headline, rowsOf } from './drill.ts';
import { code, json, markdown, visible } from './escape.ts';

export function drillAsText(report: DrillReport): string {
  const rows = [columns, ...rowsOf(report)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) => `  ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}`);
  return `${[headline(report, visible), '', ...before(report, visible), '', ...table, '', ...after(report, visible)].join('\n')}\n`;
}

export function drillAsMarkdown(report: DrillReport): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const item = (sentence: string): string => `- ${sentence.trimStart()}`;
  return `${[
    `## ${headline(report, code)}`,
    '',
    ...before(report, markdown).map(item),
    '',
    row(columns),
    row(columns.map(() => '--:')),
    ...rowsOf(report).map(row),
    '',
    ...after(report, markdown).map(item),
  ].join('\n')}\n`;
}

/** Times in seconds. */
export function drillAsJson(report: DrillReport): string {
  const { runs, first, took, shortest, differences, ...rest } = report;
  const seconds = (milliseconds: number | null): number | null =>
    milliseconds === null ? null : Math.round(milliseconds / 1000);
  return json({
    version: 1,
    ...rest,
    first: first.map((team) => ({ ...team, last: seconds(team.last) })),
    days: daysOf(report),
    runs: runs.map((run) => ({
      ...run,
      start: seconds(run.start),
      first: seconds(run.first),
      last: seconds(run.last),
    })),
    took: seconds(took),
    shortest: seconds(shortest),
    equal: differences.length === 0,
    differences,
  });
}

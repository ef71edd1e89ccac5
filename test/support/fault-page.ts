/** What one fault at one request came to. */
export interface Row {
  readonly fault: string;
  readonly place: string;
  readonly effect: 'before' | 'after';
  readonly exit: number;
  readonly sent: number;
  readonly outcome: string;
  readonly waited: string;
  readonly next: string;
  readonly words: readonly string[];
}

/** What happened, and what was said, as Markdown. */
export function asMarkdown(title: string, rows: readonly Row[]): string {
  const words = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const said of row.words) words.set(said, (words.get(said) ?? new Set()).add(row.fault));
  }
  return [
    `# ${title}`,
    '',
    ...asTable([
      ['fault', 'at', 'effect', 'exit', 'sent', 'outcome', 'waited', 'next run'],
      ...rows.map((row) => [
        row.fault,
        row.place,
        row.effect,
        String(row.exit),
        String(row.sent),
        row.outcome,
        row.waited,
        row.next,
      ]),
    ]),
    '',
    'What was said:',
    '',
    ...[...words].map(([said, faults]) => `- ${[...faults].join('; ')}: ${said}`),
    '',
  ].join('\n');
}

/** The first line is the head; columns are as wide as their widest cell. */
function asTable(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const [head, ...rest] = lines.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  return [head ?? [], rule, ...rest].map((cells) => `| ${cells.join(' | ')} |`);
}

import { code, markdown } from './escape.ts';
import { cut, type Section } from './markdown-sections.ts';
import { type ApplyReport, appliedWords, headline, stopWords, unfinished, verificationWords } from './outcome.ts';
import { wordsFor } from './words.ts';

export function outcomeAsMarkdown(report: ApplyReport, { limit = 60_000 }: { readonly limit?: number } = {}): string {
  const rows = report.outcomes
    .filter(({ result }) => result !== 'done')
    .map(({ change, result, message }) => `| ${result} | ${wordsFor(change, code)} | ${markdown(message ?? '')} |`);
  const troubles: Section = { before: '| result | change | why |\n|---|---|---|\n', rows, after: '', noun: 'change' };
  const waiting = unfinished(report).map(({ message }) => `- ${markdown(message)}`);
  const head = [
    `### ${headline(report, code)}`,
    ...stopWords(report, markdown).map((line) => `**${line}**`),
    `${verificationWords(report, markdown)} ${appliedWords(report.applied, markdown)}`,
  ];
  return cut(head, [troubles, { before: '**Not in effect**\n\n', rows: waiting, after: '', noun: 'finding' }], limit);
}

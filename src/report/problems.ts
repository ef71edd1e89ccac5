import { counted } from '../model/figures.ts';
import type { Problem } from '../model/problem.ts';
import { code, json, markdown, visible } from './escape.ts';

/** Counts by what they count, such as `users` or `errors`. */
export type Counts = Readonly<Record<string, number>>;

/** `file:line:column: message`, one a line, and a last line that sums up. */
export function problemsAsText(problems: readonly Problem[], counts: Counts): string {
  return [...problems.map(problemLine), summary(problems, counts), ''].join('\n');
}

function problemLine({ severity, file, line, column, message }: Problem): string {
  const word = severity === 'warning' ? 'warning: ' : '';
  return `${visible(file)}:${line}:${column}: ${word}${visible(message)}`;
}

function summary(problems: readonly Problem[], counts: Counts): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const what = Object.entries(counts).map(([nouns, count]) => counted(count, nouns.replace(/s$/, ''), nouns));
  const verdict =
    problems.length === 0 ? 'no problems' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  return what.length === 0 ? verdict : `${verdict} in ${what.join(', ')}`;
}

export function problemsAsJson(problems: readonly Problem[], counts: Counts): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const all = { errors, warnings: problems.length - errors, ...counts };
  const shown = problems.map(({ severity, file, line, column, message, rule }) => ({
    severity,
    file,
    line,
    column,
    message,
    ...(rule === undefined ? {} : { rule }),
  }));
  return json({ version: 1, problems: shown, counts: all });
}

/** A Markdown list, for a comment on a pull request. */
export function problemsAsMarkdown(problems: readonly Problem[], counts: Counts): string {
  const lines = problems.map(({ severity, file, line, message }) => {
    const word = severity === 'error' ? '**error**' : 'warning';
    return `- ${word} ${code(`${file}:${line}`)}: ${markdown(message)}`;
  });
  return [...lines, ...(lines.length === 0 ? [] : ['']), `${summary(problems, counts)}.`, ''].join('\n');
}

/**
 * GitHub Actions annotations, one a line.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function problemsAsAnnotations(problems: readonly Problem[], counts: Counts): string {
  const lines = problems.map(({ severity, file, line, column, message }) => {
    const title = severity === 'error' ? 'error' : 'warning';
    return `::${title} file=${property(file)},line=${line},col=${column}::${data(message)}`;
  });
  return [...lines, summary(problems, counts), ''].join('\n');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

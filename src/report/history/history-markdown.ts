import type { AccessChange, History, HistoryStep } from '../../model/history.ts';
import { counted } from '../../model/figures.ts';
import { code, markdown } from '../escape.ts';
import { short } from '../headline.ts';
import { shortTime } from '../journal.ts';
import { cut, type Section } from '../markdown-sections.ts';
import { changeWords, reviewWords, sourceSentences, subjectWords } from './change-words.ts';

/**
 * The same as a table, a row a change.
 * @param limit in characters; what does not fit is counted
 */
export function historyAsMarkdown({ subject, source, steps, left }: History, limit = 60_000): string {
  const head = [
    `### History of ${subjectWords(subject, code)}`,
    [...sourceSentences(source, markdown), ...subject.remarks.map(markdown)].map((each) => `- ${each}`).join('\n'),
  ];
  const table: Section = {
    before: '| came (UTC) | commit | change | line | reviewed | in effect by (UTC) |\n|---|---|---|---|---|---|\n',
    rows: steps.flatMap((step) => step.changes.map((change) => row(step, change))),
    after: left === 0 ? '' : `\n\n… and ${counted(left, 'older commit')} (\`--limit all\`)`,
    noun: 'change',
  };
  return cut(head, [table], limit, 'rollcall history --verbose');
}

function row(step: HistoryStep, change: AccessChange): string {
  const { commit, applied } = step;
  const cells = [
    shortTime(commit.cameAt),
    `${code(short(commit.id))} ${markdown(commit.subject)}`,
    changeWords(change, code),
    code(`${change.file}:${change.line}`),
    reviewWords(step, markdown),
    applied === null ? '' : shortTime(applied.at),
  ];
  return `| ${cells.join(' | ')} |`;
}

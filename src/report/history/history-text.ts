import { counted } from '../../model/figures.ts';
import type { AccessChange, History, HistoryStep } from '../../model/history.ts';
import { visible } from '../escape.ts';
import { short } from '../headline.ts';
import { shortTime } from '../journal.ts';
import { plainly, signStyles } from '../paint.ts';
import type { TextOptions } from '../plan-text.ts';
import { changeWords, reviewWords, signOf, sourceSentences, subjectWords } from './change-words.ts';

/** So many changes of one commit are shown where nobody asks for all. */
const shownOfOne = 20;

/** Who or what held what, newest first, a commit a paragraph. */
export function historyAsText(
  { subject, source, steps, left }: History,
  { paint = plainly, verbose = false }: TextOptions = {},
): string {
  const sentences = [...sourceSentences(source, visible), ...subject.remarks.map(visible)];
  const head = [paint('bold', subjectWords(subject, visible)), ...sentences.map((sentence) => paint('dim', sentence))];
  const rest = left === 0 ? [] : [`… and ${counted(left, 'older commit')} (--limit all)`];
  return `${[head, ...steps.map((step) => stepLines(step, paint, verbose)), rest]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

type Paint = NonNullable<TextOptions['paint']>;

function stepLines(step: HistoryStep, paint: Paint, verbose: boolean): readonly string[] {
  const { commit, changes, applied } = step;
  const says = commit.saysAt === undefined ? '' : ` (the commit says ${shortTime(commit.saysAt)})`;
  const shown = verbose ? changes : changes.slice(0, shownOfOne);
  const rest = changes.length - shown.length;
  return [
    paint('bold', `${shortTime(commit.cameAt)} UTC  ${short(commit.id)}  ${visible(commit.subject)}${says}`),
    `  ${reviewWords(step, visible)}`,
    ...(applied === null
      ? []
      : [paint('dim', `  in effect by ${shortTime(applied.at)} UTC (run ${visible(applied.run)})`)]),
    ...shown.map((change) => changeLine(change, paint)),
    ...(rest === 0 ? [] : [paint('dim', `    … and ${counted(rest, 'more', 'more')} (--verbose)`)]),
  ];
}

function changeLine(change: AccessChange, paint: Paint): string {
  const sign = signOf(change);
  const painted = sign === '>' ? sign : paint(signStyles[sign], sign);
  return `  ${painted} ${changeWords(change, visible)}${paint('dim', `  ${visible(change.file)}:${change.line}`)}`;
}

import { counted } from '../model/figures.ts';
import type { Outcome } from '../model/plan.ts';
import { visible } from './escape.ts';
import {
  type ApplyReport,
  appliedWords,
  headline,
  type Result,
  stopWords,
  unfinished,
  verificationWords,
} from './outcome.ts';
import { type Paint, plainly, type Style } from './paint.ts';
import { wordsFor } from './words.ts';

const styles: Readonly<Record<Result, Style>> = {
  done: 'green',
  failed: 'red',
  waiting: 'yellow',
  skipped: 'yellow',
};

/** What did not succeed is listed whole where `verbose`, else up to so many. */
const shownByDefault = 50;

export function outcomeAsText(
  report: ApplyReport,
  { paint = plainly, verbose = false }: { readonly paint?: Paint; readonly verbose?: boolean } = {},
): string {
  const troubles = verbose
    ? report.outcomes.map((outcome) => outcomeLine(outcome, paint))
    : [
        ...report.outcomes.filter(isTrouble).map((outcome) => outcomeLine(outcome, paint)),
        ...waitingTogether(report.outcomes).map((all) => waitingLine(all, paint)),
      ];
  const shown = verbose ? troubles : troubles.slice(0, shownByDefault);
  const rest = troubles.length - shown.length;
  const lines = [
    paint('bold', headline(report, visible)),
    ...shown,
    ...(rest === 0 ? [] : [`  … and ${counted(rest, 'more', 'more')} (--verbose)`]),
    ...unfinished(report).map(({ message }) => `  ${paint('yellow', '! not in effect:')} ${visible(message)}`),
    ...stopWords(report, visible).map((line) => paint('red', line)),
    verificationWords(report, visible),
    appliedWords(report.applied, visible),
    ...(report.run === undefined ? [] : [`rollcall journal --run ${report.run} shows each step.`]),
  ];
  return `${lines.join('\n')}\n`;
}

function outcomeLine({ change, result, message }: Outcome, paint: Paint): string {
  const why = message === undefined ? '' : `: ${visible(message)}`;
  return `  ${paint(styles[result], result)}  ${wordsFor(change, visible)}${why}`;
}

function isTrouble({ result }: Outcome): boolean {
  return result === 'failed' || result === 'skipped';
}

/** What waits for the same is told once, however much it is. */
function waitingTogether(outcomes: readonly Outcome[]): readonly (readonly [Outcome, ...Outcome[]])[] {
  const together = new Map<string, [Outcome, ...Outcome[]]>();
  for (const outcome of outcomes.filter(({ result }) => result === 'waiting')) {
    const known = together.get(outcome.message ?? '');
    if (known === undefined) together.set(outcome.message ?? '', [outcome]);
    else known.push(outcome);
  }
  return [...together.values()];
}

function waitingLine([first, ...others]: readonly [Outcome, ...Outcome[]], paint: Paint): string {
  if (others.length === 0) return outcomeLine(first, paint);
  const also = `${wordsFor(first.change, visible)}, and ${counted(others.length, 'more', 'more')}`;
  return `  ${paint(styles.waiting, 'waiting')}  ${also}: ${visible(first.message ?? '')}`;
}

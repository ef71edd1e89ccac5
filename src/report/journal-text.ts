import { counted } from '../model/figures.ts';
import type { CheckEntry, JournalEntry } from '../model/journal.generated.ts';
import { type Step, stepsOf } from '../model/journal.ts';
import { visible } from './escape.ts';
import { short } from './headline.ts';
import {
  countWords,
  endWords,
  type RunJournal,
  type RunSummary,
  shortTime,
  type Standing,
  standingOf,
  summaryOf,
} from './journal.ts';
import { stepWords } from './journal-steps.ts';
import { type Paint, plainly, type Style } from './paint.ts';
import type { TextOptions } from './plan-text.ts';

/** How many runs are listed where nobody asks for all. */
const shownByDefault = 50;

/** The runs, one a line. */
export function runsAsText(
  runs: readonly RunSummary[],
  { paint = plainly, verbose = false }: TextOptions = {},
): string {
  if (runs.length === 0) return 'No run is in the journal: none has changed anything yet.\n';
  const shown = verbose ? runs : runs.slice(0, shownByDefault);
  const rest = runs.length - shown.length;
  const lines = [
    paint('bold', `${counted(runs.length, 'run')}, newest first`),
    ...shown.map((run) => runLine(run, paint)),
    ...(rest === 0 ? [] : [paint('dim', `  … and ${counted(rest, 'more', 'more')} (--verbose)`)]),
    paint('dim', 'rollcall journal --run ID shows one whole; the beginning of an id is enough.'),
  ];
  return `${lines.join('\n')}\n`;
}

function runLine(summary: RunSummary, paint: Paint): string {
  const { run, time, commit, owner } = summary;
  const what = `${run}  ${shortTime(time)}  ${commit === null ? '-'.repeat(7) : short(commit)}`;
  const end = paint(summary.end?.exit === 0 ? 'green' : 'yellow', endWords(summary, visible));
  return `  ${what}  ${owner === null ? 'unknown' : visible(owner)}  ${countWords(summary)}  ${end}`;
}

const styles: Readonly<Record<Standing, Style>> = {
  done: 'green',
  failed: 'red',
  waiting: 'yellow',
  skipped: 'yellow',
  withoutOutcome: 'red',
};

/** One run whole: every change, wave by wave. */
export function runAsText(journal: RunJournal, { paint = plainly }: Pick<TextOptions, 'paint'> = {}): string {
  const summary = summaryOf(journal);
  const sections = [
    headOf(summary, journal.entries, paint),
    ...wavesOf(journal.entries).map((wave) => waveLines(wave, paint)),
    journal.unreadable.map(({ line, why }) => paint('red', `Line ${line} cannot be read: ${visible(why)}`)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headOf(summary: RunSummary, entries: readonly JournalEntry[], paint: Paint): readonly string[] {
  const { run, time, organization, commit, base, owner, planned } = summary;
  const what = `${organization === null ? 'unknown organisation' : visible(organization)} @ ${commit === null ? 'unknown commit' : short(commit)}`;
  const from = base === null ? '' : `, applied before: ${short(base)}`;
  return [
    paint('bold', `Run ${run}: ${what}${from}`),
    `Started ${shortTime(time)} UTC by ${owner === null ? 'somebody unknown' : visible(owner)}.`,
    ...entries.flatMap((entry) => (entry.entry === 'take-over' ? [takeOverLine(entry.from)] : [])),
    `${planned === null ? '' : `${counted(planned, 'change')} planned: `}${countWords(summary)}; ${endWords(summary, visible)}.`,
  ];
}

function takeOverLine({ owner, run, since }: { owner: string; run: string; since: string }): string {
  return `It took over the lock of the dead run ${visible(run)} (${visible(owner)}, since ${visible(since)}).`;
}

interface WaveOfRun {
  readonly wave: number;
  readonly steps: readonly Step[];
  readonly checks: readonly CheckEntry[];
}

function wavesOf(entries: readonly JournalEntry[]): readonly WaveOfRun[] {
  const steps = stepsOf(entries);
  const checks = entries.filter((entry) => entry.entry === 'check');
  const waves = [...new Set([...steps, ...checks].map(({ wave }) => wave))].sort((a, b) => a - b);
  return waves.map((wave) => ({
    wave,
    steps: steps.filter((step) => step.wave === wave),
    checks: checks.filter((check) => check.wave === wave),
  }));
}

function waveLines({ wave, steps, checks }: WaveOfRun, paint: Paint): readonly string[] {
  return [
    paint('bold', `Wave ${wave} (${counted(steps.length, 'change')})`),
    ...steps.flatMap((step) => stepLines(step, paint)),
    ...checks.map(({ result, message }) => {
      const found = message === undefined ? '' : `: ${visible(message)}`;
      return `  read again: ${result === 'stopped' ? paint('red', 'stopped') : 'as planned'}${found}`;
    }),
  ];
}

function stepLines(step: Step, paint: Paint): readonly string[] {
  const { standing, why, change, held, request, from, review } = stepWords(step, visible, visible);
  const asked = `${step.requestId === null ? '' : 'request '}${request}`;
  const details = [shortTime(step.time), `held ${held}`, asked, from, review].filter((detail) => detail !== '');
  return [
    `  ${paint(styles[standingOf(step)], standing)}  #${step.sequence} ${change}${why === '' ? '' : `: ${why}`}`,
    paint('dim', `      ${details.join(' — ')}`),
  ];
}

import { counted } from '../model/figures.ts';
import { stepsOf, type Step } from '../model/journal.ts';
import { code, markdown } from './escape.ts';
import { short } from './headline.ts';
import { countWords, endWords, type RunJournal, type RunSummary, shortTime, summaryOf } from './journal.ts';
import { stepWords } from './journal-steps.ts';
import { cut, type Section } from './markdown-sections.ts';

interface Limited {
  /** In characters; what does not fit is counted. */
  readonly limit?: number;
}

/** The runs as a table. */
export function runsAsMarkdown(runs: readonly RunSummary[], { limit = 60_000 }: Limited = {}): string {
  const rows = runs.map((summary) => {
    const { run, time, commit, owner } = summary;
    const cells = [code(run), shortTime(time), commitWords(commit), code(owner ?? 'unknown'), countWords(summary)];
    return `| ${[...cells, endWords(summary, markdown)].join(' | ')} |`;
  });
  const before = '| run | time (UTC) | commit | by | changes | ended |\n|---|---|---|---|---|---|\n';
  const table: Section = { before, rows, after: '', noun: 'run' };
  return cut([`### ${counted(runs.length, 'run')} in the journal`], [table], limit, 'rollcall journal --verbose');
}

/** One run as a table of its changes. */
export function runAsMarkdown(journal: RunJournal, { limit = 60_000 }: Limited = {}): string {
  const sections: readonly Section[] = [
    { before: stepHead, rows: stepsOf(journal.entries).map(stepRow), after: '', noun: 'change' },
    { before: '**Read again after waves**\n\n', rows: checkRows(journal), after: '', noun: 'check' },
    { before: '**Lines that cannot be read**\n\n', rows: unreadableRows(journal), after: '', noun: 'line' },
  ];
  return cut(headOf(journal), sections, limit, `rollcall journal --run ${journal.run}`);
}

function headOf(journal: RunJournal): readonly string[] {
  const summary = summaryOf(journal);
  const { run, time, organization, commit, base, owner, planned } = summary;
  const taken = journal.entries.flatMap((entry) => (entry.entry === 'take-over' ? [entry.from] : []));
  const facts = [
    `of ${commitWords(commit)} to ${code(organization ?? 'unknown')}${base === null ? '' : `, ${code(short(base))} applied before`}`,
    `started ${shortTime(time)} UTC by ${code(owner ?? 'unknown')}`,
    ...taken.map((dead) => `took over the lock of ${code(dead.run)} (${code(dead.owner)}, since ${code(dead.since)})`),
    `${planned === null ? '' : `${counted(planned, 'change')} planned: `}${countWords(summary)}; ${endWords(summary, markdown)}`,
  ];
  return [`### Run ${code(run)}`, facts.map((fact) => `- ${fact}`).join('\n')];
}

function commitWords(commit: string | null): string {
  return commit === null ? 'unknown' : code(short(commit));
}

const stepHead =
  '| # | wave | result | change | held before | request | from | reviewed |\n|---|---|---|---|---|---|---|---|\n';

function stepRow(step: Step): string {
  const { standing, why, change, held, request, from, review } = stepWords(step, code, markdown);
  const result = `${standing}${why === '' ? '' : `: ${why}`}`;
  const cells = [String(step.sequence), String(step.wave), result, change, held, request, from, review];
  return `| ${cells.join(' | ')} |`;
}

function checkRows({ entries }: RunJournal): readonly string[] {
  return entries.flatMap((entry) => {
    if (entry.entry !== 'check') return [];
    const found = entry.message === undefined ? '' : `: ${markdown(entry.message)}`;
    return [`- wave ${entry.wave}: ${entry.result === 'stopped' ? '**stopped**' : 'as planned'}${found}`];
  });
}

function unreadableRows({ unreadable }: RunJournal): readonly string[] {
  return unreadable.map(({ line, why }) => `- line ${line}: ${markdown(why)}`);
}

import type { JournalEntry, Result } from '../model/journal.generated.ts';
import { type Step, stepsOf } from '../model/journal.ts';
import { counted } from '../model/figures.ts';
import type { Quote } from './words.ts';

/** The journal of one run, as it was found. */
export interface RunJournal {
  readonly run: string;
  /** All of it is on the branch; false where some of it is in this clone alone. */
  readonly pushed: boolean;
  readonly entries: readonly JournalEntry[];
  /** The last line is cut off. */
  readonly torn: boolean;
  readonly unreadable: readonly { readonly line: number; readonly why: string }[];
}

/** One run in a few figures. */
export interface RunSummary {
  readonly run: string;
  /** ISO time of its start. */
  readonly time: string;
  /** These are null where the journal's first line is lost. */
  readonly organization: string | null;
  readonly commit: string | null;
  readonly base: string | null;
  readonly owner: string | null;
  readonly planned: number | null;
  readonly changes: Readonly<Record<Standing, number>>;
  /** Null where the run was killed, or still runs. */
  readonly end: { readonly exit: number; readonly result: string } | null;
  readonly pushed: boolean;
  readonly torn: boolean;
  /** How many lines. */
  readonly unreadable: number;
}

/** What became of a change. */
export type Standing = Result['result'] | 'withoutOutcome';
const standings = ['done', 'failed', 'waiting', 'skipped', 'withoutOutcome'] as const satisfies Standing[];
export const standingWords: Readonly<Record<Standing, string>> = {
  done: 'done',
  failed: 'failed',
  waiting: 'waiting',
  skipped: 'skipped',
  withoutOutcome: 'without outcome',
};

export function standingOf(step: Step): Standing {
  return step.outcome?.result ?? 'withoutOutcome';
}

export function summaryOf({ run, entries, pushed, torn, unreadable }: RunJournal): RunSummary {
  const started = entries.find((entry) => entry.entry === 'run');
  const end = entries.findLast((entry) => entry.entry === 'end');
  const steps = stepsOf(entries);
  const count = (standing: Standing): number => steps.filter((step) => standingOf(step) === standing).length;
  return {
    run,
    time: started?.time ?? timeOf(run),
    organization: started?.organization ?? null,
    commit: started?.commit ?? null,
    base: started?.base ?? null,
    owner: started?.owner ?? null,
    planned: started?.changes ?? null,
    changes: {
      done: count('done'),
      failed: count('failed'),
      waiting: count('waiting'),
      skipped: count('skipped'),
      withoutOutcome: count('withoutOutcome'),
    },
    end: end === undefined ? null : { exit: end.exit, result: end.result },
    pushed,
    torn,
    unreadable: unreadable.length,
  };
}

/** When a run's id was made, which its first digits say. */
function timeOf(run: string): string {
  return run.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z');
}

/** `290 done, 3 failed, 1 without outcome`. */
export function countWords({ changes }: RunSummary): string {
  const shown = standings.filter((standing) => changes[standing] > 0);
  if (shown.length === 0) return 'no changes';
  return shown.map((standing) => `${changes[standing]} ${standingWords[standing]}`).join(', ');
}

/** How the run ended, and what is the matter with its journal. */
export function endWords({ end, pushed, torn, unreadable }: RunSummary, quote: Quote): string {
  return [
    end === null ? 'no end (killed, or still running)' : `${quote(end.result)} (exit ${end.exit})`,
    ...(torn ? ['the last line is torn'] : []),
    ...(unreadable === 0 ? [] : [`${counted(unreadable, 'line')} cannot be read`]),
    ...(pushed ? [] : ['not pushed yet']),
  ].join('; ');
}

/** `2026-11-22 10:50:01`, in UTC. */
export function shortTime(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}

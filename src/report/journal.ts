import type { Held, JournalEntry, Result } from '../model/journal.generated.ts';
import { type Step, stepsOf } from '../model/journal.ts';
import type { Attribution } from '../model/entry.ts';
import { counted } from '../model/figures.ts';
import { origin } from './headline.ts';
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

/** Why a change did not succeed, or what was remarkable. */
export function whyWords({ outcome }: Step, quote: Quote): string {
  const { code, message } = { code: undefined, message: undefined, ...outcome };
  return [...(message === undefined ? [] : [quote(message)]), ...(code === undefined ? [] : [`(${quote(code)})`])].join(
    ' ',
  );
}

/** What somebody or something held before: `role member; teams: sre maintainer, web member`. */
export function heldWords(held: Held, quote: Quote): string {
  if (held === null) return 'nothing';
  if (typeof held === 'string') return quote(held);
  const parts = Object.entries(held).map(([key, value]) => {
    if (value === null || typeof value === 'string') return `${quote(key)} ${value === null ? 'none' : quoted(value)}`;
    const roles = Object.entries(value).map(([name, role]) => `${quote(name)} ${quote(role)}`);
    return `${quote(key)}: ${roles.length === 0 ? 'none' : roles.join(', ')}`;
  });
  return parts.length === 0 ? 'nothing' : parts.join('; ');

  function quoted(text: string): string {
    return text === '' ? 'empty' : quote(text);
  }
}

/** GitHub's id of the last request; how many there were, where more than one. */
export function requestWords({ requestId, attempts }: Step, quote: Quote): string {
  const id = requestId === null ? [] : [quote(requestId)];
  return [...id, ...(attempts > 1 ? [counted(attempts, 'attempt')] : [])].join(', ');
}

/** The line and commit that a change comes from. */
export function originWords({ commit, file, line }: Step): string {
  return file === null || line === null ? '' : origin({ commit, file, line } satisfies Attribution);
}

/** `pull request #12, approved by alice, bob`. */
export function reviewWords({ pullRequest, approvers }: Step, quote: Quote): string {
  const request = pullRequest === null ? [] : [`pull request #${pullRequest}`];
  const by = approvers.length === 0 ? [] : [`approved by ${approvers.map(quote).join(', ')}`];
  return [...request, ...by].join(', ');
}

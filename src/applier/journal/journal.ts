import { join } from 'node:path';
import type { Change } from '../../model/change.ts';
import type { Sent } from '../../model/errors.ts';
import type { Held, JournalEntry, OutcomeEntry, RequestEntry, RunEntry } from '../../model/journal.generated.ts';
import type { Outcome } from '../../model/plan.ts';
import { changeAsData } from '../../report/plan-json.ts';
import { json } from '../../report/escape.ts';
import { createLineFile } from './line-file.ts';

export { journalPath, newRunId } from './run-id.ts';

/**
 * What one run did, as `schemas/journal.schema.json` has it: one JSON object a line. Every line is on the disk before
 * the call returns.
 * @throws RollcallError from every call that the disk does not take
 */
export interface Journal {
  readonly run: string;
  /** Absolute path of the local file. */
  readonly path: string;
  started(facts: RunFacts): void;
  /** The lock was a dead run's. */
  tookOver(from: TakenOver): void;
  /** To be called before each request. @returns its number, for {@link Journal.after} */
  before(change: Change, where: Where): number;
  /** When the answer is there or will not come; again where more is known later. The last one counts. */
  after(sequence: number, change: Change, outcome: Answer): void;
  /** Live was read again after a wave. */
  looked(wave: number, result: 'as-planned' | 'stopped', message?: string): void;
  /** The last line; the file is closed with it. */
  ended(exit: number, result: string): void;
}

/** What is being applied, and by whom. */
export type RunFacts = Readonly<
  Pick<RunEntry, 'organization' | 'commit' | 'base' | 'scope' | 'digest' | 'owner' | 'changes'>
>;

export interface TakenOver {
  readonly owner: string;
  readonly run: string;
  /** ISO time. */
  readonly since: string;
}

export interface Where {
  /** From 1. */
  readonly wave: number;
  /** What live held: a value of the change's own `before`, or all that somebody or a team held. */
  readonly held: unknown;
  readonly review: Reviewed | null;
}

/** Whose decision a change is. */
export interface Reviewed {
  readonly pullRequest: number;
  readonly approvers: readonly string[];
}

export type Answer = Pick<Outcome, 'result' | 'code' | 'message'> & Sent;

/**
 * Begins the journal of a run.
 * @param folder where it is kept until it is pushed, and after; made where it is missing
 * @throws RollcallError where the file cannot be made
 */
export function openJournal(folder: string, run: string, now: () => Date): Journal {
  const path = join(folder, `${run}.jsonl`);
  const file = createLineFile(path);
  const open = new Map<number, RequestEntry>();
  let last = 0;
  const head = (sequence: number) => ({ version: 1 as const, run, sequence, time: now().toISOString() });
  const next = () => head(last + 1);
  const write = (entry: JournalEntry): void => {
    file.append(json('change' in entry ? { ...entry, change: changeAsData(entry.change) } : entry, 0));
    last = Math.max(last, entry.sequence);
  };
  return {
    run,
    path,
    started: (facts) => write({ ...next(), entry: 'run', ...runFacts(facts) }),
    tookOver: ({ owner, run: dead, since }) =>
      write({ ...next(), entry: 'take-over', from: { owner, run: dead, since } }),
    before(change, where) {
      const request = requestEntry(next(), change, where);
      write(request);
      open.set(request.sequence, request);
      return request.sequence;
    },
    after(sequence, change, answer) {
      const request = open.get(sequence);
      if (request === undefined) throw new TypeError(`request ${sequence} is not open`);
      write(outcomeEntry({ ...request, ...head(sequence) }, change, answer));
    },
    looked: (wave, result, message) =>
      write({ ...next(), entry: 'check', wave, result, ...(message === undefined ? {} : { message }) }),
    ended(exit, result) {
      write({ ...next(), entry: 'end', exit, result });
      file.close();
    },
  };
}

/** In a fixed order, and nothing else that the caller's object may have. */
function runFacts({ organization, commit, base, scope, digest, owner, changes }: RunFacts): RunFacts {
  return { organization, commit, base, scope, digest, owner, changes };
}

type Head = Pick<RequestEntry, 'version' | 'run' | 'sequence' | 'time'>;

function requestEntry(head: Head, change: Change, { wave, held, review }: Where): RequestEntry {
  const before = held ?? ('before' in change ? change.before : null);
  return {
    ...head,
    entry: 'request',
    wave,
    change,
    before: before as Held,
    outcome: null,
    requestId: null,
    attempts: 0,
    commit: change.attribution?.commit ?? null,
    file: change.attribution?.file ?? null,
    line: change.attribution?.line ?? null,
    pullRequest: review?.pullRequest ?? null,
    approvers: [...(review?.approvers ?? [])],
  };
}

function outcomeEntry(request: RequestEntry, change: Change, answer: Answer): OutcomeEntry {
  const { result, code, message, requestId, attempts } = answer;
  return {
    ...request,
    entry: 'outcome',
    change,
    outcome: { result, ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) },
    requestId: requestId ?? null,
    attempts,
  };
}

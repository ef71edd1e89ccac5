// Generated from schemas/ by `npm run types`. Do not edit by hand.

import type { Change } from './change.ts';

/**
 * One line of the journal of `rollcall apply`. Each run has a file of its own, YYYY/MM/RUN.jsonl on the branch rollcall/journal.
 */
export type JournalEntry = RunEntry | TakeOverEntry | RequestEntry | OutcomeEntry | CheckEntry | EndEntry;
/**
 * A run's id: when it started, and eight random digits. Ids sort by time.
 */
export type RunId = string;
/**
 * Counts a run's entries; an outcome has the number of its request.
 */
export type Sequence = number;
/**
 * When the line was written, as in 2026-11-22T10:50:01.250Z.
 */
export type Time = string;
/**
 * From 1.
 */
export type Wave = number;
/**
 * What live held before: a role, the settings of a team, or all that somebody or a team held. Null for nothing.
 */
export type Held =
  | (string | null)
  | {
      [k: string]:
        | string
        | null
        | {
            [k: string]: string;
          };
    };

/**
 * A run begins.
 */
export interface RunEntry {
  version: 1;
  run: RunId;
  sequence: Sequence;
  time: Time;
  entry: 'run';
  organization: string;
  /**
   * The commit that is applied.
   */
  commit: string | null;
  /**
   * The commit applied before; null at first adoption.
   */
  base: string | null;
  scope: 'full' | 'touched';
  /**
   * The plan's digest.
   */
  digest: string;
  /**
   * Who started it.
   */
  owner: string;
  /**
   * How many are planned.
   */
  changes: number;
}
/**
 * The run took the lock of a dead one.
 */
export interface TakeOverEntry {
  version: 1;
  run: RunId;
  sequence: Sequence;
  time: Time;
  entry: 'take-over';
  from: {
    owner: string;
    run: string;
    /**
     * When the dead one took it.
     */
    since: string;
  };
}
/**
 * The request of a change is about to be sent. Where no outcome follows, the run was killed and the request may have taken effect.
 */
export interface RequestEntry {
  version: 1;
  run: RunId;
  sequence: Sequence;
  time: Time;
  entry: 'request';
  wave: Wave;
  change: Change;
  before: Held;
  outcome: null;
  requestId: null;
  attempts: 0;
  /**
   * The commit that wrote or took out the line; null where no line says it.
   */
  commit: string | null;
  /**
   * The line's file, from the root of the state repo.
   */
  file: string | null;
  line: number | null;
  /**
   * The pull request that the commit was merged with, where it was asked for.
   */
  pullRequest: number | null;
  /**
   * Logins of those whose approval counted.
   */
  approvers: string[];
}
/**
 * What became of the request with the same number.
 */
export interface OutcomeEntry {
  version: 1;
  run: RunId;
  sequence: Sequence;
  time: Time;
  entry: 'outcome';
  wave: Wave;
  change: Change;
  before: Held;
  outcome: Result;
  /**
   * GitHub's id of the last answer, for its support; null where none came.
   */
  requestId: string | null;
  /**
   * How many requests were sent.
   */
  attempts: number;
  /**
   * The commit that wrote or took out the line; null where no line says it.
   */
  commit: string | null;
  /**
   * The line's file, from the root of the state repo.
   */
  file: string | null;
  line: number | null;
  /**
   * The pull request that the commit was merged with, where it was asked for.
   */
  pullRequest: number | null;
  /**
   * Logins of those whose approval counted.
   */
  approvers: string[];
}
/**
 * What became of a change.
 */
export interface Result {
  result: 'done' | 'failed' | 'skipped' | 'waiting';
  /**
   * The failure's stable word.
   */
  code?: string;
  message?: string;
}
/**
 * Live was read again after a wave.
 */
export interface CheckEntry {
  version: 1;
  run: RunId;
  sequence: Sequence;
  time: Time;
  entry: 'check';
  wave: Wave;
  result: 'as-planned' | 'stopped';
  /**
   * What was found.
   */
  message?: string;
}
/**
 * The run ended by itself.
 */
export interface EndEntry {
  version: 1;
  run: RunId;
  sequence: Sequence;
  time: Time;
  entry: 'end';
  /**
   * The exit code.
   */
  exit: number;
  /**
   * How it ended, in a few words.
   */
  result: string;
}

import { setTimeout as pause } from 'node:timers/promises';
import { GitError, RollcallError } from '../../model/errors.ts';
import type { Remote } from '../remote.ts';
import { type RemoteRef, wordsOf } from '../remote-ref.ts';
import type { StateRepository } from '../repository.ts';
import type { Holder } from './holder.ts';
import { keepLease } from './lease.ts';
import { type Standing, unreadable } from './standing.ts';
import { newTaker, type Taker, type Took, tryToTake } from './taker.ts';

export type { Holder } from './holder.ts';

/** The ref on the remote that only one run can make. */
export const lockRef = 'refs/rollcall/lock';

/** A lock that we hold; its lease renews itself until it is released. */
export interface Lock {
  /** The dead holder whose lock this was. */
  readonly takenOver: Holder | null;
  /**
   * Aborted, with a GitError as reason, when the lease could not be renewed in time or somebody else has the ref. Ask
   * for it anew before each request: that looks at the clocks.
   */
  readonly lost: AbortSignal;
  /** Idempotent; says nothing where the lock was lost. Never fails: a lock left behind ends with its process or lease. */
  release(): Promise<void>;
}

export type Taking = { readonly lock: Lock } | { readonly heldBy: Holder };

interface Options {
  /** How long to wait for another holder, in milliseconds. */
  readonly waitMs: number;
  readonly now: () => Date;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  readonly log: (text: string) => void;
  readonly leaseSeconds?: number;
}

/** Short enough that `--wait 5m` outlives a runner that died, long enough for a remote that does not answer at once. */
const defaultLease = 180;

/** Milliseconds between looks while waiting; the last from then on. */
const pauses = [500, 1000, 2000, 3000, 5000] as const;

/** Milliseconds before a try that failed is made again: two pushes at once can refuse each other on the server. */
const retries = [100, 300, 900] as const;

/**
 * Takes the lock of the state repo: a ref made atomically on its remote. The lock of a dead holder is taken over: one
 * whose process on this machine is gone, or whose lease has run out.
 * @throws GitError where the remote cannot be reached or refuses the push, and where nobody can tell who holds the lock;
 * RollcallError `interrupted` where the signal ends the waiting
 */
export async function takeLock(
  repository: StateRepository,
  remote: Remote,
  self: { readonly owner: string; readonly run: string },
  options: Options,
): Promise<Taking> {
  const { signal, waitMs, log, leaseSeconds = defaultLease } = options;
  const place = { repository, remote, ref: lockRef };
  const taker = await newTaker(place, { ...self, leaseSeconds }, options.now);
  const until = performance.now() + waitMs;
  let told = '';
  for (let look = 0; ; look += 1) {
    const found = await patiently(taker, signal);
    if ('taken' in found) return { lock: lockOf(place, found, options) };
    const left = until - performance.now();
    if (left <= 0) return { heldBy: holderOf(place, found) };
    const waiting = `Waiting for the lock: ${inWords(found)}.`;
    if (waiting !== told) log(waiting);
    told = waiting;
    await waitFor(Math.min(left, pauses[look] ?? pauses[4]), signal);
  }
}

async function patiently(taker: Taker, signal: AbortSignal): Promise<Took | Standing> {
  for (let tries = 0; ; tries += 1) {
    if (signal.aborted) throw interrupted();
    try {
      return await tryToTake(taker);
    } catch (error) {
      const wait = retries[tries];
      if (wait === undefined) throw refused(taker.place, error);
      await waitFor(wait * (0.5 + Math.random()), signal);
    }
  }
}

function lockOf(place: RemoteRef, { taken, takenOver }: Took, { now, log }: Options): Lock {
  const lease = keepLease(place, taken, now);
  let released: Promise<void> | undefined;
  const release = (): Promise<void> =>
    lease.end().catch((error: unknown) => {
      const ends = `It ends by itself, at the latest ${taken.holder.leaseSeconds + 60} seconds from now`;
      log(`The lock could not be released. ${ends}. ${wordsOf(error)}`);
    });
  return {
    takenOver,
    get lost() {
      return lease.lost;
    },
    release: () => (released ??= release()),
  };
}

function holderOf(place: RemoteRef, standing: Standing): Holder {
  if (standing.holder === null) throw unreadable(place, standing);
  return standing.holder;
}

function inWords({ commit, holder }: Standing): string {
  if (holder === null) return `somebody unknown holds it (${commit})`;
  return `${holder.owner} holds it since ${holder.since} (run ${holder.run})`;
}

async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => {
    throw interrupted();
  });
}

function interrupted(): RollcallError {
  return new RollcallError('interrupted', 'Interrupted before the lock was taken. Nothing was changed.');
}

function refused({ remote, ref }: RemoteRef, error: unknown): unknown {
  if (!(error instanceof GitError) || error.code !== 'git-failed') return error;
  const why = `The lock (${ref} on ${remote.name}) could not be taken, so nothing was changed.`;
  const what = 'The account of this run must be allowed to push to the state repository (contents: write)';
  return new GitError('lock-refused', `${why} ${what}, and no hook or rule may refuse ${ref}.\n${error.message}`);
}

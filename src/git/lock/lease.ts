import { setTimeout as pause } from 'node:timers/promises';
import { GitError } from '../../model/errors.ts';
import { type RemoteRef, swap } from '../remote-ref.ts';
import type { Holder } from './holder.ts';
import { writeHolder } from './standing.ts';

/** A lock that we took: the commit of ours that stands at the ref, and when we asked for it. */
export interface Taken {
  readonly commit: string;
  readonly holder: Holder;
  readonly asked: Moment;
}

/** A moment by two clocks: the monotonic one stands still while a computer sleeps, the other may be set. */
interface Moment {
  readonly monotonic: number;
  readonly time: number;
}

export function momentBy(now: () => Date): Moment {
  return { monotonic: performance.now(), time: now().getTime() };
}

/** A lease that renews itself until it is ended or lost. */
interface Lease {
  /**
   * Aborted, with a GitError as reason, when another has the ref or the lease is about to run out. The clocks are looked
   * at each time it is asked for: a process that stood still would go on before its timers say how long.
   */
  readonly lost: AbortSignal;
  /** Takes the ref away where it is still ours. @throws GitError where that failed, unless the lock was lost before */
  end(): Promise<void>;
}

/** Of the lease: how often it is renewed, when it is given up, and how often that is looked at. */
const shares = { renewal: 1 / 4, givenUp: 5 / 6, watch: 1 / 24 };

/** Renews the lease every quarter of its time, and gives it up a sixth before anybody else may take over. */
export function keepLease(place: RemoteRef, { commit, holder, asked }: Taken, now: () => Date): Lease {
  const [lost, ended] = [new AbortController(), new AbortController()];
  const milliseconds = holder.leaseSeconds * 1000;
  /** Every commit that we asked for, also those whose answer was lost, and when. */
  const ours = new Map([[commit, asked]]);
  let [standing, renewed] = [commit, asked];

  async function renew(): Promise<void> {
    const moment = momentBy(now);
    const next = await writeHolder(place, { ...holder, renewedAt: new Date(moment.time).toISOString() });
    ours.set(next, moment);
    const found = (await swap(place, { from: standing, to: next })) ?? '';
    // Or an earlier renewal of ours, which took effect after all.
    const when = ours.get(found);
    if (when === undefined) lose('another run took it over, or somebody removed it');
    else [standing, renewed] = [found, when];
  }

  function watch(): void {
    if (elapsedSince(renewed, now) > milliseconds * shares.givenUp) lose('its lease could not be renewed in time');
  }

  function lose(why: string): void {
    if (ended.signal.aborted) return;
    ended.abort();
    lost.abort(new GitError('lock-lost', `The lock (${place.ref} on ${place.remote.name}) was lost: ${why}.`));
  }

  // A renewal that fails is made again at the next turn; whether there is time for that is watched apart.
  void every(milliseconds * shares.renewal, ended.signal, () => renew().catch(() => {}));
  void every(milliseconds * shares.watch, ended.signal, watch);
  return {
    get lost() {
      watch();
      return lost.signal;
    },
    async end() {
      ended.abort();
      await remove(place, ours, standing).catch((error: unknown) => {
        if (!lost.signal.aborted) throw error;
      });
    },
  };
}

/** Works again and again until it is ended, without keeping the process alive for that. */
async function every(milliseconds: number, ended: AbortSignal, work: () => Promise<void> | void): Promise<void> {
  for (;;) {
    await pause(milliseconds, undefined, { ref: false });
    if (ended.aborted) return;
    await work();
  }
}

function elapsedSince(moment: Moment, now: () => Date): number {
  const { monotonic, time } = momentBy(now);
  return Math.max(monotonic - moment.monotonic, time - moment.time);
}

/** Milliseconds between tries to take the ref away: the server may be at work on a renewal. */
const retries = [100, 1000, 3000];

/** Removes what is ours alone; what another put there stays. */
async function remove(place: RemoteRef, ours: ReadonlyMap<string, Moment>, from: string, tries = 0): Promise<void> {
  const wait = retries[tries];
  try {
    const found = await swap(place, { from, to: null });
    // A renewal was under way and took effect.
    if (found !== null && ours.has(found)) await remove(place, ours, found, tries);
  } catch (error) {
    if (wait === undefined) throw error;
    await pause(wait);
    await remove(place, ours, from, tries + 1);
  }
}

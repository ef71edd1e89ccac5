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
export interface Moment {
  readonly monotonic: number;
  readonly time: number;
}

export function momentBy(now: () => Date): Moment {
  return { monotonic: performance.now(), time: now().getTime() };
}

/** A lease that renews itself until it is ended or lost. */
export interface Lease {
  /** Aborted, with a GitError as reason, when another has the ref or the lease is about to run out. */
  readonly lost: AbortSignal;
  /** Takes the ref away. @throws GitError where it is still there, though it is ours */
  end(): Promise<void>;
}

/** Of the lease: how often it is renewed, when it is given up, and how often that is looked at. */
const shares = { renewal: 1 / 4, given: 5 / 6, watch: 1 / 24 };

/** Renews the lease every quarter of its time, and gives it up a sixth before anybody else may take over. */
export function keepLease(place: RemoteRef, taken: Taken, now: () => Date): Lease {
  const { holder } = taken;
  const lost = new AbortController();
  const milliseconds = holder.leaseSeconds * 1000;
  const ours = new Set([taken.commit]);
  let { commit: standing, asked: renewed } = taken;
  let [busy, ended] = [false, false];

  const renewing = setInterval(() => {
    if (busy) return;
    busy = true;
    // What fails is tried again; whether there is time for that is watched apart.
    void renew()
      .catch(() => {})
      .finally(() => {
        busy = false;
      });
  }, milliseconds * shares.renewal).unref();

  const watching = setInterval(() => {
    if (elapsedSince(renewed, now) > milliseconds * shares.given) lose('its lease could not be renewed in time');
  }, milliseconds * shares.watch).unref();

  async function renew(): Promise<void> {
    const asked = momentBy(now);
    const next = await writeHolder(place, { ...holder, renewedAt: new Date(asked.time).toISOString() });
    ours.add(next);
    const found = await swap(place, { from: standing, to: next });
    if (found === next) renewed = asked;
    // An earlier renewal whose answer was lost took effect after all: the next one starts from there.
    if (found !== null && ours.has(found)) standing = found;
    else lose('another run has taken it over, or it was removed by hand');
  }

  function stop(): void {
    ended = true;
    clearInterval(renewing);
    clearInterval(watching);
  }

  function lose(why: string): void {
    if (ended) return;
    stop();
    lost.abort(new GitError('lock-lost', `The lock (${place.ref} on ${place.remote.name}) was lost: ${why}.`));
  }

  return {
    lost: lost.signal,
    async end() {
      stop();
      if (!lost.signal.aborted) await remove(place, ours, standing);
    },
  };
}

function elapsedSince(moment: Moment, now: () => Date): number {
  const { monotonic, time } = momentBy(now);
  return Math.max(monotonic - moment.monotonic, time - moment.time);
}

/** Milliseconds between tries to take the ref away: the server may be at work on a renewal. */
const retries = [100, 1000, 3000];

async function remove(place: RemoteRef, ours: ReadonlySet<string>, from: string, tries = 0): Promise<void> {
  const wait = retries[tries];
  try {
    const found = await swap(place, { from, to: null });
    if (found !== null && found !== from && ours.has(found)) await remove(place, ours, found, tries + 1);
  } catch (error) {
    if (wait === undefined) throw error;
    await pause(wait);
    await remove(place, ours, from, tries + 1);
  }
}

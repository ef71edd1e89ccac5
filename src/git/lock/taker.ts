import { type RemoteRef, swap } from '../remote-ref.ts';
import type { Holder } from './holder.ts';
import { momentBy, type Taken } from './lease.ts';
import { isGone, startOf, thisMachine } from './machine.ts';
import { lookAt, type Standing, writeHolder } from './standing.ts';

/** So much may clocks differ, in milliseconds. */
const allowance = 60_000;

/** One who wants the lock, and what was seen and done for it so far. */
export interface Taker {
  readonly place: RemoteRef;
  readonly self: Pick<Holder, 'owner' | 'run' | 'leaseSeconds' | 'machine' | 'pid' | 'processStarted'>;
  readonly now: () => Date;
  /** By commit, when it was first seen at the ref, on the monotonic clock. */
  readonly seen: Map<string, number>;
  /** By commit, what we asked to stand there: an answer that was lost may come true later. */
  readonly asked: Map<string, Took>;
}

export interface Took {
  readonly taken: Taken;
  /** The dead holder whose lock this was. */
  readonly takenOver: Holder | null;
}

export async function newTaker(
  place: RemoteRef,
  self: { readonly owner: string; readonly run: string; readonly leaseSeconds: number },
  now: () => Date,
): Promise<Taker> {
  const { pid } = process;
  const known = { ...self, machine: await thisMachine(), pid, processStarted: await startOf(pid) };
  return { place, self: known, now, seen: new Map(), asked: new Map() };
}

/** Takes the lock where nobody living holds it; else says who does. */
export async function tryToTake(taker: Taker): Promise<Took | Standing> {
  for (;;) {
    const standing = await lookAt(taker.place);
    const mine = taker.asked.get(standing?.commit ?? '');
    if (mine !== undefined) return mine;
    if (standing !== null && !(await isDead(taker, standing))) return standing;
    const took = await take(taker, standing);
    if (took !== undefined) return took;
    // Another was faster: look who it is.
  }
}

async function take({ place, self, now, asked }: Taker, from: Standing | null): Promise<Took | undefined> {
  const moment = momentBy(now);
  const time = new Date(moment.time).toISOString();
  const holder = { ...self, since: time, renewedAt: time };
  const commit = await writeHolder(place, holder);
  asked.set(commit, { taken: { commit, holder, asked: moment }, takenOver: from?.holder ?? null });
  const found = await swap(place, { from: from?.commit ?? null, to: commit });
  return asked.get(found ?? '');
}

/**
 * Whether nobody holds this lock any more: the process is gone, as far as this machine can tell, or the lease has run
 * out, by the clocks. A clock far ahead must not make a lock immortal, so a lease also counts as run out once it was
 * watched for its whole length by our own clock and not renewed.
 */
async function isDead({ self, now, seen }: Taker, { commit, holder }: Standing): Promise<boolean> {
  const here = performance.now();
  const since = seen.get(commit) ?? here;
  seen.set(commit, since);
  if (holder === null) return false;
  const lease = holder.leaseSeconds * 1000;
  if (now().getTime() > Date.parse(holder.renewedAt) + lease + allowance) return true;
  return here - since > lease || isGone(holder, self.machine);
}

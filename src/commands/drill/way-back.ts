import { RollcallError } from '../../model/errors.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import { daysOpen } from '../../model/invitation-limits.ts';
import { day, hour, now } from '../../sandbox/world/clock.ts';
import type { DrillRun } from '../../report/drill.ts';
import { applyCommand } from '../apply.ts';
import { type Context, exit } from '../context.ts';
import { restoreCommand } from '../restore.ts';
import { pull, type Rehearsal } from './rehearsal.ts';
import { type Applied, run, timeToGoOn } from './run.ts';

/** One invitation that went out; `at` is milliseconds on the sandbox's clock, to the second. */
export interface Sent {
  readonly login: string;
  readonly at: number;
  readonly reinstate: boolean;
  readonly reason: string;
}

export interface WayBack {
  /** Who has everything again at once, by restore's own word. */
  readonly atOnce: number;
  readonly started: number;
  readonly runs: readonly DrillRun[];
  readonly invitations: readonly Sent[];
  readonly writes: number;
  readonly requests: number;
  /** Requests that a rate limit refused. */
  readonly heldUp: number;
  /** What is left undone, with the last run's words. */
  readonly unfinished: string | null;
}

interface Restored {
  readonly people: readonly { readonly way: { readonly kind: string } }[];
  readonly pullRequest: { readonly number: number } | null;
}

/** Restore, merge, apply, and apply again whenever GitHub takes more: until all invitations are out. */
export async function wayBack(context: Context, rehearsal: Rehearsal, loss: string): Promise<WayBack> {
  const { stage, page, owners } = rehearsal;
  context.log('rollcall restore …');
  const restored = await run<Restored>(stage, (inside) => restoreCommand(inside, { revert: loss }), 'restore');
  const { pullRequest, people } = restored;
  if (pullRequest === null)
    throw new RollcallError('drill', 'The rehearsal stops: restore found nothing to give back.');
  const [merger = '', reviewer] = owners;
  // Somebody reads it first; and what restore wrote must not count among apply's writes of the last hour.
  stage.sandbox.world.clockAhead += hour;
  await page.approveAndMerge({ number: pullRequest.number, reviewer: reviewer ?? merger, merger });
  await pull(stage);
  const started = now(stage.sandbox.world);
  const all = await runs(context, rehearsal, started);
  return { ...all, started, atOnce: people.filter(({ way }) => way.kind === 'at-once').length };
}

type Runs = Omit<WayBack, 'started' | 'atOnce'>;

async function runs(context: Context, rehearsal: Rehearsal, started: number): Promise<Runs> {
  const { stage } = rehearsal;
  const { world } = stage.sandbox;
  const done: (Counted & { readonly start: number })[] = [];
  for (;;) {
    const start = now(world) - started;
    const { applied, ...counted } = await countedRun(rehearsal);
    done.push({ start, ...counted });
    context.log(`Run ${done.length}: ${counted.sent.length} invitations.`);
    if (applied.code === exit.done) return whole(done, started, null);
    const until = timeToGoOn(applied);
    if (until === undefined || counted.sent.length === 0) return whole(done, started, saidBy(applied));
    await acceptBefore(rehearsal, until);
    world.clockAhead += Math.max(0, until - now(world));
  }
}

function whole(done: readonly (Counted & { readonly start: number })[], started: number, unfinished: string | null) {
  const sum = (of: (each: Counted) => number): number => done.reduce((total, each) => total + of(each), 0);
  return {
    runs: done.map(({ start, sent, requests }) => ({
      start,
      invitations: sent.length,
      first: sent.length === 0 ? null : (sent[0]?.at ?? 0) - started,
      last: sent.length === 0 ? null : (sent.at(-1)?.at ?? 0) - started,
      requests,
    })),
    invitations: done.flatMap(({ sent }) => sent),
    writes: sum(({ writes }) => writes),
    requests: sum(({ requests }) => requests),
    heldUp: sum(({ heldUp }) => heldUp),
    unfinished,
  };
}

interface Counted {
  readonly sent: readonly Sent[];
  readonly writes: number;
  readonly requests: number;
  readonly heldUp: number;
}

/** One run of apply, and what it asked of GitHub. */
async function countedRun(
  { stage, page }: Rehearsal,
  full: { full?: true } = {},
): Promise<Counted & { applied: Applied }> {
  await page.requests();
  const { world } = stage.sandbox;
  const before = now(world);
  const applied = await run(stage, (inside) => applyCommand(inside, full), 'apply');
  const { total, writes, entries } = await page.requests();
  const times = world.invitationsSent.filter((at) => at >= before);
  const invited = applied.outcomes.filter(({ result, change }) => result === 'done' && change.kind === 'invite-member');
  return {
    applied,
    sent: invited.map(({ change: { login = '', reinstate = false, reason } }, index) => ({
      login,
      reinstate,
      reason,
      at: times[index] ?? before,
    })),
    writes,
    requests: total,
    // The quota of invitations answers 422.
    heldUp: entries.filter(({ status }) => status === 403 || status === 429).length,
  };
}

function saidBy({ outcomes, stop }: Applied): string {
  const message = stop?.message ?? outcomes.find(({ result }) => result !== 'done')?.message;
  return message ?? 'apply did not say what is left';
}

/** An invitation is open for some days: whoever would miss it while the others wait accepts on the way. */
async function acceptBefore({ stage, page }: Rehearsal, until: number): Promise<void> {
  const [oldest] = stage.sandbox.world.invitations.values();
  if (oldest !== undefined && oldest.createdAt + daysOpen * day <= until + day / 2) await page.acceptAll();
}

/** Everybody accepts, and whole runs add what acceptance did not bring. */
export async function complete(
  context: Context,
  rehearsal: Rehearsal,
): Promise<{ readonly changes: number; readonly requests: number }> {
  await rehearsal.page.acceptAll();
  let [changes, requests] = [0, 0];
  for (let round = 1; round <= 5; round++) {
    const { applied, writes } = await countedRun(rehearsal, { full: true });
    context.log(`Everybody accepted; a whole run made ${applied.summary.done} more changes.`);
    changes += applied.summary.done;
    requests += writes;
    if (applied.code === exit.done && applied.summary.done === 0) break;
  }
  return { changes, requests };
}

/** When the last of these people was invited; null where none of them was. */
export function lastOf(invitations: readonly Sent[], people: ReadonlySet<Key>): number | null {
  const times = invitations.filter(({ login }) => people.has(keyOf(login))).map(({ at }) => at);
  return times.length === 0 ? null : Math.max(...times);
}

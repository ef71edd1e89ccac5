import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/sandbox/organization-generator/random.ts';
import { writesIn } from './log-beside-journal.ts';
import type { Logged, Rehearsal } from './rehearsal.ts';

/** A moment in a run. */
export interface Moment {
  readonly stage: string;
  /** Begins to watch for it. The promise is kept when it has come; never where the run is over before. */
  readonly watch: (rehearsal: Rehearsal) => Promise<void>;
}

/**
 * Random moments of a run, the stages in turn.
 * @param log what a run that nobody killed asked for
 * @param latency milliseconds that every answer takes
 */
export function momentsOf(log: readonly Logged[], latency: number, random: Random): () => Moment {
  const stages = stagesOf(log);
  let turn = 0;
  return () => {
    const { stage, where } = stages[turn++ % stages.length] as Stage;
    const at = random.pick(where);
    if (typeof at === 'string') return { stage, watch: (rehearsal) => whilePushed(rehearsal, at) };
    const delay = random.below(latency * 2);
    return { stage, watch: (rehearsal) => afterRequest(rehearsal, at, delay) };
  };
}

interface Stage {
  readonly stage: string;
  /** Requests, counted from 0, or the names of refs that are pushed. */
  readonly where: readonly (number | string)[];
}

function stagesOf(log: readonly Logged[]): readonly Stage[] {
  const writes = new Set(writesIn(log));
  const numbered = [...log.entries()].map(([number, request]) => ({ number, isWrite: writes.has(request) }));
  const first = numbered.findIndex(({ isWrite }) => isWrite);
  const look = numbered.findIndex(({ number, isWrite }) => number > first && !isWrite);
  const last = numbered.findLastIndex(({ isWrite }) => isWrite);
  const between = (from: number, to: number, which: boolean): number[] =>
    numbered.slice(from, to).flatMap(({ number, isWrite }) => (isWrite === which ? [number] : []));
  const adding = { stage: 'while it adds', where: between(first, look, true) };
  const takingAway = { stage: 'while it takes away', where: between(look, last + 1, true) };
  return [
    adding,
    { stage: 'while `applied` moves', where: ['refs/rollcall/applied'] },
    takingAway,
    { stage: 'between waves', where: between(look, last, false) },
    { stage: 'before the first write', where: between(0, first, false) },
    { stage: 'at the last look', where: between(last + 1, log.length, false) },
    { stage: 'while the journal is pushed', where: ['refs/heads/rollcall/journal'] },
    { stage: 'while the lock is taken', where: ['refs/rollcall/lock'] },
    adding,
    takingAway,
  ];
}

/** So long after the nth request came in: it waits, is carried out, is answered, or the next one is under way. */
async function afterRequest(rehearsal: Rehearsal, nth: number, delay: number): Promise<void> {
  let count = 0;
  await new Promise<void>((come) => {
    const end = rehearsal.onRequest(() => {
      if (count++ < nth) return;
      end();
      come();
    });
  });
  await pause(delay);
}

/** While the remote has the new value of a ref and has not set it yet. */
async function whilePushed({ remote }: Rehearsal, ref: string): Promise<void> {
  const [hook, seen] = [join(remote, 'hooks', 'update'), join(remote, 'rollcall-test-pushed')];
  writeFileSync(hook, `#!/bin/sh\n[ "$1" = ${ref} ] && { echo "$3" >> ${seen}; sleep 0.3; }\nexit 0\n`);
  chmodSync(hook, 0o755);
  while (!existsSync(seen) || readFileSync(seen, 'utf8') === '') await pause(5);
}

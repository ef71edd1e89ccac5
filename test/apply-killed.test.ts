import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { stepsOf } from '../src/model/journal.ts';
import { seededRandom } from '../src/sandbox/organization-generator/random.ts';
import { acme, anAppliedRepo } from './support/applied-repo.ts';
import { type Moment, momentsOf } from './support/kill-moments.ts';
import { lineOf, logBesideJournal, writesIn } from './support/log-beside-journal.ts';
import { aTemplate, type Logged, type Rehearsal, rehearsalOf } from './support/rehearsal.ts';
import { journalsOf } from './support/journals-on-disk.ts';
import { spawnRollcall } from './support/spawned.ts';
import type { LiveJson, StateRepoFixture } from './support/state-repo.ts';

/** So many runs are killed; whoever wants to be sure kills a hundred. */
const kills = Number(process.env['KILLS'] ?? 4);
const seed = Number(process.env['KILL_SEED'] ?? 20261122);
const latencyMs = 8;

let template: StateRepoFixture;
let unkilled: { readonly log: readonly Logged[]; readonly live: LiveJson };
let nextMoment: () => Moment;
const figures: Record<string, number> = { seed };
const count = (what: string, by = 1): void => {
  figures[what] = (figures[what] ?? 0) + by;
};

beforeAll(async () => {
  template = await aTemplate();
  const rehearsal = await rehearsalOf(template, latencyMs);
  await spawnRollcall(rehearsal.dir, ['apply'], rehearsal.env).ended;
  unkilled = { log: await rehearsal.log(), live: await rehearsal.live() };
  nextMoment = momentsOf(unkilled.log, latencyMs, seededRandom(seed));
  await rehearsal.close();
});

afterAll(async () => {
  await template.close();
  const file = process.env['KILL_REPORT'];
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
});

/** Method and path of every write that changed something, sorted. */
const effectsIn = (log: readonly Logged[]): string[] =>
  log.flatMap(({ method, path, effect }) => (effect ? [`${method} ${path}`] : [])).sort();

const invitationsIn = (log: readonly Logged[]): number =>
  log.filter(({ method, path }) => method === 'POST' && path === '/orgs/acme/invitations').length;

it('nobody kills makes 300 changes of 21 kinds, each with one request that takes effect', async () => {
  const { changes } = await template.planned();
  expect(changes).toHaveLength(300);
  expect(new Set(changes.map(({ kind }) => kind)).size).toBe(21);
  expect(effectsIn(unkilled.log)).toHaveLength(300);
  expect(writesIn(unkilled.log)).toHaveLength(300);
});

/** In the first ten every other one, in the next ten the others: each stage meets both. */
const elsewhere = (index: number): boolean => (index + Math.floor(index / 10)) % 2 === 1;

describe(`a run killed at a random moment (KILL_SEED=${seed})`, () => {
  it.each(Array.from({ length: kills }, (_, index) => index))(
    'is finished by the next run; everything takes effect once, and the journal has all of it (%i)',
    async (index) => {
      const rehearsal = await rehearsalOf(template, latencyMs);
      try {
        const killedAfter = await kill(rehearsal, nextMoment());
        const clone = elsewhere(index) ? rehearsal.clone() : rehearsal.dir;
        expect(await finish(rehearsal, clone)).toEqual(finished(rehearsal));
        await expectDoneOnce(rehearsal);
        await expectJournal(rehearsal, clone, killedAfter);
      } finally {
        await rehearsal.close();
      }
    },
  );
});

/** @returns how many writes had come by then */
async function kill(rehearsal: Rehearsal, { stage, watch }: Moment): Promise<number> {
  const { process: child, ended } = spawnRollcall(rehearsal.dir, ['apply'], rehearsal.env);
  void watch(rehearsal).then(() => child.kill('SIGKILL'));
  const { code } = await ended;
  count(code === 137 ? `killed ${stage}` : `over before it was killed ${stage}`);
  return writesIn(await rehearsal.log()).length;
}

/** Runs again, and asks what is left to do. */
async function finish(rehearsal: Rehearsal, clone: string) {
  const started = performance.now();
  const next = await spawnRollcall(clone, ['apply'], rehearsal.env).ended;
  count('milliseconds of the next runs', Math.round(performance.now() - started));
  const again = await spawnRollcall(clone, ['plan', '--full', '--detailed-exitcode'], rehearsal.env).ended;
  return { next: next.code, again: again.code, refs: rehearsal.git('ls-remote', 'origin', 'refs/rollcall/*') };
}

/** Nothing is left, everything counts as applied, and nobody has the lock. */
function finished(rehearsal: Rehearsal): Awaited<ReturnType<typeof finish>> {
  return { next: 0, again: 0, refs: `${rehearsal.git('rev-parse', 'HEAD')}\trefs/rollcall/applied` };
}

async function expectDoneOnce(rehearsal: Rehearsal): Promise<void> {
  expect(await rehearsal.live()).toEqual(unkilled.live);
  const log = await rehearsal.log();
  expect(effectsIn(log)).toEqual(effectsIn(unkilled.log));
  expect(invitationsIn(log)).toBe(invitationsIn(unkilled.log));
  count('writes', writesIn(log).length);
  count('writes that took effect', effectsIn(log).length);
}

/** Every write is in the journal, what the journal calls done took effect, and only the last write may be left open. */
async function expectJournal(rehearsal: Rehearsal, clone: string, killedAfter: number): Promise<void> {
  const runs = journalsOf(rehearsal.remote, [rehearsal.dir, clone], rehearsal.git('rev-parse', 'HEAD'));
  expect(runs.flatMap(({ unreadable }) => unreadable)).toEqual([]);
  expect(runs.slice(1).map(({ torn }) => torn)).not.toContain(true);
  const steps = stepsOf(runs.flatMap(({ entries }) => entries));
  const log = await rehearsal.log();
  const rows = logBesideJournal(log, steps);
  const sent = rows.filter(({ request }) => request !== null);
  expect(sent.filter(({ step }) => step === null)).toEqual([]);
  expect(sent.map(({ request }) => `${request?.method} ${request?.path}`)).toEqual(
    sent.map(({ step }) => step && lineOf(step.change)),
  );
  const done = rows.filter(({ step }) => step?.outcome?.result === 'done');
  expect(done.filter(({ request }) => request?.effect !== true)).toEqual([]);
  const open = rows.filter(({ step }) => step?.outcome === null);
  expect(open.length).toBeLessThanOrEqual(1);
  const lastOfTheDead = writesIn(log)[killedAfter - 1];
  expect(open.filter(({ request }) => request !== null && request !== lastOfTheDead)).toEqual([]);
  count('torn lines', runs.filter(({ torn }) => torn).length);
  count('steps without outcome', open.length);
  for (const { request, by } of rows) {
    count(request === null ? 'steps that were never sent' : `writes found in the journal by ${by}`);
  }
}

it('nobody is invited twice where GitHub does not list yet whom the dead run invited', async () => {
  const joiners = Array.from({ length: 25 }, (_, index) => ({ login: `joiner${index}`, id: 3000 + index }));
  const repo = await anAppliedRepo(acme);
  await repo.control('POST', 'change', { addAccounts: joiners });
  repo.commitState('Join', joiners.reduce((org, { login, id }) => org.withMember(login, { id }), acme).state);
  const rehearsal = await rehearsalOf(repo, latencyMs);
  onTestFinished(() => rehearsal.close());
  await rehearsal.control('POST', 'behaviours', { eventualConsistencyMs: 4000 });
  const { process: child, ended } = spawnRollcall(rehearsal.dir, ['apply'], rehearsal.env);
  let sent = 0;
  rehearsal.onRequest((method, path) => {
    if (method === 'POST' && path === '/orgs/acme/invitations' && (sent += 1) === 20) child.kill('SIGKILL');
  });
  await ended;
  const { code } = await spawnRollcall(rehearsal.dir, ['apply'], rehearsal.env).ended;
  expect([0, 4]).toContain(code);
  await rehearsal.control('POST', 'behaviours', { eventualConsistencyMs: 0 });
  expect(await finish(rehearsal, rehearsal.dir)).toEqual(finished(rehearsal));
  expect((await rehearsal.log()).filter(({ effect }) => effect)).toHaveLength(25);
  expect((await rehearsal.live()).invitations).toHaveLength(25);
});

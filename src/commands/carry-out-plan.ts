import { type Carrying, createCarrier } from '../applier/carry-out.ts';
import { censusOf } from '../applier/census.ts';
import type { Seen, Sight } from '../applier/look.ts';
import { sentLately } from '../applier/quota.ts';
import { type Ran, run } from '../applier/run.ts';
import type { IdOf } from '../applier/sameness.ts';
import { wavesOf } from '../applier/waves.ts';
import type { Census } from '../model/census.ts';
import type { Change } from '../model/change.ts';
import { keyOf } from '../model/identity.ts';
import type { Stop } from '../model/plan.ts';
import { takesAway } from '../planner/order.ts';
import type { Sides } from '../planner/sides.ts';
import type { Directory } from '../scm/live-writer.ts';
import { timesOfInvitations } from './attempts.ts';
import { conclude, lossOf, type Occasion, type Result } from './conclude.ts';
import { type Context, exit } from './context.ts';
import { makePlan } from './make-plan.ts';
import { progressOn } from './progress.ts';
import { openRunJournal, type RunJournal } from './run-journal.ts';

/** Carries a judged plan out in waves, writes each step down, and moves `applied` where all of it is in effect. */
export async function carryOutPlan(context: Context, occasion: Occasion): Promise<Result> {
  const { plan } = occasion.judged;
  const { takenOver } = occasion.session.lock;
  if (plan.changes.length === 0 && takenOver === null)
    return conclude(occasion, { outcomes: [], stop: null, seen: null });
  const { run: id, owner } = occasion.session;
  const before = await censusBefore(occasion);
  const record = await openRunJournal(context, { ...occasion, run: id });
  const { organization, commit, base, scope, digest, changes } = plan;
  try {
    record.journal.started({ organization, commit, base, scope: scope.kind, digest, owner, changes: changes.length });
    if (takenOver !== null) record.journal.tookOver(takenOver);
    await record.save();
    const result = await conclude(occasion, await inWaves(context, occasion, record, before));
    record.close(result.code, result.report.verification.result);
    return { ...result, report: { ...result.report, run: id } };
  } catch (error) {
    record.close(exit.error, error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    await record.save();
  }
}

/** Who is there before the first change. Where nothing is taken away nobody is counted: it takes a request for each hundred. */
async function censusBefore(occasion: Occasion): Promise<Census | null> {
  return removalsIn(occasion).length === 0 ? null : census(occasion, occasion.judged.sides);
}

function removalsIn({ judged: { plan, sides } }: Occasion): readonly Change[] {
  return plan.changes.filter((change) => takesAway(change, sides.live.organization.customRoles));
}

/** A whole run has read everybody already. */
async function census({ judged, github }: Occasion, sides: Sides): Promise<Census> {
  return judged.plan.scope.kind === 'full' ? censusOf(sides.live) : github.reader.census();
}

async function inWaves(context: Context, occasion: Occasion, record: RunJournal, before: Census | null): Promise<Ran> {
  const { judged, github, repo, session } = occasion;
  const { policy } = repo.desired;
  const directory = directoryOf(judged.sides);
  const removals = new Set(removalsIn(occasion));
  const ending = AbortSignal.any([context.signal, session.lock.lost]);
  const stopped = (): Stop | null => stopOf(context.signal, occasion);
  let latest = directory;
  const look = async (): Promise<Sight> => {
    const { plan, sides, violations } = await makePlan(context, repo, github.reader, occasion.asked);
    latest = directoryOf(sides);
    const { changes, findings } = plan;
    return { changes, findings, violations, idOf: idIn(sides), census: before && (await census(occasion, sides)) };
  };
  const arrivals = arrivalsOn(context);
  return run(
    wavesOf(judged.plan.changes, policy.waves, (change) => removals.has(change)),
    {
      carrier: createCarrier({ ...carrying(context, occasion, record.steps, directory), stopped }),
      start: { idOf: idIn(judged.sides), census: before },
      look,
      adopt: () => {
        for (const [team, names] of latest.teams) directory.teams.set(team, names);
      },
      // Whoever stops the run ends the pause; that it was stopped shows afterwards.
      wait: (milliseconds) => context.sleep(milliseconds, ending).catch(() => undefined),
      stopped,
      pause: policy.pause,
      looked: async (wave, stop, seen) => {
        const news = seen === null ? undefined : arrivals(seen);
        record.journal.looked(wave, stop === null ? 'as-planned' : 'stopped', stop?.message ?? news);
        await record.save();
      },
    },
  );
}

/** Says once of everybody that they arrived while the run was at work. */
function arrivalsOn(context: Context): (seen: Seen) => string | undefined {
  const known = new Set<string>();
  return ({ arrived }) => {
    const others = arrived.filter((login) => !known.has(login));
    if (others.length === 0) return undefined;
    for (const login of others) known.add(login);
    const news = `Arrived meanwhile, and not by this plan: ${others.join(', ')}`;
    context.log(news);
    return news;
  };
}

function carrying(
  context: Context,
  { judged, github, repo }: Occasion,
  steps: Carrying['steps'],
  directory: Directory,
): Omit<Carrying, 'stopped'> {
  return {
    writer: github.writerFor(directory),
    steps,
    failuresAtMost: repo.desired.policy.circuitBreaker.failures,
    sentLately: async () => {
      const standing = (await github.reader.invitations()).users;
      return sentLately(await timesOfInvitations(repo, standing), github.reader.now());
    },
    progress: progressOn(context, judged.plan.changes.length),
  };
}

function stopOf(signal: AbortSignal, { session }: Occasion): Stop | null {
  if (signal.aborted) return { reason: 'interrupted', message: 'Interrupted; nothing more was sent.' };
  return lossOf(session.lock);
}

/** Numeric ids by each login that the plan may use: the state's, and today's. */
function idIn({ desired, live }: Sides): IdOf {
  const ids = new Map<string, number | undefined>();
  for (const [key, { id }] of desired.users) ids.set(key, id);
  for (const [key, { id, login }] of live.users) {
    ids.set(keyOf(login), id ?? ids.get(keyOf(login)));
    ids.set(key, id ?? ids.get(key));
  }
  return (login) => ids.get(keyOf(login));
}

/**
 * What the teams are called on GitHub. People and repositories stand in the plan under today's names already, and are
 * not to be looked up: an old login may be somebody else's by now.
 */
function directoryOf({ live }: Sides): Directory {
  const teams = [...live.teams].flatMap(([key, { id, slug }]) =>
    id === undefined ? [] : [[key, { id, slug }] as const],
  );
  return { teams: new Map(teams), logins: new Map(), repos: new Map() };
}

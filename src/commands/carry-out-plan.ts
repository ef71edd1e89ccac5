import { setTimeout as pause } from 'node:timers/promises';
import { type Carrying, createCarrier } from '../applier/carry-out.ts';
import { censusOf } from '../applier/census.ts';
import { isAsPlanned, type Sight } from '../applier/look.ts';
import { sentLately } from '../applier/quota.ts';
import { type Ran, run } from '../applier/run.ts';
import { wavesOf } from '../applier/waves.ts';
import { moveApplied } from '../git/applied.ts';
import type { Lock } from '../git/lock/lock.ts';
import type { Change } from '../model/change.ts';
import { GitError } from '../model/errors.ts';
import { keyOf } from '../model/identity.ts';
import type { Stop } from '../model/plan.ts';
import type { ReviewFacts } from '../planner/guards/review.ts';
import { takesAway } from '../planner/order.ts';
import type { Sides } from '../planner/sides.ts';
import type { Applied, ApplyReport, Verification } from '../report/outcome.ts';
import type { Directory } from '../scm/live-writer.ts';
import { invitationsSent } from './attempts.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import type { StateRepo } from './desired.ts';
import type { GitHub } from './github.ts';
import { type Asked, type Judged, makePlan } from './make-plan.ts';
import { progressOn } from './progress.ts';
import { openRunJournal, type RunJournal } from './run-journal.ts';

/** One run, as the lock and the journal know it. */
export interface Session {
  readonly run: string;
  readonly owner: string;
  readonly lock: Lock;
}

export interface Occasion {
  readonly repo: StateRepo;
  readonly github: GitHub;
  readonly judged: Judged;
  readonly facts: ReviewFacts;
  readonly asked: Asked;
  readonly session: Session;
}

interface Result {
  readonly report: ApplyReport;
  readonly code: ExitCode;
}

/** Carries a judged plan out in waves, writes each step down, and moves `applied` where all of it is in effect. */
export async function carryOutPlan(context: Context, occasion: Occasion): Promise<Result> {
  const { plan } = occasion.judged;
  const { takenOver } = occasion.session.lock;
  if (plan.changes.length === 0 && takenOver === null)
    return conclude(occasion, { outcomes: [], stop: null, seen: null });
  const { run: id, owner } = occasion.session;
  const record = await openRunJournal(context, { ...occasion, run: id });
  const { organization, commit, base, scope, digest, changes } = plan;
  record.journal.started({ organization, commit, base, scope: scope.kind, digest, owner, changes: changes.length });
  if (takenOver !== null) record.journal.tookOver(takenOver);
  await record.save();
  const result = await conclude(occasion, await inWaves(context, occasion, record));
  record.journal.ended(result.code, result.report.verification.result);
  await record.save();
  return { ...result, report: { ...result.report, run: id } };
}

async function inWaves(context: Context, occasion: Occasion, record: RunJournal): Promise<Ran> {
  const { judged, github, repo } = occasion;
  const { policy } = repo.desired;
  const { changes, scope } = judged.plan;
  const isRemoval = (change: Change): boolean => takesAway(change, judged.sides.live.organization.customRoles);
  const census = async (sides: Sides) => (scope.kind === 'full' ? censusOf(sides.live) : github.reader.census());
  const hasRemovals = changes.some(isRemoval);
  const directory = directoryOf(judged.sides);
  let latest = directory;
  const look = async (): Promise<Sight> => {
    const { plan, sides } = await makePlan(context, repo, github.reader, occasion.asked);
    latest = directoryOf(sides);
    return { changes: plan.changes, census: hasRemovals ? await census(sides) : null };
  };
  const known = new Set<string>();
  const stopped = (): Stop | null => stopOf(context.signal, occasion.session.lock);
  return run(wavesOf(changes, policy.waves, isRemoval), {
    carrier: createCarrier({ ...carrying(context, occasion, record.steps, directory), stopped }),
    before: hasRemovals ? await census(judged.sides) : null,
    look,
    // Whoever stops the run ends the pause; that it was stopped shows afterwards.
    wait: (milliseconds) => pause(milliseconds, undefined, { signal: context.signal }).catch(() => undefined),
    stopped,
    pause: policy.pause,
    looked: async (wave, stop, seen) => {
      learn(directory, latest, seen?.landed ?? []);
      const arrived = seen?.arrived.filter((login) => !known.has(login)) ?? [];
      for (const login of arrived) known.add(login);
      const news = arrived.length === 0 ? undefined : `Arrived meanwhile, and not by this plan: ${arrived.join(', ')}`;
      if (news !== undefined) context.log(news);
      record.journal.looked(wave, stop === null ? 'as-planned' : 'stopped', stop?.message ?? news);
      await record.save();
    },
  });
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
    sentLately: async () => sentLately(await timesOfInvitations(repo, github), github.reader.now()),
    progress: progressOn(context, judged.plan.changes.length),
  };
}

/** Of those that the journals know, accepted ones among them, and of those that others sent and that are open yet. */
async function timesOfInvitations(repo: StateRepo, { reader }: GitHub): Promise<readonly Date[]> {
  const ours = await invitationsSent(repo);
  const known = new Set(ours.map(({ user }) => user));
  const others = [...(await reader.invitations()).users].flatMap(([user, { invitation }]) =>
    invitation === undefined || known.has(user) ? [] : [new Date(invitation.createdAt)],
  );
  return [...ours.map(({ at }) => at), ...others];
}

function stopOf(signal: AbortSignal, lock: Lock): Stop | null {
  if (signal.aborted) return { reason: 'interrupted', message: 'Interrupted; the request in flight was finished.' };
  return lossOf(lock);
}

function lossOf({ lost }: Lock): Stop | null {
  if (!lost.aborted) return null;
  return { reason: 'lock-lost', message: `${(lost.reason as GitError).message} Nothing more was sent.` };
}

/** What it came to: moves `applied` where it may, and says all of it. */
async function conclude(occasion: Occasion, ended: Ran): Promise<Result> {
  const { organization, commit, findings, scope } = occasion.judged.plan;
  // By now another run may be at work, and `applied` is its own to move.
  const ran = { ...ended, stop: ended.stop ?? lossOf(occasion.session.lock) };
  const isDone = ran.stop === null && ran.outcomes.every(({ result }) => result === 'done');
  const isInEffect = isDone && (ran.seen === null || isAsPlanned(ran.seen));
  const isAsAsked = isInEffect && !findings.some(({ unfinished }) => unfinished === true);
  const applied = await settle(occasion, isAsAsked);
  const isLeftBehind = !applied.moved && applied.failed === true;
  return {
    report: {
      organization,
      commit: commit ?? occasion.repo.checkout.commit,
      outcomes: ran.outcomes,
      planned: occasion.judged.plan.changes.length,
      stop: ran.stop,
      findings,
      verification: verificationOf(ran, isInEffect, scope.kind),
      applied,
    },
    code:
      ran.stop?.reason === 'interrupted' ? exit.interrupted : isAsAsked && !isLeftBehind ? exit.done : exit.unfinished,
  };
}

function verificationOf({ stop, seen }: Ran, isInEffect: boolean, scope: 'full' | 'touched'): Verification {
  if (seen === null) {
    return stop === null ? { result: 'converged', scope } : { result: 'not-verified', why: 'the run ended before' };
  }
  if (seen.left.length === 0) return { result: 'converged', scope };
  return { result: isInEffect ? 'overtaken' : 'differs', changes: seen.left.length };
}

/** `applied` moves when all that was planned is in effect, and never after a run that left something out. */
async function settle({ repo, asked }: Occasion, isInEffect: boolean): Promise<Applied> {
  const { repository, remote, checkout } = repo;
  const stays = (why: string) => ({ moved: false as const, at: remote.applied, why });
  if (!isInEffect) return stays('not everything planned is in effect; what is left is tried again by the next run');
  if (asked.only !== undefined || asked.user !== undefined) return stays('this run left something out by its options');
  if (checkout.commit === null || remote.applied === checkout.commit) return stays('it stands at this commit already');
  try {
    await moveApplied(repository, remote, { from: remote.applied, to: checkout.commit });
    return { moved: true, to: checkout.commit };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { ...stays(error.message), failed: true };
  }
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

/** What teams are called that were made or renamed by a request whose answer was lost: the writer was not told. */
function learn(directory: Directory, seen: Directory, landed: readonly Change[]): void {
  for (const change of landed) {
    if (change.kind !== 'create-team' && change.kind !== 'update-team') continue;
    const team = seen.teams.get(keyOf(change.team));
    if (team !== undefined) directory.teams.set(keyOf(change.team), team);
  }
}

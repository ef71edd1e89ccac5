import { setTimeout as pause } from 'node:timers/promises';
import { carryOut } from '../applier/carry-out.ts';
import { verify } from '../applier/verify.ts';
import { moveApplied } from '../git/applied.ts';
import type { Outcome, Violation } from '../model/plan.ts';
import type { Sides } from '../planner/sides.ts';
import type { Applied, ApplyReport, Verification } from '../report/outcome.ts';
import type { Directory } from '../scm/live-writer.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import type { StateRepo } from './desired.ts';
import { type GitHub, githubFrom } from './github.ts';
import { type Asked, type Judged, makePlan } from './make-plan.ts';
import { loadOrExplain } from './plan.ts';
import { progressOn } from './progress.ts';
import { showDryRun, showJudged, showOutcome } from './show.ts';

interface Options extends Asked {
  readonly digest?: string;
}

/** `rollcall apply`: brings the organisation to what the default branch says. Guards judge before the first write. */
export async function applyCommand(context: Context, options: Options): Promise<ExitCode> {
  const repo = await loadOrExplain(context);
  if (repo === undefined) return exit.error;
  const github = githubFrom(context, repo.desired.state.organization.name);
  const made = await makePlan(context, repo, github.reader, options);
  const judged = { ...made, violations: [...made.violations, ...anotherPlan(made, options)] };
  const why = whyDryRun(repo);
  if (judged.violations.length > 0) {
    context.out(showJudged(context, judged));
    return exit.refused;
  }
  if (why.length > 0) {
    context.out(showDryRun(context, judged, why));
    return exit.done;
  }
  if (context.format === 'text') context.out(showJudged(context, judged));
  const { report, code } = await run(context, { repo, github, judged, options });
  context.out(showOutcome(context, report));
  return code;
}

/** With a digest, nothing is done but the plan that was looked at. */
function anotherPlan({ plan: { digest } }: Judged, options: Options): Violation[] {
  if (options.digest === undefined || options.digest.toLowerCase() === digest) return [];
  const message = `The plan is another one by now: its digest is ${digest}, not ${options.digest}. Look at it, and run with its digest.`;
  return [{ guard: 'digest', message }];
}

/** Only the default branch's head, as it was pushed, is ever applied. */
function whyDryRun({ checkout, remote, repository }: StateRepo): string[] {
  const { defaultBranch, head, name } = remote;
  const where = repository.prefix === '' ? 'the checkout' : repository.prefix;
  return [
    checkout.branch === null ? [`HEAD is detached, and only the branch ${defaultBranch} is applied.`] : [],
    checkout.branch !== null && checkout.branch !== defaultBranch
      ? [`This is the branch ${checkout.branch}, and only ${defaultBranch} is applied.`]
      : [],
    checkout.clean ? [] : [`There are changes in ${where} that are not committed.`],
    checkout.commit === head
      ? []
      : [`HEAD (${checkout.commit}) is not the head of ${defaultBranch} on ${name} (${head}): pull or push first.`],
  ].flat();
}

interface Occasion {
  readonly repo: StateRepo;
  readonly github: GitHub;
  readonly judged: Judged;
  readonly options: Options;
}

/** Carries out, looks again, and moves `applied` where all of it is in effect. */
async function run(context: Context, occasion: Occasion): Promise<{ report: ApplyReport; code: ExitCode }> {
  const { repo, github, judged } = occasion;
  const { plan } = judged;
  const outcomes = await carryOut(plan.changes, github.writerFor(directoryOf(judged.sides)), {
    signal: context.signal,
    progress: progressOn(context, plan.changes.length),
  });
  const isInterrupted = context.signal.aborted && outcomes.length < plan.changes.length;
  const verification: Verification = isInterrupted
    ? { result: 'not-verified', why: `interrupted with ${plan.changes.length - outcomes.length} changes left` }
    : await look(context, occasion, outcomes);
  const { organization, commit, findings } = plan;
  const isDone = outcomes.every(({ result }) => result === 'done') && verification.result === 'converged';
  const isAsAsked = isDone && !findings.some(({ unfinished }) => unfinished === true);
  const applied = await settle(occasion, isAsAsked);
  return {
    report: { organization, commit: commit ?? repo.checkout.commit, outcomes, findings, verification, applied },
    code: isInterrupted ? exit.interrupted : isAsAsked ? exit.done : exit.unfinished,
  };
}

/** Reads live again: what was done must show. Nothing done needs no second look. */
async function look(context: Context, occasion: Occasion, outcomes: readonly Outcome[]): Promise<Verification> {
  const { repo, github, judged, options } = occasion;
  const scope = judged.plan.scope.kind;
  if (outcomes.every(({ result }) => result !== 'done')) return { result: 'converged', scope };
  const { notInEffect } = await verify(
    outcomes,
    async () => (await makePlan(context, repo, github.reader, options)).plan,
    (milliseconds) => pause(milliseconds),
  );
  return notInEffect.length === 0 ? { result: 'converged', scope } : { result: 'differs', changes: notInEffect.length };
}

/** `applied` moves when all that was planned is in effect, and never after a run that left something out. */
async function settle({ repo, options }: Occasion, isInEffect: boolean): Promise<Applied> {
  const { repository, remote, checkout } = repo;
  const stays = (why: string): Applied => ({ moved: false, at: remote.applied, why });
  if (!isInEffect) return stays('not everything planned is in effect; what is left is tried again by the next run');
  if (options.only !== undefined || options.user !== undefined)
    return stays('this run left something out by its options');
  if (checkout.commit === null || remote.applied === checkout.commit) return stays('it stands at this commit already');
  await moveApplied(repository, remote, { from: remote.applied, to: checkout.commit });
  return { moved: true, to: checkout.commit };
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

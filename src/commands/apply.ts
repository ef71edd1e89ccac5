import { hostname, userInfo } from 'node:os';
import { newRunId } from '../applier/journal/journal.ts';
import { checkoutOf } from '../git/checkout.ts';
import { type Lock, takeLock } from '../git/lock/lock.ts';
import { remoteOf } from '../git/remote.ts';
import { openStateRepository } from '../git/repository.ts';
import { GitError } from '../model/errors.ts';
import type { Violation } from '../model/plan.ts';
import { review } from '../planner/guards/review.ts';
import { machineClock } from '../scm/machine-clock.ts';
import { carryOutPlan } from './carry-out-plan.ts';
import type { Session } from './conclude.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import type { StateRepo } from './desired.ts';
import { durationFrom } from './duration.ts';
import { githubFrom } from './github.ts';
import { type Asked, type Judged, makePlan } from './make-plan.ts';
import { loadOrExplain } from './plan.ts';
import { reviewFacts } from './review-facts.ts';
import { journalTakeOver } from './run-journal.ts';
import { showDryRun, showJudged, showOutcome, showRefusal } from './show.ts';

interface Options extends Asked {
  readonly digest?: string;
  /** How long to wait for another run that has the lock, such as `5m`. */
  readonly wait?: string;
}

/**
 * `rollcall apply`: brings the organisation to what the default branch says, one run at a time. Guards judge before the
 * first write.
 */
export async function applyCommand(context: Context, options: Options): Promise<ExitCode> {
  const waitMs = options.wait === undefined ? 0 : durationFrom(options.wait, '--wait');
  const place = await placeOf(context);
  const why = whyDryRun(place);
  if (why.length > 0) return dryRun(context, options, why);
  const self = { owner: ownerFrom(context.env), run: newRunId(context.now()) };
  const taking = await takeLock(place.repository, place.remote, self, {
    waitMs,
    signal: context.signal,
    // Leases run out by the machine's time, whatever a rehearsal's clock says.
    now: () => machineClock.now(),
    log: (text) => context.log(text),
  });
  if ('heldBy' in taking) {
    const { owner, run, since } = taking.heldBy;
    const message = `${owner} is applying already, since ${since} (run ${run}). Nothing was read or changed. Wait for it with --wait 5m; a run that died gives way by itself after some minutes.`;
    context.out(showRefusal(context, [{ guard: 'lock', message }]));
    return exit.refused;
  }
  return holding(taking.lock, () => applyLocked(context, options, { ...self, lock: taking.lock }));
}

/** Whatever becomes of the run, the lock is given back. */
async function holding(lock: Lock, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!lock.lost.aborted) throw error;
    const { message } = lock.lost.reason as GitError;
    throw new GitError('lock-lost', `${message} So this run ended.`, { cause: error });
  } finally {
    await lock.release();
  }
}

/** The three sentences of the design: load desired and read live, plan and judge, carry out. */
async function applyLocked(context: Context, options: Options, session: Session): Promise<ExitCode> {
  const repo = await loadOrExplain(context);
  if (repo === undefined) return exit.error;
  const why = whyDryRun(repo);
  if (why.length > 0) return dryRun(context, options, why);
  const stopping = { ...context, signal: AbortSignal.any([context.signal, session.lock.lost]) };
  const github = githubFrom(stopping, repo.desired.state.organization.name);
  const made = await makePlan(stopping, repo, github.reader, options);
  const facts = await reviewFacts(stopping, repo, (repository) => github.pullRequestsOf(repository), made);
  const violations = [...made.violations, ...review(made.plan, facts), ...anotherPlan(made, options)];
  const judged = { ...made, violations };
  if (violations.length > 0) {
    await journalTakeOver(context, repo, session, exit.refused);
    context.out(showJudged(context, judged));
    return exit.refused;
  }
  if (context.format === 'text') context.out(showJudged(context, judged));
  const { report, code } = await carryOutPlan(context, { repo, github, judged, facts, asked: options, session });
  context.out(showOutcome(context, report));
  return code;
}

/** What `plan` would show, and why nothing more is done. Review and lock judge what is applied, so not this. */
async function dryRun(context: Context, options: Options, why: readonly string[]): Promise<ExitCode> {
  const repo = await loadOrExplain(context);
  if (repo === undefined) return exit.error;
  const { reader } = githubFrom(context, repo.desired.state.organization.name);
  const made = await makePlan(context, repo, reader, options);
  const judged = { ...made, violations: [...made.violations, ...anotherPlan(made, options)] };
  if (judged.violations.length > 0) {
    context.out(showJudged(context, judged));
    return exit.refused;
  }
  context.out(showDryRun(context, judged, why));
  return exit.done;
}

type Place = Pick<StateRepo, 'repository' | 'checkout' | 'remote'>;

async function placeOf(context: Context): Promise<Place> {
  const repository = await openStateRepository(context.cwd, context.state, context.env);
  return { repository, checkout: await checkoutOf(repository), remote: await remoteOf(repository) };
}

/** With a digest, nothing is done but the plan that was looked at. */
function anotherPlan({ plan: { digest } }: Judged, options: Options): Violation[] {
  if (options.digest === undefined || options.digest.toLowerCase() === digest) return [];
  const message = `The plan is another one by now: its digest is ${digest}, not ${options.digest}. Look at it, and run with its digest.`;
  return [{ guard: 'digest', message }];
}

/** Only the default branch's head, as it was pushed, is ever applied. */
function whyDryRun({ checkout, remote, repository }: Place): string[] {
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

/** Who runs this, for whoever waits for the lock and for the journal. */
function ownerFrom(env: Context['env']): string {
  return env['GITHUB_ACTOR'] || `${userInfo().username}@${hostname()}`;
}

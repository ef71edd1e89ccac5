import { isAsPlanned } from '../applier/look.ts';
import type { Ran } from '../applier/run.ts';
import { moveApplied } from '../git/applied.ts';
import type { Lock } from '../git/lock/lock.ts';
import { GitError } from '../model/errors.ts';
import type { Finding, Stop } from '../model/plan.ts';
import type { ReviewFacts } from '../planner/guards/review.ts';
import type { Applied, ApplyReport, Verification } from '../report/outcome.ts';
import { type ExitCode, exit } from './context.ts';
import type { StateRepo } from './desired.ts';
import type { GitHub } from './github.ts';
import type { Asked, Judged } from './make-plan.ts';

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

export interface Result {
  readonly report: ApplyReport;
  readonly code: ExitCode;
}

/** What it came to: moves `applied` where it may, and says no more than was seen. */
export async function conclude(occasion: Occasion, ended: Ran): Promise<Result> {
  const { plan } = occasion.judged;
  // By now another run may be at work, and `applied` is its own to move.
  const ran = { ...ended, stop: ended.stop ?? lossOf(occasion.session.lock) };
  const findings = ran.seen?.sight.findings ?? plan.findings;
  const missing = whatIsMissing(ran, findings);
  const applied = await moveWhereAllIsInEffect(occasion, missing);
  const isAsAsked = missing === null && !('failed' in applied);
  return {
    report: {
      organization: plan.organization,
      commit: plan.commit ?? occasion.repo.checkout.commit,
      outcomes: ran.outcomes,
      planned: plan.changes.length,
      stop: ran.stop,
      findings,
      verification: verificationOf(ran, findings, occasion),
      applied,
    },
    code: ran.stop?.reason === 'interrupted' ? exit.interrupted : isAsAsked ? exit.done : exit.unfinished,
  };
}

export function lossOf(lock: Lock): Stop | null {
  if (!lock.lost.aborted) return null;
  const why = lock.lost.reason instanceof Error ? lock.lost.reason.message : String(lock.lost.reason);
  return { reason: 'lock-lost', message: `${why} Nothing more was sent.` };
}

/** Why the state is not in effect as far as this run was to bring it about, or null. */
function whatIsMissing({ stop, outcomes, seen }: Ran, findings: readonly Finding[]): string | null {
  if (stop !== null) return 'the run stopped before its end';
  if (outcomes.some(({ result }) => result !== 'done')) return 'not every change was made';
  if (seen !== null && !isAsPlanned(seen)) return 'not everything that was done shows';
  if (seen !== null && seen.sight.changes.length > 0) return 'more has come up since';
  return findings.some(({ unfinished }) => unfinished === true)
    ? 'not all that the state asks for could be done'
    : null;
}

function verificationOf(
  { stop, outcomes, seen }: Ran,
  findings: readonly Finding[],
  { judged, asked }: Occasion,
): Verification {
  const unfinished = findings.filter((finding) => finding.unfinished === true).length;
  if (stop !== null && (seen === null || seen.sight.changes.length === 0))
    return { result: 'not-verified', why: 'the run stopped before its end' };
  const left = seen?.sight.changes.length ?? 0;
  if (left > 0)
    return {
      result: outcomes.every(({ result }) => result === 'done') && stop === null ? 'overtaken' : 'differs',
      changes: left,
    };
  const waiting = outcomes.filter(({ result }) => result !== 'done').length;
  if (unfinished + waiting > 0) return { result: 'unfinished', left: unfinished + waiting };
  const isWhole = asked.only === undefined && asked.user === undefined;
  return { result: 'converged', scope: isWhole ? judged.plan.scope.kind : 'asked' };
}

/** `applied` moves when the whole of it is in effect, and never after a run that left something out. */
async function moveWhereAllIsInEffect({ repo, asked }: Occasion, missing: string | null): Promise<Applied> {
  const { repository, remote, checkout } = repo;
  const stays = (why: string) => ({ moved: false as const, at: remote.applied, why });
  if (missing !== null) return stays(`${missing}; what is left is tried again by the next run`);
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

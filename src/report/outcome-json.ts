import { json } from './escape.ts';
import { type Applied, type ApplyReport, countsOf, type Verification } from './outcome.ts';
import { changeAsData, findingAsData } from './plan-json.ts';

export function outcomeAsJson({
  organization,
  commit,
  outcomes,
  planned,
  stop,
  run,
  findings,
  verification,
  applied,
}: ApplyReport): string {
  return json({
    version: 1,
    organization,
    commit,
    ...(run === undefined ? {} : { run }),
    summary: { planned, ...countsOf(outcomes) },
    ...(stop === null ? {} : { stop: { reason: stop.reason, message: stop.message } }),
    outcomes: outcomes.map(({ change, result, message, code: why }) => ({
      result,
      ...(why === undefined ? {} : { code: why }),
      ...(message === undefined ? {} : { message }),
      change: changeAsData(change),
    })),
    findings: findings.map(findingAsData),
    verification: verificationAsData(verification),
    applied: appliedAsData(applied),
  });
}

function appliedAsData(applied: Applied): object {
  if (applied.moved) return { moved: true, to: applied.to };
  const { at, why, failed } = applied;
  return { moved: false, at, why, ...(failed === undefined ? {} : { failed }) };
}

function verificationAsData(verification: Verification): object {
  switch (verification.result) {
    case 'converged':
      return { result: verification.result, scope: verification.scope };
    case 'differs':
    case 'overtaken':
      return { result: verification.result, changes: verification.changes };
    case 'unfinished':
      return { result: verification.result, left: verification.left };
    case 'not-verified':
      return { result: verification.result, why: verification.why };
  }
}

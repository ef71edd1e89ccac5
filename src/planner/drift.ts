import type { EntryRef } from '../model/entry.ts';
import type { Finding } from '../model/plan.ts';
import { anyTouched, type Draft, type Sides } from './sides.ts';

/**
 * Less in live than desired says, taken by hand: whether it is only reported, because policy asks for no more and no
 * commit since base touched it. Then the finding is there, and there is nothing left to do.
 * @param what a sentence without its stop
 */
export function isReportedDrift(
  sides: Sides,
  refs: readonly EntryRef[],
  what: string,
  about: Pick<Finding, 'login' | 'team' | 'repo'>,
  draft: Draft,
): boolean {
  if (sides.policy.drift === 'repair' || anyTouched(sides, ...refs)) return false;
  draft.findings.push({
    finding: 'drift',
    ...about,
    message: `${what}; policy asks to report drift, not to repair it.`,
  });
  return true;
}

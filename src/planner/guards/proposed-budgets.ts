import type { OrgState } from '../../model/org-state.ts';
import type { Violation } from '../../model/plan.ts';
import { countHeld } from './budgets.ts';
import { type Counting, judgeCounts } from './judge-counts.ts';

interface Proposed extends Omit<Counting, 'held' | 'ofWhat'> {
  /** Before it. */
  readonly state: OrgState;
}

/** What the budgets of policy.yaml have against an edit of the state: percentages are of what the state holds. */
export function judgeProposed({ state, ...counting }: Proposed): readonly Violation[] {
  return judgeCounts({ ...counting, held: countHeld(state), ofWhat: (count) => `The state holds ${count}.` });
}

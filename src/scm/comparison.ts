import type { OrgState } from '../model/org-state.ts';
import type { Scope } from '../model/plan.ts';
import type { Base } from '../planner/base.ts';

/** What is to be compared: desired, and what the commits since base did. */
export interface Comparison {
  readonly desired: OrgState;
  readonly base: Base;
  readonly scope: Scope;
}

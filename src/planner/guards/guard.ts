import type { Actor } from '../../model/account.ts';
import type { Plan, Violation } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import type { Sides } from '../sides.ts';

/** A safety rule: judges a plan before the first write, and says what it refuses. */
export type Guard = (plan: Plan, facts: Facts, policy: Policy) => readonly Violation[];

/** What guards know besides the plan and the policy at HEAD. */
export interface Facts {
  readonly sides: Sides;
  readonly actor: Actor;
  /** ISO date, in UTC. */
  readonly today: string;
  /** The policy applied last; where a rule must not be weakened by the change it judges, the stricter of both counts. */
  readonly basePolicy: Policy | undefined;
  /** Today's logins of ids in the state whose login leads nowhere. */
  readonly loginsOf: ReadonlyMap<number, string>;
}

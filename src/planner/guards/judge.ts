import type { Plan, Violation } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import { actingAccount, ownerFloor, protectedAccounts } from './accounts.ts';
import { budgets } from './budgets.ts';
import type { Facts, Guard } from './guard.ts';
import { identityPairs, organizationMeant } from './identity.ts';
import { teamContents } from './team-contents.ts';

/** The guards that judge a plan anywhere; what belongs to the occasion, apply judges besides. */
const guards: readonly Guard[] = [
  organizationMeant,
  identityPairs,
  ownerFloor,
  protectedAccounts,
  actingAccount,
  teamContents,
  budgets,
];

/** All that any guard has against a plan. None: it may be carried out. */
export function judge(plan: Plan, facts: Facts, policy: Policy): readonly Violation[] {
  return guards.flatMap((guard) => guard(plan, facts, policy));
}

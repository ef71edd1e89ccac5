import { invitationsADay } from '../../model/invitation-limits.ts';
import { dayOf } from '../../model/day.ts';
import type { Violation } from '../../model/plan.ts';
import type { Listed, Proposal } from '../../model/proposal.ts';
import type { FeedCounts } from '../../model/roster.ts';
import { countHeld } from '../../planner/guards/budgets.ts';
import { letThrough } from '../../planner/guards/judge-counts.ts';
import { judgeProposed } from '../../planner/guards/proposed-budgets.ts';
import { removalsIn } from '../../proposal/removals.ts';
import type { ProposalReport, Which } from '../../report/proposal.ts';
import type { Context } from '../context.ts';
import type { Known } from './accounts.ts';
import type { DefaultBranch } from './default-branch.ts';

/** One proposal, and what policy.yaml's budgets have against it. */
export interface Judged {
  readonly report: ProposalReport;
  readonly violations: readonly Violation[];
}

interface Beside {
  readonly counts: ReadonlyMap<string, FeedCounts>;
  readonly invitations: Pick<Known, 'present' | 'openInvitations'>;
}

/** What is to be said of a proposal, and whether the budgets let it through: the same that `apply` will judge by. */
export function judgeProposal(
  context: Context,
  { repository, remote, loaded: { state, policy } }: DefaultBranch,
  which: Which,
  proposal: Proposal,
  { counts, invitations }: Beside,
): Judged {
  const held = countHeld(state);
  const removals = removalsIn(proposal);
  const today = dayOf(context.now());
  const report = {
    which,
    proposal,
    holds: held,
    removals,
    allowed: letThrough({ held, policy, today }),
    sources: [...counts].map(([name, counts]) => ({ name, counts })),
    employees: new Map(
      [...state.users].flatMap(([key, { employee }]) => (employee === undefined ? [] : [[key, employee] as const])),
    ),
    invitations: { present: invitations.present, open: invitations.openInvitations, perDay: invitationsADay },
    graceDays: policy.offboarding.graceDays,
    stateDirectory: repository.prefix,
    rest: `proposals/${which}.md`,
    branch: `rollcall/${which}`,
    base: remote.defaultBranch,
  };
  return { report, violations: judgeProposed({ state, policy, today, planned: removals, subject: 'This proposal' }) };
}

/** A proposal with what was found beside it. */
export function withListed({ edits, listed }: Proposal, more: readonly Listed[]): Proposal {
  return more.length === 0 ? { edits, listed } : { edits, listed: [...listed, ...more] };
}

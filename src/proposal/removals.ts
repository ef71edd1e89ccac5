import type { EditBody, Proposal } from '../model/proposal.ts';
import type { RemovalKind } from '../model/policy.ts';

/**
 * How much a proposal takes away, counted as the budgets of policy.yaml count a plan: a person who is suspended or
 * removed counts once with all that goes with them; a membership that a rule takes counts by itself.
 */
export function removalsIn({ edits }: Pick<Proposal, 'edits'>): Readonly<Record<RemovalKind | 'total', number>> {
  const count = (kind: RemovalKind): number => edits.filter((edit) => removalKindOf(edit) === kind).length;
  const [members, teamMemberships] = [count('members'), count('teamMemberships')];
  return { members, teamMemberships, teams: 0, repoAccess: 0, total: members + teamMemberships };
}

/** What an edit takes, as the budgets call it; undefined where it takes nothing from anybody. */
export function removalKindOf({ kind }: EditBody): RemovalKind | undefined {
  switch (kind) {
    case 'suspend-user':
    case 'remove-user':
    case 'remove-outside':
      return 'members';
    case 'remove-team-member':
      return 'teamMemberships';
    case 'add-user':
    case 'rename-user':
    case 'add-team-member':
    case 'remove-exception':
    case 'remove-allowance':
      return undefined;
  }
}

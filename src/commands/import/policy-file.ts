import type { OrgState } from '../../model/org-state.ts';

/** A first policy.yaml: the defaults stand, and whoever opens it meets them. */
export function policyFile({ users }: OrgState, modeline: string): string {
  const owners = [...users.values()].filter(({ role }) => role === 'owner').length;
  const minimum = Math.min(2, owners);
  return `${modeline}
# How much one run may take away, and other habits. What is not written here has the default that is shown.
#
# removals:                                   # more than this in one run is refused as a whole; none: add only
#   members: { count: 10, percent: 1 }
#   teamMemberships: { count: 50, percent: 2 }
#   teams: { count: 2, percent: 5 }
#   repoAccess: { count: 50, percent: 2 }
#   total: { count: 100 }
# protected: []                               # logins that no run may remove or demote
# departed: report                            # who left by themselves: report, or invite them again
# drift: repair                               # access taken by hand: repair, or report
# review: { approvals: 0 }                    # approvals that a change needs before it is applied; since: COMMIT spares what came before
# waves: [1, 10, 100%]                        # removals are made in waves, and each is looked at before the next
# pause: 0s                                   # between the waves
# circuitBreaker: { failures: 5 }             # so many unexplained failures in a row end a run
owners: { minimum: ${minimum} }${minimum < 2 ? '                         # two are safer: whoever is alone can be locked out' : ''}
unmanaged: report                             # what GitHub has and these files never had: report, or remove
`;
}

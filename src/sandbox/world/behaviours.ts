/** What public evidence does not settle about GitHub: a switch each, so that clients can be tried both ways. */
export interface Behaviours {
  /** REST lists of team members tell `role` and `inherited`; GitHub enables it organisation by organisation. */
  teamMembersCarryRole: boolean;
  /** GraphQL's `Team.repositories` includes those inherited from parents, as REST does. */
  graphqlTeamReposInclusive: boolean;
  /** Owners carry both an Organization and a Repository source in GraphQL's `permissionSources`. */
  ownersDuplicatedInPermissionSources: boolean;
  /** What `PUT /orgs/{org}/memberships/{u}` does to the role of an open invitation. */
  putMembershipOnInvitee: 'keep' | 'update';
  /** A team that an app makes below a team made by someone else comes out without its parent. */
  nestingDroppedOnCreate: boolean;
  /** The type of GraphQL's primary rate limit error. */
  graphqlRateLimitSpelling: 'RATE_LIMIT' | 'RATE_LIMITED';
  /** Whether answers to a secondary rate limit carry `retry-after`. */
  retryAfterHeader: boolean;
  /** Which requests count as content-creating: those documented to notify people, or every write. */
  contentCreating: 'notifying' | 'all-writes';
  /** Reads show what was written only after so many milliseconds. */
  eventualConsistencyMs: number;
  /** A failed invitation must be deleted before the same account can be invited again. */
  failedInvitationsBlock: boolean;
  /** A new invitation to the same account clears its failed ones. */
  reinviteClearsFailed: boolean;
  /** An invitation that was declined is then listed as failed; else it is in no list. */
  declinedListedAsFailed: boolean;
  /** Who is blocked is refused with the word for it; else with a message that hides the cause. */
  blockedIsTold: boolean;
  /** What accepting a reinstatement gives back besides the role. */
  reinstatementBrings: 'teams-and-grants' | 'teams';
  /** `errors[].code` of 422 answers whose bodies nobody has published; with null there is a message alone. */
  reinstateErrorCode: string | null;
  alreadyInvitedErrorCode: string | null;
  quotaErrorCode: string | null;
}

export const defaultBehaviours: Readonly<Behaviours> = {
  teamMembersCarryRole: true,
  graphqlTeamReposInclusive: true,
  ownersDuplicatedInPermissionSources: false,
  putMembershipOnInvitee: 'keep',
  nestingDroppedOnCreate: false,
  graphqlRateLimitSpelling: 'RATE_LIMIT',
  retryAfterHeader: true,
  contentCreating: 'notifying',
  eventualConsistencyMs: 0,
  failedInvitationsBlock: false,
  reinviteClearsFailed: false,
  declinedListedAsFailed: false,
  blockedIsTold: true,
  reinstatementBrings: 'teams-and-grants',
  reinstateErrorCode: 'unprocessable',
  alreadyInvitedErrorCode: 'unprocessable',
  quotaErrorCode: 'unprocessable',
};

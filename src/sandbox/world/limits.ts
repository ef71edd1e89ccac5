/** Quotas and rate limits. Null is off. */
export interface Limits {
  /** Invitations to the organisation in any 24 hours. */
  invitationsPerDay: number | null;
  /** Invitations to one repository in any 24 hours; members of the organisation are not invited and do not count. */
  repoInvitationsPerDay: number | null;
  /** Seats paid for; members, open invitations and outside collaborators of private repositories take one each. */
  seats: number | null;
  /** Requests (GraphQL: points) an hour for each account; `github` follows the documented formula. */
  primary: number | 'github' | null;
  /** The documented secondary limits: points a minute and content-creating requests a minute and an hour. */
  secondary: boolean;
  /** Nodes that one GraphQL query may ask for, counted as GitHub counts. */
  graphqlNodes: number | null;
  /** Every answer takes at least so long. */
  latencyMs: number;
}

/** GitHub's own. @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export const githubLimits: Readonly<Limits> = {
  invitationsPerDay: 500,
  repoInvitationsPerDay: 50,
  seats: null,
  primary: 'github',
  secondary: true,
  graphqlNodes: 500_000,
  latencyMs: 0,
};

/**
 * GitHub lets an invitation expire after so many days.
 * @see https://docs.github.com/en/organizations/managing-membership-in-your-organization/inviting-users-to-join-your-organization
 */
export const daysOpen = 7;

/**
 * GitHub takes so many invitations in any 24 hours from an organisation that is older than a month.
 * @see https://docs.github.com/en/rest/orgs/members#create-an-organization-invitation
 */
export const invitationsADay = 500;

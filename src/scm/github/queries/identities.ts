/** Accounts of the organisation's single sign-on. One that nobody has linked to a GitHub account has a null user. */
export const identitiesQuery = `
query Identities($org: String!, $first: Int!, $after: String) {
  organization(login: $org) {
    samlIdentityProvider {
      externalIdentities(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          guid
          user { login }
          samlIdentity { nameId username emails { value } }
          scimIdentity { username emails { value } }
        }
      }
    }
  }
}`;

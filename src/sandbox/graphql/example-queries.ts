/** What clients ask, in their tests' words: reading an organisation whole, and one person or team. For tests. */
export const exampleQueries = {
  members: `query ($org: String!, $after: String) {
    organization(login: $org) {
      membersWithRole(first: 100, after: $after) {
        totalCount
        edges { role hasTwoFactorEnabled node { login databaseId } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`,
  teams: `query ($org: String!, $after: String) {
    organization(login: $org) {
      teams(first: 25, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          id databaseId slug name description privacy notificationSetting
          parentTeam { databaseId slug }
          members(first: 50, membership: IMMEDIATE) { totalCount edges { role node { login databaseId } } }
          repositories(first: 50) { edges { permission node { databaseId name } } }
          invitations(first: 10) { nodes { role email invitee { login databaseId } } }
          childTeams(first: 10) { nodes { slug } }
          ancestors(first: 10) { nodes { slug } }
        }
      }
    }
  }`,
  repositories: `query ($org: String!, $affiliation: CollaboratorAffiliation = DIRECT) {
    organization(login: $org) {
      repositories(first: 10, isArchived: false) {
        nodes {
          databaseId name isArchived
          collaborators(first: 100, affiliation: $affiliation) {
            edges {
              permission
              node { login databaseId }
              permissionSources {
                permission roleName
                source { __typename ... on Organization { login } ... on Repository { name } ... on Team { slug } }
              }
            }
          }
        }
      }
    }
  }`,
  saml: `query ($org: String!) {
    organization(login: $org) {
      samlIdentityProvider {
        externalIdentities(first: 100) {
          edges { node { samlIdentity { nameId emails { value } } user { login databaseId } } }
        }
      }
    }
  }`,
  accounts: `query ($ids: [ID!]!) {
    rateLimit { cost limit remaining used resetAt nodeCount }
    viewer { login databaseId }
    nodes(ids: $ids) { ... on User { login databaseId } }
  }`,
  teamOfPerson: `query ($org: String!, $login: String!) {
    organization(login: $org) { teams(first: 100, userLogins: [$login]) { nodes { slug } } }
    user(login: $login) { id databaseId login }
  }`,
} as const;

export const membersQuery = `
query Members($org: String!, $first: Int!, $after: String) {
  organization(login: $org) {
    membersWithRole(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { role node { login databaseId } }
    }
  }
}`;

export const viewerQuery = `
query Viewer {
  viewer { id login }
}`;

/** Asks for so many accounts by login, `a0` with `$l0` and so on. A login that nobody has is null. */
export function accountsQuery(count: number): string {
  const each = Array.from({ length: count }, (_, index) => index);
  return `
query Accounts(${each.map((index) => `$l${index}: String!`).join(', ')}) {
${each.map((index) => `  a${index}: repositoryOwner(login: $l${index}) { ...Account }`).join('\n')}
}
fragment Account on RepositoryOwner {
  __typename
  login
  ... on User { databaseId }
  ... on Organization { databaseId }
}`;
}

/** Asks for accounts by node id; one that leads nowhere is null. */
export const loginsQuery = `
query Logins($ids: [ID!]!) {
  nodes(ids: $ids) { __typename ... on User { databaseId login } }
}`;

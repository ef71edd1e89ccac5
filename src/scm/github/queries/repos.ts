const settings = `
fragment Settings on Repository {
  databaseId
  name
  isArchived
  owner { login }
}`;

const collaborators = `
fragment Collaborators on RepositoryCollaboratorConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  edges {
    permission
    node { login }
    permissionSources { roleName source { __typename } }
  }
}`;

const direct = 'collaborators(first: $collaborators, affiliation: DIRECT) { ...Collaborators }';

/** Repositories with the first page of their direct collaborators. */
export const reposQuery = `
query Repositories($org: String!, $first: Int!, $after: String, $collaborators: Int!) {
  organization(login: $org) {
    repositories(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...Settings ${direct} }
    }
  }
}${settings}${collaborators}`;

/** Repositories alone, for where even one with its collaborators is too large. */
export const bareReposQuery = `
query BareRepositories($org: String!, $first: Int!, $after: String) {
  organization(login: $org) {
    repositories(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...Settings }
    }
  }
}${settings}`;

/** So many repositories by name, `a0` with `$n0` and so on; old names are followed. One not found is null. */
export function namedReposQuery(count: number): string {
  const each = Array.from({ length: count }, (_, index) => index);
  return `
query NamedRepositories($org: String!, $collaborators: Int!, ${each.map((index) => `$n${index}: String!`).join(', ')}) {
${each.map((index) => `  a${index}: repository(owner: $org, name: $n${index}) { ...Settings ${direct} }`).join('\n')}
}${settings}${collaborators}`;
}

export const collaboratorsQuery = `
query Collaborators($org: String!, $name: String!, $first: Int!, $after: String) {
  repository(owner: $org, name: $name) {
    collaborators(first: $first, after: $after, affiliation: DIRECT) { ...Collaborators }
  }
}${collaborators}`;

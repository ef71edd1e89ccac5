const settings = `
fragment Settings on Team {
  databaseId
  slug
  name
  description
  privacy
  parentTeam { slug }
}`;

const memberList = `
fragment Members on TeamMemberConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  edges { role node { login } }
}`;

const repositoryList = `
fragment Repositories on TeamRepositoryConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  edges { permission node { name } }
}`;

const invitationList = `
fragment Invitations on OrganizationInvitationConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { id invitee { login } }
}`;

const childList = `
fragment Children on TeamConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { slug }
}`;

const lists = memberList + repositoryList + invitationList;
const members = 'members(first: $members, membership: IMMEDIATE) { ...Members }';
const repositories = 'repositories(first: $repositories) { ...Repositories }';
const invitations = 'invitations(first: $invitations) { ...Invitations }';
const children = 'childTeams(first: $children, immediateOnly: true) { ...Children }';

/** Teams with the first pages of their lists. */
export const teamsQuery = `
query Teams($org: String!, $first: Int!, $after: String, $members: Int!, $repositories: Int!, $invitations: Int!) {
  organization(login: $org) {
    teams(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...Settings ${members} ${repositories} ${invitations} }
    }
  }
}${settings}${lists}`;

/** Teams without their lists, for where even one with its lists is too large. */
export const bareTeamsQuery = `
query BareTeams($org: String!, $first: Int!, $after: String) {
  organization(login: $org) {
    teams(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...Settings }
    }
  }
}${settings}`;

/** So many teams by slug, `a0` with `$s0` and so on. A slug that no team has is null. */
export function namedTeamsQuery(count: number): string {
  const each = Array.from({ length: count }, (_, index) => index);
  const variables = each.map((index) => `$s${index}: String!`).join(', ');
  const fields = `{ ...Settings ${members} ${repositories} ${invitations} ${children} }`;
  const sizes = '$members: Int!, $repositories: Int!, $invitations: Int!, $children: Int!';
  return `
query NamedTeams($org: String!, ${sizes}, ${variables}) {
  organization(login: $org) {
${each.map((index) => `    a${index}: team(slug: $s${index}) ${fields}`).join('\n')}
  }
}${settings}${lists}${childList}`;
}

/** As {@link namedTeamsQuery}, without the lists. */
export function bareNamedTeamsQuery(count: number): string {
  const each = Array.from({ length: count }, (_, index) => index);
  return `
query BareNamedTeams($org: String!, ${each.map((index) => `$s${index}: String!`).join(', ')}) {
  organization(login: $org) {
${each.map((index) => `    a${index}: team(slug: $s${index}) { ...Settings }`).join('\n')}
  }
}${settings}`;
}

/** Teams that someone is in, perhaps only through a child team: the members tell. */
export const teamsOfQuery = `
query TeamsOf($org: String!, $login: String!, $first: Int!, $after: String, $members: Int!) {
  organization(login: $org) {
    teams(first: $first, after: $after, userLogins: [$login]) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { slug ${members} }
    }
  }
}${memberList}`;

/** One list of one team, page by page. */
export const teamListQueries = {
  members: teamListQuery('TeamMembers', 'membership: IMMEDIATE', 'members', '...Members', memberList),
  repositories: teamListQuery('TeamRepositories', '', 'repositories', '...Repositories', repositoryList),
  invitations: teamListQuery('TeamInvitations', '', 'invitations', '...Invitations', invitationList),
  childTeams: teamListQuery('ChildTeams', 'immediateOnly: true', 'childTeams', '...Children', childList),
} as const;

function teamListQuery(name: string, only: string, list: string, fields: string, fragment: string): string {
  return `
query ${name}($org: String!, $slug: String!, $first: Int!, $after: String) {
  organization(login: $org) {
    team(slug: $slug) { ${list}(first: $first, after: $after, ${only}) { ${fields} } }
  }
}${fragment}`;
}

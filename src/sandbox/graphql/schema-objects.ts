/** The nouns, as in GitHub's own schema; fields and arguments that stand here are answered. */
export const objectTypes = `
type Query {
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  organization(login: String!): Organization
  rateLimit(dryRun: Boolean = false): RateLimit
  repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
  repositoryOwner(login: String!): RepositoryOwner
  user(login: String!): User
  viewer: User!
}

type RateLimit {
  cost: Int!
  limit: Int!
  nodeCount: Int!
  remaining: Int!
  resetAt: DateTime!
  used: Int!
}

interface Node {
  id: ID!
}

interface Actor {
  avatarUrl(size: Int): URI!
  login: String!
  resourcePath: URI!
  url: URI!
}

interface RepositoryOwner {
  avatarUrl(size: Int): URI!
  id: ID!
  login: String!
  repositories(after: String, before: String, first: Int, isArchived: Boolean, isFork: Boolean, last: Int, orderBy: RepositoryOrder, ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR], privacy: RepositoryPrivacy, visibility: RepositoryVisibility): RepositoryConnection!
  repository(followRenames: Boolean = true, name: String!): Repository
  resourcePath: URI!
  url: URI!
}

type User implements Actor & Node & RepositoryOwner {
  avatarUrl(size: Int): URI!
  createdAt: DateTime!
  databaseId: Int
  email: String!
  id: ID!
  isSiteAdmin: Boolean!
  isViewer: Boolean!
  login: String!
  name: String
  organization(login: String!): Organization
  organizations(after: String, before: String, first: Int, last: Int, orderBy: OrganizationOrder = null): OrganizationConnection!
  repositories(after: String, before: String, first: Int, isArchived: Boolean, isFork: Boolean, last: Int, orderBy: RepositoryOrder, ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR], privacy: RepositoryPrivacy, visibility: RepositoryVisibility): RepositoryConnection!
  repository(followRenames: Boolean = true, name: String!): Repository
  resourcePath: URI!
  updatedAt: DateTime!
  url: URI!
}

type Bot implements Actor & Node {
  avatarUrl(size: Int): URI!
  createdAt: DateTime!
  databaseId: Int
  id: ID!
  login: String!
  resourcePath: URI!
  updatedAt: DateTime!
  url: URI!
}

type Organization implements Actor & Node & RepositoryOwner {
  avatarUrl(size: Int): URI!
  createdAt: DateTime!
  databaseId: Int
  description: String
  email: String
  id: ID!
  isVerified: Boolean!
  location: String
  login: String!
  membersWithRole(after: String, before: String, first: Int, last: Int): OrganizationMemberConnection!
  name: String
  pendingMembers(after: String, before: String, first: Int, last: Int): UserConnection!
  repositories(after: String, before: String, first: Int, isArchived: Boolean, isFork: Boolean, last: Int, orderBy: RepositoryOrder, ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR], privacy: RepositoryPrivacy, visibility: RepositoryVisibility): RepositoryConnection!
  repository(followRenames: Boolean = true, name: String!): Repository
  requiresTwoFactorAuthentication: Boolean
  resourcePath: URI!
  samlIdentityProvider: OrganizationIdentityProvider
  team(slug: String!): Team
  teams(after: String, before: String, first: Int, last: Int, notificationSetting: TeamNotificationSetting, orderBy: TeamOrder, privacy: TeamPrivacy, query: String, role: TeamRole, rootTeamsOnly: Boolean = false, userLogins: [String!]): TeamConnection!
  updatedAt: DateTime!
  url: URI!
  viewerCanAdminister: Boolean!
  viewerIsAMember: Boolean!
}

type Team implements Node {
  ancestors(after: String, before: String, first: Int, last: Int): TeamConnection!
  avatarUrl(size: Int = 400): URI
  childTeams(after: String, before: String, first: Int, immediateOnly: Boolean = true, last: Int, orderBy: TeamOrder, userLogins: [String!]): TeamConnection!
  combinedSlug: String!
  createdAt: DateTime!
  databaseId: Int
  description: String
  id: ID!
  invitations(after: String, before: String, first: Int, last: Int): OrganizationInvitationConnection
  members(after: String, before: String, first: Int, last: Int, membership: TeamMembershipType = ALL, orderBy: TeamMemberOrder, query: String, role: TeamMemberRole): TeamMemberConnection!
  name: String!
  notificationSetting: TeamNotificationSetting!
  organization: Organization!
  parentTeam: Team
  privacy: TeamPrivacy!
  repositories(after: String, before: String, first: Int, last: Int, orderBy: TeamRepositoryOrder, query: String): TeamRepositoryConnection!
  resourcePath: URI!
  slug: String!
  updatedAt: DateTime!
  url: URI!
  viewerCanAdminister: Boolean!
}

type Repository implements Node {
  collaborators(affiliation: CollaboratorAffiliation, after: String, before: String, first: Int, last: Int, login: String, query: String): RepositoryCollaboratorConnection
  createdAt: DateTime!
  databaseId: Int
  description: String
  id: ID!
  isArchived: Boolean!
  isDisabled: Boolean!
  isFork: Boolean!
  isInOrganization: Boolean!
  isPrivate: Boolean!
  isTemplate: Boolean!
  name: String!
  nameWithOwner: String!
  owner: RepositoryOwner!
  resourcePath: URI!
  updatedAt: DateTime!
  url: URI!
  viewerCanAdminister: Boolean!
  viewerPermission: RepositoryPermission
  visibility: RepositoryVisibility!
}

type PermissionSource {
  organization: Organization!
  permission: DefaultRepositoryPermissionField!
  roleName: String
  source: PermissionGranter!
}

union PermissionGranter = Organization | Repository | Team

type OrganizationInvitation implements Node {
  createdAt: DateTime!
  email: String
  id: ID!
  invitationSource: OrganizationInvitationSource!
  invitationType: OrganizationInvitationType!
  invitee: User
  inviter: User!
  organization: Organization!
  role: OrganizationInvitationRole!
}

type OrganizationIdentityProvider implements Node {
  externalIdentities(after: String, before: String, first: Int, last: Int, login: String, membersOnly: Boolean): ExternalIdentityConnection!
  id: ID!
  organization: Organization
}

type ExternalIdentity implements Node {
  guid: String!
  id: ID!
  samlIdentity: ExternalIdentitySamlAttributes
  scimIdentity: ExternalIdentityScimAttributes
  user: User
}

type ExternalIdentitySamlAttributes {
  emails: [UserEmailMetadata!]
  groups: [String!]
  nameId: String
  username: String
}

type ExternalIdentityScimAttributes {
  emails: [UserEmailMetadata!]
  groups: [String!]
  username: String
}

type UserEmailMetadata {
  primary: Boolean
  type: String
  value: String!
}

type PageInfo {
  endCursor: String
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
}
`;

/** Words, orders and scalars. */
export const valueTypes = `
enum CollaboratorAffiliation { ALL DIRECT OUTSIDE }
enum DefaultRepositoryPermissionField { ADMIN NONE READ WRITE }
enum OrderDirection { ASC DESC }
enum OrganizationInvitationRole { ADMIN BILLING_MANAGER DIRECT_MEMBER REINSTATE }
enum OrganizationInvitationSource { MEMBER SCIM UNKNOWN }
enum OrganizationInvitationType { EMAIL USER }
enum OrganizationMemberRole { ADMIN MEMBER }
enum OrganizationOrderField { CREATED_AT LOGIN }
enum RepositoryAffiliation { COLLABORATOR ORGANIZATION_MEMBER OWNER }
enum RepositoryOrderField { CREATED_AT NAME PUSHED_AT STARGAZERS UPDATED_AT }
enum RepositoryPermission { ADMIN MAINTAIN READ TRIAGE WRITE }
enum RepositoryPrivacy { PRIVATE PUBLIC }
enum RepositoryVisibility { INTERNAL PRIVATE PUBLIC }
enum TeamMemberOrderField { CREATED_AT LOGIN }
enum TeamMemberRole { MAINTAINER MEMBER }
enum TeamMembershipType { ALL CHILD_TEAM IMMEDIATE }
enum TeamNotificationSetting { NOTIFICATIONS_DISABLED NOTIFICATIONS_ENABLED }
enum TeamOrderField { NAME }
enum TeamPrivacy { SECRET VISIBLE }
enum TeamRepositoryOrderField { CREATED_AT NAME PERMISSION PUSHED_AT STARGAZERS UPDATED_AT }
enum TeamRole { ADMIN MEMBER }

input OrganizationOrder {
  direction: OrderDirection!
  field: OrganizationOrderField!
}

input RepositoryOrder {
  direction: OrderDirection!
  field: RepositoryOrderField!
}

input TeamMemberOrder {
  direction: OrderDirection!
  field: TeamMemberOrderField!
}

input TeamOrder {
  direction: OrderDirection!
  field: TeamOrderField!
}

input TeamRepositoryOrder {
  direction: OrderDirection!
  field: TeamRepositoryOrderField!
}

scalar DateTime

scalar URI
`;

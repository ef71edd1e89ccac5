/**
 * What owners may set of an organisation and the sandbox only keeps and tells, with what holds before anybody does;
 * null and absent are two things to clients. https://docs.github.com/en/rest/orgs/orgs#update-an-organization
 */
export const settingsAtFirst = {
  name: undefined,
  company: undefined,
  blog: undefined,
  location: undefined,
  email: undefined,
  twitter_username: null,
  billing_email: null,
  has_organization_projects: true,
  has_repository_projects: true,
  members_can_create_public_repositories: undefined,
  members_can_create_private_repositories: undefined,
  members_can_create_internal_repositories: false,
  members_can_create_pages: true,
  members_can_create_public_pages: true,
  members_can_create_private_pages: true,
  members_can_fork_private_repositories: false,
  web_commit_signoff_required: false,
  advanced_security_enabled_for_new_repositories: false,
  dependabot_alerts_enabled_for_new_repositories: false,
  dependabot_security_updates_enabled_for_new_repositories: false,
  dependency_graph_enabled_for_new_repositories: false,
  secret_scanning_enabled_for_new_repositories: false,
  secret_scanning_push_protection_enabled_for_new_repositories: false,
} as const;

export type SettingName = keyof typeof settingsAtFirst;

/** Only what somebody set. */
export type OrganizationSettings = Map<SettingName, string | boolean>;

/** Those that are text; the others are true or false. */
const texts: ReadonlySet<string> = new Set<SettingName>([
  'name',
  'company',
  'blog',
  'location',
  'email',
  'twitter_username',
  'billing_email',
]);

export function isTextSetting(name: SettingName): boolean {
  return texts.has(name);
}

export const settingNames = Object.keys(settingsAtFirst) as readonly SettingName[];

import { iso } from '../world/clock.ts';
import { seatsFilled } from '../world/invitations.ts';
import { type SettingName, settingNames, settingsAtFirst } from '../world/organization-settings.ts';
import type { Account, World } from '../world/world.ts';
import { nodeId } from './node-id.ts';

/** GitHub's `simple-user`. @param root where the API starts, without a slash at the end */
export function accountJson(account: Account, root: string) {
  const { id, login, type } = account;
  const path = encodeURIComponent(login);
  const url = `${root}/users/${path}`;
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${path}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** GitHub's `public-user`: what anybody may see of an account. */
export function publicUserJson(account: Account, root: string) {
  return {
    ...accountJson(account, root),
    name: null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: iso(account.createdAt),
    updated_at: iso(account.createdAt),
  };
}

/** GitHub's `private-user`: what `GET /user` tells the person themselves. */
export function privateUserJson(account: Account, root: string) {
  return {
    ...publicUserJson(account, root),
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}

/** GitHub's `organization-simple`. */
export function organizationSimpleJson(world: World, root: string) {
  const { id, name, description } = world.organization;
  const url = `${root}/orgs/${name}`;
  return {
    login: name,
    id,
    node_id: nodeId('Organization', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    description,
  };
}

/** Everybody is told these; the others only owners are told. */
const publicSettings: readonly SettingName[] = [
  'name',
  'company',
  'blog',
  'location',
  'email',
  'twitter_username',
  'has_organization_projects',
  'has_repository_projects',
];
const ownersSettings = settingNames.filter((name) => !publicSettings.includes(name));

function settingsJson({ organization }: World, names: readonly SettingName[]) {
  const values = names.map((name) => [name, organization.settings.get(name) ?? settingsAtFirst[name]] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** GitHub's `team-organization`, which every shape of an organisation builds on. */
export function organizationJson(world: World, root: string) {
  const { organization, repos } = world;
  const created = iso(organization.createdAt);
  const publicRepos = [...repos.values()].filter((repo) => repo.visibility === 'public').length;
  return {
    ...organizationSimpleJson(world, root),
    name: organization.name,
    ...settingsJson(world, publicSettings),
    public_repos: publicRepos,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `https://github.com/${organization.name}`,
    created_at: created,
    updated_at: created,
    archived_at: null,
    type: 'Organization',
  };
}

/** GitHub's `organization-full` as an owner, or an app that may see the plan, is told it. */
export function organizationFullJson(world: World, root: string) {
  const { organization, limits } = world;
  const simple = organizationJson(world, root);
  const privateRepos = world.repos.size - simple.public_repos;
  return {
    ...simple,
    total_private_repos: privateRepos,
    owned_private_repos: privateRepos,
    default_repository_permission: organization.basePermission,
    members_can_create_repositories: organization.membersCanCreateRepos,
    two_factor_requirement_enabled: false,
    members_can_create_public_repositories: organization.membersCanCreateRepos,
    members_can_create_private_repositories: organization.membersCanCreateRepos,
    members_can_create_teams: true,
    ...settingsJson(world, ownersSettings),
    plan: {
      name: limits.seats === null ? 'enterprise' : 'team',
      space: 976_562_499,
      private_repos: 999_999,
      filled_seats: seatsFilled(world),
      ...(limits.seats === null ? {} : { seats: limits.seats }),
    },
  };
}

import type { RepositoryRole } from '../../model/permission.ts';
import { organizationAccount } from '../world/accounts.ts';
import { iso } from '../world/clock.ts';
import type { Repo, World } from '../world/world.ts';
import { accountJson } from './account-json.ts';
import { nodeId } from './node-id.ts';
import { permissionsJson } from './permission-words.ts';

const urlsBelow = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

/** GitHub's `minimal-repository`, without the fields that only some answers have. */
export function repoSimpleJson(world: World, repo: Repo, root: string) {
  const owner = organizationAccount(world);
  const fullName = `${owner.login}/${repo.name}`;
  const url = `${root}/repos/${fullName}`;
  return {
    id: repo.id,
    node_id: nodeId('Repository', repo.id),
    name: repo.name,
    full_name: fullName,
    private: repo.visibility !== 'public',
    owner: accountJson(owner, root),
    html_url: `https://github.com/${fullName}`,
    description: repo.description === '' ? null : repo.description,
    fork: false,
    url,
    ...(Object.fromEntries(Object.entries(urlsBelow).map(([name, path]) => [name, url + path])) as Record<
      keyof typeof urlsBelow,
      string
    >),
  };
}

/** GitHub's `repository` and `team-repository`, as lists have it. @param role what the asker, or the team, may do */
export function repoJson(world: World, repo: Repo, role: RepositoryRole | undefined, root: string) {
  const simple = repoSimpleJson(world, repo, root);
  return {
    ...simple,
    git_url: `git://github.com/${simple.full_name}.git`,
    ssh_url: `git@github.com:${simple.full_name}.git`,
    clone_url: `https://github.com/${simple.full_name}.git`,
    svn_url: `https://github.com/${simple.full_name}`,
    mirror_url: null,
    homepage: null,
    language: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 0,
    default_branch: repo.defaultBranch,
    open_issues: 0,
    open_issues_count: 0,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repo.archived,
    disabled: false,
    visibility: repo.visibility,
    license: null,
    pushed_at: iso(repo.createdAt),
    created_at: iso(repo.createdAt),
    updated_at: iso(repo.updatedAt),
    allow_forking: false,
    web_commit_signoff_required: false,
    ...(role === undefined ? {} : { permissions: permissionsJson(world, role), role_name: role }),
  };
}

/** GitHub's `full-repository`. */
export function repoFullJson(world: World, repo: Repo, role: RepositoryRole | undefined, root: string) {
  const { role_name: _, ...listed } = repoJson(world, repo, role, root);
  return {
    ...listed,
    subscribers_count: 0,
    network_count: 0,
    allow_rebase_merge: true,
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_auto_merge: false,
    allow_update_branch: false,
    delete_branch_on_merge: false,
    organization: listed.owner,
  };
}

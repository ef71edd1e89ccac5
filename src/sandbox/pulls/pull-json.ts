import { notFound } from '../http/answers.ts';
import { nodeId } from '../json/node-id.ts';
import { teamJson } from '../json/team-json.ts';
import { type Ask, associationOf, param, repositoryJson, userJson } from './ask.ts';
import { commitsBetween, mergeBase } from './commits.ts';
import type { Label, Pull } from './data.ts';
import { diffFiles, type FileDiff } from './diff.ts';
import { mergedTree } from './merge-git.ts';
import { combinedState } from './status-state.ts';

/** The pull request that the path names. @throws 404 */
export function pullAt(ask: Ask): Pull {
  const number = Number(param(ask, 'number'));
  const pull = ask.data.pulls.find((each) => each.number === number);
  if (pull === undefined) throw notFound();
  return pull;
}

/** As in lists. */
export function simplePullJson(ask: Ask, pull: Pull): object {
  const url = `${ask.url}/pulls/${pull.number}`;
  const issue = `${ask.url}/issues/${pull.number}`;
  const html = pullHtml(ask, pull);
  return {
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number: pull.number,
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${ask.url}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${ask.url}/statuses/${pull.head.sha}`,
    state: pull.state,
    locked: false,
    draft: pull.draft,
    title: pull.title,
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    ...peopleJson(ask, pull),
    labels: pull.labels.map((name) => labelJson(ask, labelNamed(ask, name))),
    milestone: null,
    auto_merge: null,
    head: sideJson(ask, pull.head),
    base: sideJson(ask, pull.base),
    _links: linksJson(ask, pull),
  };
}

function peopleJson(ask: Ask, pull: Pull): object {
  return {
    user: userJson(ask, pull.author),
    author_association: associationOf(ask, pull.author),
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requestedReviewers.map((id) => userJson(ask, id)),
    requested_teams: requestedTeamsJson(ask, pull),
  };
}

export function requestedTeamsJson(ask: Ask, pull: Pull): object[] {
  const teams = pull.requestedTeams.map((id) => ask.world.teams.get(id));
  return teams.flatMap((team) => (team === undefined ? [] : teamJson(ask.world, team, ask.root)));
}

/** As when one is asked for: with what git has to be asked about. */
export async function pullJson(ask: Ask, pull: Pull): Promise<object> {
  const { data } = ask;
  const files = await pullFiles(ask, pull);
  const sum = (of: 'additions' | 'deletions') => files.reduce((total, file) => total + file[of], 0);
  return {
    ...simplePullJson(ask, pull),
    ...(await mergeability(ask, pull)),
    merged: pull.merged !== null,
    merged_by: pull.merged?.by ? userJson(ask, pull.merged.by) : null,
    comments: data.comments.filter((comment) => comment.pull === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: (await pullCommits(ask, pull)).length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}

async function mergeability(ask: Ask, pull: Pull): Promise<object> {
  if (pull.state === 'closed') return { mergeable: null, mergeable_state: 'unknown', rebaseable: null };
  const mergeable = (await mergedTree(ask.git, pull.base.sha, pull.head.sha)) !== undefined;
  const statuses = ask.data.statuses.filter((status) => status.sha === pull.head.sha);
  const steady = statuses.length === 0 || combinedState(statuses) === 'success';
  return {
    mergeable,
    mergeable_state: mergeable ? (pull.draft ? 'draft' : steady ? 'clean' : 'unstable') : 'dirty',
    rebaseable: mergeable,
  };
}

/** Ids, oldest first. `base.sha` stays where it was when the pull request was merged. */
export function pullCommits(ask: Ask, pull: Pull): Promise<string[]> {
  return commitsBetween(ask.git, pull.base.sha, pull.head.sha);
}

/** What the head changed since it left the base branch. */
export async function pullFiles(ask: Ask, pull: Pull): Promise<FileDiff[]> {
  const start = await mergeBase(ask.git, pull.base.sha, pull.head.sha);
  return diffFiles(ask.git, start ?? pull.base.sha, pull.head.sha);
}

function sideJson(ask: Ask, side: Pull['head']): object {
  const repo = repositoryJson(ask);
  return { label: `${repo.owner.login}:${side.branch}`, ref: side.branch, sha: side.sha, user: repo.owner, repo };
}

function linksJson(ask: Ask, pull: Pull): object {
  const url = `${ask.url}/pulls/${pull.number}`;
  const issue = `${ask.url}/issues/${pull.number}`;
  return {
    self: { href: url },
    html: { href: pullHtml(ask, pull) },
    issue: { href: issue },
    comments: { href: `${issue}/comments` },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: `${ask.url}/pulls/comments{/number}` },
    commits: { href: `${url}/commits` },
    statuses: { href: `${ask.url}/statuses/${pull.head.sha}` },
  };
}

export function pullHtml(ask: Ask, pull: Pull): string {
  return `https://github.com/${ask.fullName}/pull/${pull.number}`;
}

/** The repository's label, made where it is new: adding an unknown label to an issue creates it. */
export function labelNamed(ask: Ask, name: string): Label {
  const { data } = ask;
  const known = data.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known;
  const label = { id: data.nextId++, name };
  data.labels.push(label);
  return label;
}

export function labelJson(ask: Ask, label: Label): object {
  const url = `${ask.url}/labels/${encodeURIComponent(label.name)}`;
  const id = nodeId('Label', label.id);
  return { id: label.id, node_id: id, url, name: label.name, description: '', color: 'ededed', default: false };
}

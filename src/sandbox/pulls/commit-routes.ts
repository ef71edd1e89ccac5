import { notFound } from '../http/answers.ts';
import { page } from '../http/page.ts';
import { type Ask, type Handler, param } from './ask.ts';
import { commitsBetween, mergeBase, readCommits, resolveRef } from './commits.ts';
import { commitAt, commitJson, commitWithFilesJson, fileJson } from './commit-json.ts';
import type { Pull } from './data.ts';
import { diffFiles } from './diff.ts';
import { pullCommits, simplePullJson } from './pull-json.ts';
import { settlePulls } from './settle.ts';

export const getCommit: Handler = async (ask) =>
  Response.json(await commitWithFilesJson(ask, await commitAt(ask, param(ask, 'ref'))));

/** As git itself has it, without GitHub's accounts. */
export const getGitCommit: Handler = async (ask) => {
  const sha = param(ask, 'sha');
  if (!/^[0-9a-f]{40}$/.test(sha) || (await resolveRef(ask.git, sha)) === undefined) throw notFound();
  const commit = await commitAt(ask, sha);
  const {
    parents,
    node_id,
    html_url,
    commit: inner,
  } = commitJson(ask, commit) as {
    parents: object[];
    node_id: string;
    html_url: string;
    commit: { author: object; committer: object; message: string; tree: object; url: string; verification: object };
  };
  const { author, committer, message, tree, url, verification } = inner;
  return Response.json({ sha, node_id, url, html_url, author, committer, message, tree, parents, verification });
};

/** Newest first. `sha` is where to start, `path` what the commits must have touched. */
export const listCommits: Handler = async (ask) => {
  const query = (name: string) => ask.c.req.query(name);
  const { sha } = await commitAt(ask, query('sha') ?? 'HEAD');
  const path = query('path');
  const found = await ask.git.run(['rev-list', sha, '--', ...(path === undefined ? [] : [path])]);
  const shas = found.split('\n').filter((line) => line !== '');
  return page(ask.c, await readCommits(ask.git, shas), (commit) => commitJson(ask, commit));
};

/**
 * The merged pull request that brought the commit; for one that is not on the default branch, the open ones too.
 * @see https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
 */
export const listPullsOfCommit: Handler = async (ask) => {
  await settlePulls(ask);
  const { sha } = await commitAt(ask, param(ask, 'ref'));
  const merged = ask.data.pulls.filter((pull) => pull.merged?.commits.includes(sha));
  const open: Pull[] = [];
  for (const pull of ask.data.pulls) {
    if (pull.state === 'open' && (await pullCommits(ask, pull)).includes(sha)) open.push(pull);
  }
  return page(ask.c, [...merged, ...open], (pull) => simplePullJson(ask, pull));
};

/** `BASE...HEAD`, each a branch, a tag or an id, with or without `OWNER:` before it. */
export const compare: Handler = async (ask) => {
  const [from, to] = param(ask, 'basehead').split('...');
  if (from === undefined || to === undefined) throw notFound();
  const [base, head] = [await sideOf(ask, from), await sideOf(ask, to)];
  const start = await mergeBase(ask.git, base, head);
  if (start === undefined) throw notFound();
  const [ahead, behind] = [await commitsBetween(ask.git, base, head), await commitsBetween(ask.git, head, base)];
  const files = await diffFiles(ask.git, start, head);
  const html = `https://github.com/${ask.fullName}/compare/${from}...${to}`;
  const about = {
    url: `${ask.url}/compare/${from}...${to}`,
    html_url: html,
    permalink_url: `https://github.com/${ask.fullName}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitJson(ask, await commitAt(ask, base)),
    merge_base_commit: commitJson(ask, await commitAt(ask, start)),
    status: relation(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    files: files.map((file) => fileJson(ask, file, head)),
  };
  const commits = await readCommits(ask.git, ahead);
  return page(
    ask.c,
    commits,
    (commit) => commitJson(ask, commit),
    (entries) => ({ ...about, commits: entries }),
  );
};

async function sideOf(ask: Ask, side: string): Promise<string> {
  const sha = await resolveRef(ask.git, side.replace(/^[^:]+:/, ''));
  if (sha === undefined) throw notFound();
  return sha;
}

function relation(ahead: number, behind: number): 'ahead' | 'behind' | 'diverged' | 'identical' {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

import { notFound, refusal } from '../http/answers.ts';
import { accountJson } from '../json/account-json.ts';
import { nodeId } from '../json/node-id.ts';
import { accountByLogin } from '../world/accounts.ts';
import type { Account } from '../world/world.ts';
import type { Ask } from './ask.ts';
import { type Commit, readCommits, resolveRef, type Signature } from './commits.ts';
import { diffFiles, emptyTree, type FileDiff } from './diff.ts';

/** The commit behind the REF of a path. @throws 404 for an unknown id, 422 for an unknown name, as GitHub answers */
export async function commitAt(ask: Ask, ref: string): Promise<Commit> {
  const sha = await resolveRef(ask.git, ref);
  if (sha === undefined) throw refusal(422, `No commit found for SHA: ${ref}`);
  const [commit] = await readCommits(ask.git, [sha]);
  if (commit === undefined) throw notFound();
  return commit;
}

export function commitJson(ask: Ask, commit: Commit): object {
  const url = `${ask.url}/commits/${commit.sha}`;
  const at = (sha: string) => `https://github.com/${ask.fullName}/commit/${sha}`;
  const account = (signature: Signature) => {
    const found = accountOfEmail(ask, signature.email);
    return found === undefined ? null : accountJson(found, ask.root);
  };
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${ask.url}/git/trees/${commit.tree}` },
      url: `${ask.url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url,
    html_url: at(commit.sha),
    comments_url: `${url}/comments`,
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${ask.url}/commits/${sha}`, html_url: at(sha) })),
  };
}

/** A commit with the files that it changed against its first parent. */
export async function commitWithFilesJson(ask: Ask, commit: Commit): Promise<object> {
  const files = await diffFiles(ask.git, commit.parents[0] ?? emptyTree, commit.sha);
  const sum = (of: 'additions' | 'deletions') => files.reduce((total, file) => total + file[of], 0);
  const [additions, deletions] = [sum('additions'), sum('deletions')];
  return {
    ...commitJson(ask, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.map((file) => fileJson(ask, file, commit.sha)),
  };
}

export function fileJson(ask: Ask, file: FileDiff, sha: string): object {
  const path = file.filename.split('/').map(encodeURIComponent).join('/');
  const html = `https://github.com/${ask.fullName}`;
  return {
    sha: file.sha,
    filename: file.filename,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${sha}/${path}`,
    raw_url: `${html}/raw/${sha}/${path}`,
    contents_url: `${ask.url}/contents/${path}?ref=${sha}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousFilename === undefined ? {} : { previous_filename: file.previousFilename }),
  };
}

/** Nothing is signed here. */
const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/**
 * The account that a commit belongs to. Only GitHub's own no-reply addresses say, with the id since 2017:
 * https://docs.github.com/en/account-and-profile/reference/email-addresses-reference
 */
function accountOfEmail(ask: Ask, email: string): Account | undefined {
  const found = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\.github\.com$/i.exec(email);
  if (found === null) return undefined;
  const [, id, login] = found;
  return id === undefined ? accountByLogin(ask.world, login ?? '') : ask.world.accounts.get(Number(id));
}

export function emailOf(account: Account): string {
  return `${account.id}+${account.login}@users.noreply.github.com`;
}

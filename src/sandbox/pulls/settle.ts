import type { Ask } from './ask.ts';
import type { Merged, Pull } from './data.ts';
import { commitsBetween, isAncestor } from './commits.ts';
import type { Git } from './git.ts';

/**
 * Brings the open pull requests up to what git says, for people push without telling the sandbox. As on GitHub, a
 * pull request follows its branches, is merged once the base branch holds its head, and closes with its head branch.
 */
export async function settlePulls(ask: Ask): Promise<void> {
  const open = ask.data.pulls.filter((pull) => pull.state === 'open');
  if (open.length === 0) return;
  const heads = await branchHeads(ask.git);
  for (const pull of open) await settle(ask, pull, heads);
}

async function settle(ask: Ask, pull: Pull, heads: ReadonlyMap<string, string>): Promise<void> {
  const [head, base] = [heads.get(pull.head.branch), heads.get(pull.base.branch)];
  if (head === pull.head.sha && base === pull.base.sha) return;
  if (head === undefined || base === undefined) return closePull(ask, pull);
  const before = pull.base.sha;
  if (head !== pull.head.sha) pull.updatedAt = ask.now;
  pull.head.sha = head;
  if (base !== before && (await isAncestor(ask.git, head, base))) {
    const commits = await commitsBetween(ask.git, before, head);
    return markMerged(ask, pull, { at: ask.now, by: null, sha: head, commits });
  }
  pull.base.sha = base;
  await keepHead(ask.git, pull);
  // Pushed so that nothing is left of it: https://github.com/dimikot/git-grok/pull/30
  if (await isAncestor(ask.git, head, base)) closePull(ask, pull);
}

export async function branchHeads(git: Git): Promise<Map<string, string>> {
  const lines = (await git.run(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads/'])).split('\n');
  const start = 'refs/heads/'.length;
  return new Map(lines.filter((line) => line !== '').map((line) => [line.slice(41 + start), line.slice(0, 40)]));
}

/** GitHub keeps the head of every pull request below `refs/pull/`, also when its branch is gone. */
export async function keepHead(git: Git, pull: Pull): Promise<void> {
  await git.run(['update-ref', `refs/pull/${pull.number}/head`, pull.head.sha]);
}

export function closePull(ask: Ask, pull: Pull): void {
  pull.state = 'closed';
  pull.closedAt = ask.now;
  pull.updatedAt = ask.now;
}

export function markMerged(ask: Ask, pull: Pull, merged: Merged): void {
  closePull(ask, pull);
  pull.merged = merged;
}

import { noContent, notFound, refusal } from '../http/answers.ts';
import { textIn, wordIn } from '../http/body.ts';
import { type Ask, type Handler, requireWrite } from './ask.ts';
import { emailOf } from './commit-json.ts';
import { commitsBetween, readCommits, type Signature } from './commits.ts';
import type { Pull } from './data.ts';
import { mergedTree, moveRef, rebaseOnto, writeCommit } from './merge-git.ts';
import { pullAt, pullCommits } from './pull-json.ts';
import { keepHead, markMerged, settlePulls } from './settle.ts';

/** @see https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request */
export const mergePull: Handler = async (ask) => {
  await settlePulls(ask);
  const pull = pullAt(ask);
  requireWrite(ask);
  const expected = textIn(ask.body, 'sha');
  if (pull.state === 'closed' || pull.draft) throw notMergeable();
  if (expected !== undefined && expected !== pull.head.sha) {
    throw refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  const before = pull.base.sha;
  const sha = await mergeCommit(ask, pull);
  const moved = await moveRef(ask.git, `refs/heads/${pull.base.branch}`, sha, before);
  if (!moved) throw refusal(405, 'Base branch was modified. Review and try the merge again.');
  const commits = await commitsBetween(ask.git, before, sha);
  markMerged(ask, pull, { at: ask.now, by: ask.actor.id, sha, commits });
  return Response.json({ sha, merged: true, message: 'Pull Request successfully merged' });
};

const notMergeable = () => refusal(405, 'Pull Request is not mergeable');

/** Makes the commit, or for a rebase the commits, that the base branch is to move to. */
async function mergeCommit(ask: Ask, pull: Pull): Promise<string> {
  const method = wordIn(ask.body, 'merge_method', ['merge', 'squash', 'rebase']) ?? 'merge';
  const merger = signatureOf(ask, ask.actor.id);
  if (method === 'rebase') {
    const sha = await rebaseOnto(ask.git, pull.base.sha, pull.head.sha, merger);
    if (sha === undefined) throw notMergeable();
    return sha;
  }
  const tree = await mergedTree(ask.git, pull.base.sha, pull.head.sha);
  if (tree === undefined) throw notMergeable();
  const squash = method === 'squash';
  return writeCommit(ask.git, {
    tree,
    parents: squash ? [pull.base.sha] : [pull.base.sha, pull.head.sha],
    author: squash ? signatureOf(ask, pull.author) : merger,
    committer: { name: 'GitHub', email: 'noreply@github.com', date: ask.now },
    message: await messageOf(ask, pull, squash),
  });
}

function signatureOf(ask: Ask, id: number): Signature {
  const account = ask.world.accounts.get(id);
  if (account === undefined) return { name: 'ghost', email: 'ghost@users.noreply.github.com', date: ask.now };
  return { name: account.login, email: emailOf(account), date: ask.now };
}

async function messageOf(ask: Ask, pull: Pull, squash: boolean): Promise<string> {
  const owner = ask.fullName.split('/')[0];
  const title = squash
    ? `${pull.title} (#${pull.number})`
    : `Merge pull request #${pull.number} from ${owner}/${pull.head.branch}`;
  const body = squash ? await squashBody(ask, pull) : pull.title;
  return `${textIn(ask.body, 'commit_title') ?? title}\n\n${textIn(ask.body, 'commit_message') ?? body}`;
}

async function squashBody(ask: Ask, pull: Pull): Promise<string> {
  const commits = await readCommits(ask.git, await pullCommits(ask, pull));
  return commits.length < 2
    ? (commits[0]?.message.split('\n').slice(2).join('\n') ?? '')
    : commits.map((commit) => `* ${commit.message}`).join('\n\n');
}

export const isMerged: Handler = async (ask) => {
  await settlePulls(ask);
  if (pullAt(ask).merged === null) throw notFound();
  return noContent();
};

/** Merges the base branch into the head branch. */
export const updateBranch: Handler = async (ask) => {
  await settlePulls(ask);
  const pull = pullAt(ask);
  requireWrite(ask);
  const expected = textIn(ask.body, 'expected_head_sha');
  if (expected !== undefined && expected !== pull.head.sha) {
    throw refusal(422, 'expected head sha didn’t match current head ref.');
  }
  const tree = await mergedTree(ask.git, pull.head.sha, pull.base.sha);
  if (pull.state === 'closed' || tree === undefined) throw refusal(422, 'merge conflict between base and head');
  const author = signatureOf(ask, ask.actor.id);
  const message = `Merge branch '${pull.base.branch}' into ${pull.head.branch}`;
  const parents = [pull.head.sha, pull.base.sha];
  const sha = await writeCommit(ask.git, { tree, parents, author, committer: author, message });
  await moveRef(ask.git, `refs/heads/${pull.head.branch}`, sha, pull.head.sha);
  pull.head.sha = sha;
  await keepHead(ask.git, pull);
  const url = `${ask.url}/pulls/${pull.number}`;
  return Response.json({ message: 'Updating pull request branch.', url }, { status: 202 });
};

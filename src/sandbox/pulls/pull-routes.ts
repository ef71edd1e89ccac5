import { invalid } from '../http/answers.ts';
import { textIn, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { type Ask, type Handler, requiredText, requireWrite } from './ask.ts';
import { commitJson, fileJson } from './commit-json.ts';
import { branchHead, commitsBetween, isAncestor, readCommits } from './commits.ts';
import type { Pull } from './data.ts';
import { pullAt, pullCommits, pullFiles, pullJson, simplePullJson } from './pull-json.ts';
import { closePull, keepHead, settlePulls } from './settle.ts';

export const listPulls: Handler = async (ask) => {
  await settlePulls(ask);
  const query = (name: string) => ask.c.req.query(name);
  const state = query('state') ?? 'open';
  const [head, base] = [query('head'), query('base')];
  const owner = ask.fullName.split('/')[0]?.toLowerCase();
  const found = ask.data.pulls.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (base === undefined || pull.base.branch === base) &&
      (head === undefined || isHead(pull, head, owner)),
  );
  return page(ask.c, sorted(found, query('sort'), query('direction')), (pull) => simplePullJson(ask, pull));
};

/** The filter is `OWNER:BRANCH`; GitHub passes over one without an owner. */
function isHead(pull: Pull, filter: string, owner: string | undefined): boolean {
  const at = filter.indexOf(':');
  if (at < 0) return true;
  return filter.slice(0, at).toLowerCase() === owner && filter.slice(at + 1) === pull.head.branch;
}

function sorted(pulls: readonly Pull[], sort = 'created', direction = sort === 'created' ? 'desc' : 'asc'): Pull[] {
  const key = (pull: Pull) => (sort === 'updated' ? pull.updatedAt : pull.createdAt);
  const compare = (one: Pull, other: Pull) => key(one).localeCompare(key(other)) || one.number - other.number;
  return pulls.toSorted((one, other) => (direction === 'desc' ? compare(other, one) : compare(one, other)));
}

export const getPull: Handler = async (ask) => {
  await settlePulls(ask);
  return Response.json(await pullJson(ask, pullAt(ask)));
};

export const createPull: Handler = async (ask) => {
  await settlePulls(ask);
  requireWrite(ask);
  requireShort(ask);
  const [title, base] = [requiredText(ask, 'title'), requiredText(ask, 'base')];
  const head = requiredText(ask, 'head').replace(/^[^:]+:/, '');
  const shas = { head: await headOf(ask, 'head', head), base: await headOf(ask, 'base', base) };
  await requireDifference(ask, { branch: head, sha: shas.head }, { branch: base, sha: shas.base });
  const pull: Pull = {
    ...newPull(ask),
    title,
    body: textIn(ask.body, 'body') ?? null,
    draft: ask.body['draft'] === true,
    head: { branch: head, sha: shas.head },
    base: { branch: base, sha: shas.base },
  };
  await keepHead(ask.git, pull);
  ask.data.pulls.push(pull);
  const json = await pullJson(ask, pull);
  return Response.json(json, { status: 201, headers: { Location: `${ask.url}/pulls/${pull.number}` } });
};

const longest = { title: 256, body: 65_536 } as const;

/** @see https://github.com/googleapis/repo-automation-bots/issues/1895, https://github.com/renovatebot/renovate/issues/2032 */
function requireShort(ask: Ask): void {
  for (const field of ['title', 'body'] as const) {
    if ((textIn(ask.body, field)?.length ?? 0) <= longest[field]) continue;
    const message = `${field} is too long (maximum is ${longest[field]} characters)`;
    throw invalid({ resource: 'Issue', code: 'custom', field, message });
  }
}

async function headOf(ask: Ask, field: string, branch: string): Promise<string> {
  const sha = await branchHead(ask.git, branch);
  if (sha === undefined) throw invalid({ resource: 'PullRequest', field, code: 'invalid' });
  return sha;
}

async function requireDifference(ask: Ask, head: Pull['head'], base: Pull['base']): Promise<void> {
  const same = (pull: Pull) => pull.head.branch === head.branch && pull.base.branch === base.branch;
  if (ask.data.pulls.some((pull) => pull.state === 'open' && same(pull))) {
    throw refused(`A pull request already exists for ${ask.fullName.split('/')[0]}:${head.branch}.`);
  }
  const commits = await commitsBetween(ask.git, base.sha, head.sha);
  if (commits.length === 0) throw refused(`No commits between ${base.branch} and ${head.branch}`);
}

/** GitHub tells these apart by their words alone. */
function refused(message: string) {
  return invalid({ resource: 'PullRequest', code: 'custom', message });
}

function newPull(ask: Ask): Omit<Pull, 'title' | 'body' | 'draft' | 'head' | 'base'> {
  const { data } = ask;
  return {
    id: data.nextId++,
    number: data.nextNumber++,
    author: ask.actor.id,
    createdAt: ask.now,
    updatedAt: ask.now,
    closedAt: null,
    state: 'open',
    merged: null,
    requestedReviewers: [],
    requestedTeams: [],
    labels: [],
    reviews: [],
  };
}

export const updatePull: Handler = async (ask) => {
  await settlePulls(ask);
  const pull = pullAt(ask);
  if (pull.author !== ask.actor.id) requireWrite(ask);
  requireShort(ask);
  await updateState(ask, pull, wordIn(ask.body, 'state', ['open', 'closed']));
  const base = textIn(ask.body, 'base');
  if (base !== undefined) {
    pull.base.sha = await headOf(ask, 'base', base);
    pull.base.branch = base;
  }
  pull.title = textIn(ask.body, 'title') ?? pull.title;
  if ('body' in ask.body) pull.body = textIn(ask.body, 'body') ?? null;
  pull.updatedAt = ask.now;
  return Response.json(await pullJson(ask, pull));
};

async function updateState(ask: Ask, pull: Pull, state: Pull['state'] | undefined): Promise<void> {
  if (state === undefined || state === pull.state) return;
  if (state === 'closed') return closePull(ask, pull);
  if (pull.merged !== null) throw refused('state cannot be changed. The pull request is merged.');
  const { branch, sha } = pull.head;
  const head = await branchHead(ask.git, branch);
  if (head === undefined) throw refused(`state cannot be changed. The ${branch} branch has been deleted.`);
  // https://github.com/isaacs/github/issues/361
  if (!(await isAncestor(ask.git, sha, head))) {
    throw refused(`state cannot be changed. The ${branch} branch was force-pushed or recreated.`);
  }
  pull.state = 'open';
  pull.closedAt = null;
  await settlePulls(ask);
}

export const listPullCommits: Handler = async (ask) => {
  await settlePulls(ask);
  const commits = await readCommits(ask.git, await pullCommits(ask, pullAt(ask)));
  return page(ask.c, commits, (commit) => commitJson(ask, commit));
};

export const listPullFiles: Handler = async (ask) => {
  await settlePulls(ask);
  const pull = pullAt(ask);
  return page(ask.c, await pullFiles(ask, pull), (file) => fileJson(ask, file, pull.head.sha));
};

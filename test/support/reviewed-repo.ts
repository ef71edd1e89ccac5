import { appliedOn, acme as small, headOf, policyWith } from './applied-repo.ts';
import { aStateRepo, filesOf, type StateRepoFixture } from './state-repo.ts';

/** Dana and Eli may write to the state repo and approve; Eve may only read it. */
export const acme = small
  .with({ stateRepository: 'acme/access' })
  .withMember('dana', { id: 1004 })
  .withMember('eve', { id: 1005 })
  .withMember('eli', { id: 1006 });

/** A state repo that asks for approvals: where each story starts. */
export interface ReviewedRepo {
  readonly repo: StateRepoFixture;
  /** The first commit, up to which nothing needs review. */
  readonly begin: string;
  /** The commit that is at HEAD: reviewed and applied. */
  readonly good: string;
}

export async function aReviewedRepo(): Promise<ReviewedRepo> {
  const repo = await aStateRepo(acme.state);
  const begin = headOf(repo);
  for (const [login, permission] of [
    ['dana', 'write'],
    ['eli', 'write'],
    ['eve', 'read'],
  ] as const) {
    await repo.control('POST', 'change', { setCollaborator: { repo: 'access', login, permission } });
  }
  await applying(repo);
  await merged(repo, { files: policySince(begin, { approvals: 1, policyApprovals: 2 }), approve: ['dana', 'zoe'] });
  await applying(repo);
  return { repo, begin, good: headOf(repo) };
}

/** Undoes a story in git, so that the next may start. */
export async function startAgain({ repo, good }: ReviewedRepo): Promise<void> {
  repo.git('checkout', '--quiet', 'main');
  repo.git('reset', '--quiet', '--hard', good);
  repo.git('push', '--quiet', '--force', 'origin', 'main', `${good}:refs/rollcall/applied`);
  await repo.control('DELETE', 'requests');
}

/** policy.yaml with such a `review`. */
export function policySince(since: string, review: object): Record<string, string> {
  return { 'state/policy.yaml': policyWith(`review: ${JSON.stringify({ since, ...review })}`) };
}

/** Puts somebody into a team. */
export function joining(login: string, others = ['carol']): Record<string, string> {
  const path = 'state/teams/engineering.yaml';
  const files = filesOf(acme.withTeam('engineering', { id: 71, members: [...others, login] }).state, null);
  return { [path]: files[path] ?? '' };
}

const addresses: Record<string, string> = {
  alice: '1001+alice@users.noreply.github.com',
  dana: '1004+dana@users.noreply.github.com',
};

/** Commits on the branch that is checked out, as somebody whom GitHub knows, and pushes. */
export function commitAs(repo: StateRepoFixture, login: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) repo.write(path, text);
  repo.git('add', '--all');
  repo.git('-c', `user.email=${addresses[login] ?? ''}`, 'commit', '--quiet', '--allow-empty', '-m', 'Edit the state');
  repo.git('push', '--quiet', 'origin', 'HEAD');
  return headOf(repo);
}

/** What a pull request brings, and what becomes of it before it is merged. */
export interface Asked {
  readonly files: Readonly<Record<string, string>>;
  readonly opener?: string;
  readonly author?: string;
  readonly approve?: readonly string[];
  readonly method?: 'merge' | 'squash' | 'rebase';
  /** Done before it is merged. */
  readonly first?: (pull: string) => Promise<unknown>;
}

let count = 0;
const pulls = '/repos/acme/access/pulls';

export function review(repo: StateRepoFixture, pull: string, login: string, event = 'APPROVE'): Promise<unknown> {
  return repo.as(login, 'POST', `${pull}/reviews`, { event });
}

export async function asBot<T>(repo: StateRepoFixture, method: string, path: string, body: object): Promise<T> {
  const headers = { authorization: `token ${repo.sandbox.token}`, 'content-type': 'application/json' };
  const answer = await fetch(repo.sandbox.url + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Opens a pull request, has it reviewed, merges it, and pulls. */
export async function merged(
  repo: StateRepoFixture,
  { files, opener, author = 'alice', approve = [], method = 'merge', first }: Asked,
): Promise<void> {
  const branch = `edit-${++count}`;
  repo.git('checkout', '--quiet', '-b', branch);
  commitAs(repo, author, files);
  const body = { title: branch, head: branch, base: 'main' };
  const opened = opener === undefined ? asBot(repo, 'POST', pulls, body) : repo.as(opener, 'POST', pulls, body);
  const { number } = (await opened) as { number: number };
  const pull = `${pulls}/${number}`;
  for (const login of approve) await review(repo, pull, login);
  await first?.(pull);
  await asBot(repo, 'PUT', `${pull}/merge`, { merge_method: method });
  repo.git('checkout', '--quiet', 'main');
  repo.git('pull', '--quiet', '--ff-only', 'origin', 'main');
  await repo.control('DELETE', 'requests');
}

/** `applied` where it was carried out and is what the ref says, else what was printed. */
export async function applying(repo: StateRepoFixture): Promise<string> {
  const { code, out, log } = await repo.apply();
  return code === 0 && appliedOn(repo) === headOf(repo) ? 'applied' : `${code}: ${out}\n${log}`;
}

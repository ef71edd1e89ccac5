import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readStateRepo } from '../src/commands/desired.ts';
import { reviewedOf, reviewFacts } from '../src/commands/review-facts.ts';
import type { Organization } from '../src/model/org-state.ts';
import type { MergedPullRequest } from '../src/model/pull-request.ts';
import { review as judge } from '../src/planner/guards/review.ts';
import type { PullRequests } from '../src/scm/pull-requests.ts';
import { acme as small, appliedOn, headOf, policyWith } from './support/applied-repo.ts';
import { planning } from './support/planning.ts';
import { aStateRepo, filesOf, type StateRepoFixture } from './support/state-repo.ts';

const acme = small
  .with({ stateRepository: 'acme/access' })
  .withMember('dana', { id: 1004 })
  .withMember('eve', { id: 1005 })
  .withMember('eli', { id: 1006 });

let repo: StateRepoFixture;
/** Reviewed and applied: where each story starts. */
let good: string;
let begin: string;

beforeAll(async () => {
  repo = await aStateRepo(acme.state);
  begin = headOf(repo);
  for (const [login, permission] of [
    ['dana', 'write'],
    ['eli', 'write'],
    ['eve', 'read'],
  ] as const) {
    await repo.control('POST', 'change', { setCollaborator: { repo: 'access', login, permission } });
  }
  await applying();
  await merged({ files: policy({ approvals: 1, policyApprovals: 2 }), approve: ['dana', 'zoe'] });
  await applying();
  good = headOf(repo);
}, 60_000);
afterAll(() => repo.close());
afterEach(async () => {
  repo.git('checkout', '--quiet', 'main');
  repo.git('reset', '--quiet', '--hard', good);
  repo.git('push', '--quiet', '--force', 'origin', 'main', `${good}:refs/rollcall/applied`);
  await repo.control('DELETE', 'requests');
});

function policy(review: object): Record<string, string> {
  return { 'state/policy.yaml': policyWith(`review: ${JSON.stringify({ since: begin, ...review })}`) };
}

/** Puts somebody into a team. */
function joining(login: string, others = ['carol']): Record<string, string> {
  const path = 'state/teams/engineering.yaml';
  const files = filesOf(acme.withTeam('engineering', { id: 71, members: [...others, login] }).state, null);
  return { [path]: files[path] ?? '' };
}

const addresses: Record<string, string> = {
  alice: '1001+alice@users.noreply.github.com',
  dana: '1004+dana@users.noreply.github.com',
};

/** Commits on the branch that is checked out, as somebody whom GitHub knows, and pushes. */
function commitAs(login: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) repo.write(path, text);
  repo.git('add', '--all');
  repo.git('-c', `user.email=${addresses[login] ?? ''}`, 'commit', '--quiet', '--allow-empty', '-m', 'Edit the state');
  repo.git('push', '--quiet', 'origin', 'HEAD');
  return headOf(repo);
}

interface Asked {
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
const review = (pull: string, login: string, event = 'APPROVE') => repo.as(login, 'POST', `${pull}/reviews`, { event });

async function asBot<T>(method: string, path: string, body: object): Promise<T> {
  const headers = { authorization: `token ${repo.sandbox.token}`, 'content-type': 'application/json' };
  const answer = await fetch(repo.sandbox.url + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Opens a pull request, has it reviewed, merges it, and pulls. */
async function merged({
  files,
  opener,
  author = 'alice',
  approve = [],
  method = 'merge',
  first,
}: Asked): Promise<void> {
  const branch = `edit-${++count}`;
  repo.git('checkout', '--quiet', '-b', branch);
  commitAs(author, files);
  const body = { title: branch, head: branch, base: 'main' };
  const opened = opener === undefined ? asBot('POST', pulls, body) : repo.as(opener, 'POST', pulls, body);
  const { number } = (await opened) as { number: number };
  const pull = `${pulls}/${number}`;
  for (const login of approve) await review(pull, login);
  await first?.(pull);
  await asBot('PUT', `${pull}/merge`, { merge_method: method });
  repo.git('checkout', '--quiet', 'main');
  repo.git('pull', '--quiet', '--ff-only', 'origin', 'main');
  await repo.control('DELETE', 'requests');
}

/** `applied` where it was carried out and is what the ref says, else what was printed. */
async function applying(): Promise<string> {
  const { code, out, log } = await repo.apply();
  return code === 0 && appliedOn(repo) === headOf(repo) ? 'applied' : `${code}: ${out}\n${log}`;
}

/** What apply told, in one line, for the terminal's width breaks lines; its exit code, and how often it wrote. */
async function told(options?: Parameters<StateRepoFixture['apply']>[0]) {
  const { code, out } = await repo.apply(options);
  return { code, writes: (await repo.requests()).writes, out: out.replaceAll(/\s+/g, ' ') };
}

const refusedFor = (words: string) => ({ code: 3, writes: 0, out: expect.stringContaining(words) as string });

describe('apply carries out', () => {
  it.each(['merge', 'squash', 'rebase'] as const)(
    'what a pull request brought that was approved (%s)',
    async (method) => {
      await merged({ files: joining('dana'), approve: ['dana'], method });
      expect(await applying()).toBe('applied');
      expect((await repo.live()).teams['engineering']?.members).toHaveProperty('dana');
      await merged({ files: joining('carol'), approve: ['dana'], method });
      expect(await applying()).toBe('applied');
    },
  );

  it('a push that a reviewed allowance lets through', async () => {
    const pushed = repo.commit('Push', joining('eli'));
    expect(await told()).toMatchObject(refusedFor(`unreviewed: [${pushed}]`));
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const allowance = `allowances:\n  - { unreviewed: [${pushed}], reason: r, approvedBy: alice, expires: ${tomorrow} }\n`;
    const files = { 'state/policy.yaml': `${repo.read('state/policy.yaml')}${allowance}` };
    await merged({ files, approve: ['dana', 'zoe'] });
    expect(await applying()).toBe('applied');
  });

  it('at the price of three requests for a commit and one for each who approved, besides reading live', async () => {
    await merged({ files: joining('bob'), approve: ['dana'] });
    expect(await applying()).toBe('applied');
    const asked = (await repo.requests()).entries.map(({ path }) => path);
    const ofHead = asked.filter((path) => path.includes('/access/commits/') && path.includes(headOf(repo)));
    expect(ofHead).toHaveLength(1);
    // Nothing is asked about the commit that first asked for approvals.
    expect(asked.filter((path) => path.includes('/repos/acme/access/'))).toHaveLength(3 + 1);
  });
});

describe('apply refuses', () => {
  it('a push straight to main', async () => {
    repo.commit('Push', joining('eve'));
    expect(await told()).toMatchObject(
      refusedFor(
        `${headOf(repo).slice(0, 7)} (Push) was pushed straight to main: no merged pull request of acme/access brought it. It needs 1 approval, as policy.yaml asks.`,
      ),
    );
  });

  it.each<[string, Omit<Asked, 'files'>, string]>([
    ['nobody approved', {}, 'which has 0 of 1 approvals. It needs'],
    ['its own author approved, where the bot opened it', { approve: ['alice'] }, 'by alice, who wrote'],
    [
      'who opened it had approved before',
      { opener: 'dana', first: (pull) => expectOwnRefused(pull) },
      'which has 0 of 1',
    ],
    [
      'was approved before its last commit',
      {
        approve: ['dana'],
        first: () => Promise.resolve(commitAs('alice', { NOTES: 'more' })),
      },
      'by dana on an older commit',
    ],
    [
      'the bot approved',
      { opener: 'alice', first: (pull) => asBot('POST', `${pull}/reviews`, { event: 'APPROVE' }) },
      'by rollcall[bot], which is a bot',
    ],
    ['somebody without write access approved', { approve: ['eve'] }, 'by eve, who has no write access'],
    ['was approved and then dismissed', { approve: ['dana'], first: (pull) => dismissed(pull) }, 'by dana, dismissed'],
    [
      'was approved and then asked to change',
      { approve: ['dana'], first: (pull) => review(pull, 'dana', 'REQUEST_CHANGES') },
      'by dana, who asks for changes',
    ],
  ])('a pull request that %s', async (_, asked, why) => {
    await merged({ files: joining('eve'), ...asked });
    const refused = await told();
    expect(refused).toMatchObject(refusedFor('came with pull request #'));
    expect(refused.out).toContain(why);
    expect(appliedOn(repo)).toBe(good);
  });

  it('a pull request that the account approved whose token the run uses', async () => {
    await merged({ files: { NOTES: 'fine' }, approve: ['zoe'] });
    const { env } = repo.context();
    const asZoe = { env: { ...env, GITHUB_TOKEN: 'as:zoe' } };
    const { code, out } = await repo.apply({}, asZoe);
    expect([code, (await repo.requests()).writes]).toEqual([3, 0]);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'Not counted: by zoe, whose token this run uses. It needs 1 approval',
    );
    expect(await applying()).toBe('applied');
  });

  it('a push beneath a reviewed merge that puts whom an earlier merge invites into a team', async () => {
    await repo.control('POST', 'change', { addAccounts: [{ login: 'ann', id: 2001 }] });
    const inviting = (parts: { employee?: string }): Record<string, string> => {
      const files = filesOf(acme.withMember('ann', { id: 2001, ...parts }).state, null);
      return Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('state/users/')));
    };
    await merged({ files: inviting({}), approve: ['dana'] });
    const pushed = repo.commit('Push', joining('ann'));
    await merged({ files: { NOTES: 'fine' }, approve: ['dana'] });
    const why = `${pushed.slice(0, 7)} (Push) was pushed straight to main`;
    expect(await told()).toMatchObject(refusedFor(why));
    // Where the ref is forged to hide the push, git is asked who wrote the line.
    repo.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/rollcall/applied');
    await merged({ files: inviting({ employee: 'E9' }), approve: ['dana'] });
    expect(await told()).toMatchObject(refusedFor(why));
  });

  it('a push of organization.yaml beneath a reviewed merge, with the ref forged to hide it', async () => {
    const text = repo.read('state/organization.yaml');
    const pushed = repo.commit('Push', { 'state/organization.yaml': text.replace(/^id: .*\n/m, '') });
    await merged({ files: { NOTES: 'fine' }, approve: ['dana'] });
    for (const forged of [good, headOf(repo)]) {
      repo.git('push', '--quiet', '--force', 'origin', `${forged}:refs/rollcall/applied`);
      const refused = await told();
      expect(refused).toMatchObject(refusedFor(`${pushed.slice(0, 7)} (Push) was pushed straight to main`));
      expect(refused.out).toContain('as policy.yaml asks for changes of organization.yaml.');
    }
  });

  it('a pull request that somebody approved who is suspended by it', async () => {
    const suspended = acme.withMember('eli', { id: 1006, suspended: '2026-11-20' });
    await merged({ files: { ...filesOf(suspended.state, null) }, approve: ['eli'] });
    expect(await told()).toMatchObject(refusedFor('by eli, who is suspended'));
  });

  it('a change of policy.yaml with fewer approvals than it asks for itself', async () => {
    await merged({ files: policy({ approvals: 1, policyApprovals: 1 }), approve: ['dana'] });
    const why = 'has 1 of 2 approvals (by dana). It needs 2 approvals';
    expect(await told()).toMatchObject(refusedFor(why));
  });

  it('a push beneath a reviewed merge, with refs/rollcall/applied forged to hide it', async () => {
    const pushed = repo.commit('Push', joining('eve'));
    await merged({ files: { NOTES: 'fine' }, approve: ['dana'] });
    for (const forged of [pushed, headOf(repo), begin]) {
      repo.git('push', '--quiet', '--force', 'origin', `${forged}:refs/rollcall/applied`);
      expect(await told({ full: true })).toMatchObject(
        refusedFor(`${pushed.slice(0, 7)} (Push) was pushed straight to main`),
      );
    }
  });

  it('a push that takes a line out, with the ref forged so that `unmanaged: remove` would do the rest', async () => {
    const removing = policyWith(`unmanaged: remove\nreview: ${JSON.stringify({ since: begin, approvals: 1 })}`);
    await merged({ files: { 'state/policy.yaml': removing }, approve: ['dana', 'zoe'] });
    expect(await applying()).toBe('applied');
    const pushed = repo.commit('Push', joining('bob', []));
    await merged({ files: { NOTES: 'fine' }, approve: ['dana'] });
    repo.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/rollcall/applied');
    await repo.control('DELETE', 'requests');
    expect(await told({ full: true })).toMatchObject(
      refusedFor(`${pushed.slice(0, 7)} (Push) was pushed straight to main`),
    );
  });

  it('a branch whose own history was merged away beneath another, with the ref forged', async () => {
    repo.git('checkout', '--quiet', '-b', 'beneath', begin);
    commitAs('alice', joining('eve'));
    repo.git('merge', '--quiet', '--no-edit', '--strategy=ours', 'main');
    repo.git('push', '--quiet', 'origin', 'HEAD:main', '+HEAD:refs/rollcall/applied');
    repo.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    expect(await told({ full: true })).toMatchObject(
      refusedFor('It needs 2 approvals, as policy.yaml asks in the commits that it brings along.'),
    );
  });

  it('a push that switches review off, also where refs/rollcall/applied says it was applied', async () => {
    const off = repo.commit('Switch off', policy({ approvals: 0 }));
    const head = repo.commit('Push', joining('eve'));
    for (const forged of [good, off, head]) {
      repo.git('push', '--quiet', '--force', 'origin', `${forged}:refs/rollcall/applied`);
      const why = 'no merged pull request of acme/access brought it. It needs 2 approvals';
      expect(await told()).toMatchObject(
        refusedFor(`${off.slice(0, 7)} (Switch off) was pushed straight to main: ${why}`),
      );
    }
    repo.commit('Switch on', policy({ approvals: 1, policyApprovals: 2, since: head }));
    expect(await told()).toMatchObject(refusedFor('(Switch on) was pushed straight to main'));
  });
});

describe('what review judges by', () => {
  /** Asks the pull requests that the test answers for. Returns what was asked, and how long was waited. */
  async function factsWith(
    answers: readonly (readonly MergedPullRequest[])[],
    { remote, organization }: { remote?: string; organization?: Partial<Organization> } = {},
  ) {
    const context = repo.context();
    const found = await readStateRepo(context);
    const { state } = found.desired;
    const desired = { ...found.desired, state: { ...state, organization: { ...state.organization, ...organization } } };
    const stateRepo = { ...found, desired, remote: { ...found.remote, name: remote ?? found.remote.name } };
    const { plan } = planning({ history: [acme], live: acme });
    const asked: string[] = [];
    const waits: number[] = [];
    const pullRequestsOf = (repository: { owner: string; repo: string }): PullRequests => ({
      mergedWith: (commit) => {
        if (commit === headOf(repo)) asked.push(`${repository.owner}/${repository.repo}`);
        return Promise.resolve(answers[asked.length - 1] ?? []);
      },
    });
    const facts = await reviewFacts(context, stateRepo, pullRequestsOf, { plan, actor: null }, (seconds) => {
      waits.push(seconds);
      return Promise.resolve();
    });
    return { facts, asked, waits, messages: judge(plan, facts).map(({ message }) => message) };
  }

  const pull = { number: 9, head: 'h', openedBy: null, wrote: [], listsAllCommits: true, reviews: [] };

  it('is asked again for HEAD, whose pull request GitHub may not know at once', async () => {
    expect(await factsWith([[], [pull]])).toMatchObject({ asked: ['acme/access', 'acme/access'], waits: [1] });
    expect(await factsWith([])).toMatchObject({ asked: Array(3).fill('acme/access'), waits: [1, 3] });
  });

  it('is no pull request whose merge somebody made by hand, with other things in it', async () => {
    repo.git('checkout', '--quiet', '-b', 'side');
    const head = commitAs('alice', { SIDE: '1' });
    repo.git('checkout', '--quiet', 'main');
    commitAs('alice', { MAIN: '1' });
    repo.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');
    repo.git('push', '--quiet', 'origin', 'main');
    const brought = await factsWith([[{ ...pull, head }]]);
    expect(brought.facts.pulls.get(headOf(repo))).toEqual([{ ...pull, head }]);
    const other = await factsWith([[pull]]);
    repo.write('MAIN', 'by hand');
    repo.git('commit', '--quiet', '--all', '--amend', '--no-edit');
    repo.git('push', '--quiet', '--force', 'origin', 'main');
    const changed = await factsWith([[{ ...pull, head }]]);
    for (const { messages } of [other, changed]) {
      expect(messages).toContainEqual(expect.stringContaining('is a merge that was made or changed by hand'));
    }
  });

  it('is told to the journal', async () => {
    const { facts } = await factsWith([[{ ...pull, head: repo.git('rev-parse', 'HEAD^2') }]]);
    expect(reviewedOf(facts, headOf(repo))).toEqual({ pullRequest: 9, approvers: [] });
    expect(reviewedOf(facts, begin)).toBeNull();
    expect(reviewedOf(facts, null)).toBeNull();
  });

  it('is asked of nobody where no policy asks for an approval', async () => {
    repo.git('reset', '--quiet', '--hard', begin);
    repo.git('push', '--quiet', '--force', 'origin', 'main', `${begin}:refs/rollcall/applied`);
    expect(await factsWith([])).toMatchObject({ asked: [], waits: [], messages: [] });
  });

  it('is the repository that the remote’s URL names, and no other', async () => {
    repo.git('config', 'remote.web.url', 'https://token:secret@github.com/Acme/Access.git');
    repo.git('config', 'remote.other.url', 'git@github.com:acme/elsewhere.git');
    expect(await factsWith([[pull]], { remote: 'web' })).toMatchObject({ asked: ['Acme/Access'] });
    const { asked, messages } = await factsWith([], { remote: 'other' });
    expect(asked).toEqual([]);
    expect(messages).toEqual([
      'organization.yaml says `stateRepository: acme/access`, and the remote other is acme/elsewhere: its commits cannot have come by pull requests of another repository. Write `stateRepository: acme/elsewhere` in organization.yaml, or run in a clone of acme/access.',
    ]);
  });

  it('is the repository applied last, where HEAD would point to another and the remote tells nothing', async () => {
    const organization = { stateRepository: 'mallory/access' };
    expect(await factsWith([[pull]], { organization })).toMatchObject({ asked: ['acme/access'] });
  });

  it('is the repository that the remote’s URL names where organization.yaml says nothing', async () => {
    repo.git('config', 'remote.web.url', 'https://github.com/acme/access');
    const organization = { stateRepository: undefined } as unknown as Partial<Organization>;
    expect(await factsWith([[pull]], { remote: 'web', organization })).toMatchObject({ asked: ['acme/access'] });
  });

  it('is nothing where neither says it: the line to write is said', async () => {
    const organization = { stateRepository: undefined } as unknown as Partial<Organization>;
    const { asked, messages } = await factsWith([], { organization });
    expect(asked).toEqual([]);
    expect(messages).toEqual([
      'policy.yaml asks for approvals, and nothing says where the pull requests are. Write `stateRepository: OWNER/NAME` in organization.yaml.',
    ]);
  });
});

/** GitHub itself refuses who approves what they opened. */
async function expectOwnRefused(pull: string): Promise<void> {
  await expect(review(pull, 'dana')).rejects.toThrow('422');
}

async function dismissed(pull: string): Promise<void> {
  const [given] = await repo.as<{ id: number }[]>('zoe', 'GET', `${pull}/reviews`);
  await repo.as('zoe', 'PUT', `${pull}/reviews/${given?.id}/dismissals`, { message: 'no' });
}

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appliedOn, headOf, policyWith } from './support/applied-repo.ts';
import {
  acme,
  applying,
  aReviewedRepo,
  asBot,
  type Asked,
  commitAs,
  joining,
  merged,
  policySince,
  review,
  type ReviewedRepo,
  startAgain,
} from './support/reviewed-repo.ts';
import { filesOf, type StateRepoFixture } from './support/state-repo.ts';

let reviewed: ReviewedRepo;
let repo: StateRepoFixture;
let begin: string;
let good: string;

beforeAll(async () => {
  reviewed = await aReviewedRepo();
  ({ repo, begin, good } = reviewed);
}, 60_000);
afterAll(() => repo.close());
afterEach(() => startAgain(reviewed));

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
      await merged(repo, { files: joining('dana'), approve: ['dana'], method });
      expect(await applying(repo)).toBe('applied');
      expect((await repo.live()).teams['engineering']?.members).toHaveProperty('dana');
      await merged(repo, { files: joining('carol'), approve: ['dana'], method });
      expect(await applying(repo)).toBe('applied');
    },
  );

  it('a push that a reviewed allowance lets through', async () => {
    const pushed = repo.commit('Push', joining('eli'));
    expect(await told()).toMatchObject(refusedFor(`unreviewed: [${pushed}]`));
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const allowance = `allowances:\n  - { unreviewed: [${pushed}], reason: r, approvedBy: alice, expires: ${tomorrow} }\n`;
    const files = { 'state/policy.yaml': `${repo.read('state/policy.yaml')}${allowance}` };
    await merged(repo, { files, approve: ['dana', 'zoe'] });
    expect(await applying(repo)).toBe('applied');
  });

  it('at the price of three requests for a commit and one for each who approved, besides reading live', async () => {
    await merged(repo, { files: joining('bob'), approve: ['dana'] });
    expect(await applying(repo)).toBe('applied');
    const asked = (await repo.requests()).entries.map(({ path }) => path);
    const ofHead = asked.filter((path) => path.includes('/access/commits/') && path.includes(headOf(repo)));
    expect(ofHead).toHaveLength(1);
    // Nothing is asked about the commit that first asked for approvals.
    expect(asked.filter((path) => path.includes('/repos/acme/access/'))).toHaveLength(3 + 1);
    // Whose token it is was asked once, with the organisation.
    expect(asked.filter((path) => path.endsWith('/graphql'))).toHaveLength(4);
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
        first: () => Promise.resolve(commitAs(repo, 'alice', { NOTES: 'more' })),
      },
      'by dana on an older commit',
    ],
    [
      'the bot approved',
      { opener: 'alice', first: (pull) => asBot(repo, 'POST', `${pull}/reviews`, { event: 'APPROVE' }) },
      'by rollcall[bot], which is a bot',
    ],
    ['somebody without write access approved', { approve: ['eve'] }, 'by eve, who has no write access'],
    ['was approved and then dismissed', { approve: ['dana'], first: (pull) => dismissed(pull) }, 'by dana, dismissed'],
    [
      'was approved and then asked to change',
      { approve: ['dana'], first: (pull) => review(repo, pull, 'dana', 'REQUEST_CHANGES') },
      'by dana, who asks for changes',
    ],
  ])('a pull request that %s', async (_, asked, why) => {
    await merged(repo, { files: joining('eve'), ...asked });
    const refused = await told();
    expect(refused).toMatchObject(refusedFor('came with pull request #'));
    expect(refused.out).toContain(why);
    expect(appliedOn(repo)).toBe(good);
  });

  it('a pull request that the account approved whose token the run uses', async () => {
    await merged(repo, { files: { NOTES: 'fine' }, approve: ['zoe'] });
    const { env } = repo.context();
    const asZoe = { env: { ...env, GITHUB_TOKEN: 'as:zoe' } };
    const { code, out } = await repo.apply({}, asZoe);
    expect([code, (await repo.requests()).writes]).toEqual([3, 0]);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'Not counted: by zoe, whose token this run uses. It needs 1 approval',
    );
    expect(await applying(repo)).toBe('applied');
  });

  it('a push beneath a reviewed merge that puts whom an earlier merge invites into a team', async () => {
    await repo.control('POST', 'change', { addAccounts: [{ login: 'ann', id: 2001 }] });
    const inviting = (parts: { employee?: string }): Record<string, string> => {
      const files = filesOf(acme.withMember('ann', { id: 2001, ...parts }).state, null);
      return Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('state/users/')));
    };
    await merged(repo, { files: inviting({}), approve: ['dana'] });
    const pushed = repo.commit('Push', joining('ann'));
    await merged(repo, { files: { NOTES: 'fine' }, approve: ['dana'] });
    const why = `${pushed.slice(0, 7)} (Push) was pushed straight to main`;
    expect(await told()).toMatchObject(refusedFor(why));
    // Where the ref is forged to hide the push, git is asked who wrote the line.
    repo.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/rollcall/applied');
    await merged(repo, { files: inviting({ employee: 'E9' }), approve: ['dana'] });
    expect(await told()).toMatchObject(refusedFor(why));
  });

  it('a push of organization.yaml beneath a reviewed merge, with the ref forged to hide it', async () => {
    const text = repo.read('state/organization.yaml');
    const pushed = repo.commit('Push', { 'state/organization.yaml': text.replace(/^id: .*\n/m, '') });
    await merged(repo, { files: { NOTES: 'fine' }, approve: ['dana'] });
    for (const forged of [good, headOf(repo)]) {
      repo.git('push', '--quiet', '--force', 'origin', `${forged}:refs/rollcall/applied`);
      const refused = await told();
      expect(refused).toMatchObject(refusedFor(`${pushed.slice(0, 7)} (Push) was pushed straight to main`));
      expect(refused.out).toContain('as policy.yaml asks for changes of organization.yaml.');
    }
  });

  it('a pull request that somebody approved who is suspended by it', async () => {
    const suspended = acme.withMember('eli', { id: 1006, suspended: '2026-11-20' });
    await merged(repo, { files: { ...filesOf(suspended.state, null) }, approve: ['eli'] });
    expect(await told()).toMatchObject(refusedFor('by eli, who is suspended'));
  });

  it('a change of policy.yaml with fewer approvals than it asks for itself', async () => {
    await merged(repo, { files: policySince(begin, { approvals: 1, policyApprovals: 1 }), approve: ['dana'] });
    const why = 'has 1 of 2 approvals (by dana). It needs 2 approvals';
    expect(await told()).toMatchObject(refusedFor(why));
  });

  it('a push beneath a reviewed merge, with refs/rollcall/applied forged to hide it', async () => {
    const pushed = repo.commit('Push', joining('eve'));
    await merged(repo, { files: { NOTES: 'fine' }, approve: ['dana'] });
    for (const forged of [pushed, headOf(repo), begin]) {
      repo.git('push', '--quiet', '--force', 'origin', `${forged}:refs/rollcall/applied`);
      expect(await told({ full: true })).toMatchObject(
        refusedFor(`${pushed.slice(0, 7)} (Push) was pushed straight to main`),
      );
    }
  });

  it('a push that takes a line out, with the ref forged so that `unmanaged: remove` would do the rest', async () => {
    const removing = policyWith(`unmanaged: remove\nreview: ${JSON.stringify({ since: begin, approvals: 1 })}`);
    await merged(repo, { files: { 'state/policy.yaml': removing }, approve: ['dana', 'zoe'] });
    expect(await applying(repo)).toBe('applied');
    const pushed = repo.commit('Push', joining('bob', []));
    await merged(repo, { files: { NOTES: 'fine' }, approve: ['dana'] });
    repo.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/rollcall/applied');
    await repo.control('DELETE', 'requests');
    expect(await told({ full: true })).toMatchObject(
      refusedFor(`${pushed.slice(0, 7)} (Push) was pushed straight to main`),
    );
  });

  it('a branch whose own history was merged away beneath another, with the ref forged', async () => {
    repo.git('checkout', '--quiet', '-b', 'beneath', begin);
    commitAs(repo, 'alice', joining('eve'));
    repo.git('merge', '--quiet', '--no-edit', '--strategy=ours', 'main');
    repo.git('push', '--quiet', 'origin', 'HEAD:main', '+HEAD:refs/rollcall/applied');
    repo.git('checkout', '--quiet', '-B', 'main', 'origin/main');
    expect(await told({ full: true })).toMatchObject(
      refusedFor('It needs 2 approvals, as policy.yaml asks in the commits that it brings along.'),
    );
  });

  it('a push that switches review off, also where refs/rollcall/applied says it was applied', async () => {
    const off = repo.commit('Switch off', policySince(begin, { approvals: 0 }));
    const head = repo.commit('Push', joining('eve'));
    for (const forged of [good, off, head]) {
      repo.git('push', '--quiet', '--force', 'origin', `${forged}:refs/rollcall/applied`);
      const why = 'no merged pull request of acme/access brought it. It needs 2 approvals';
      expect(await told()).toMatchObject(
        refusedFor(`${off.slice(0, 7)} (Switch off) was pushed straight to main: ${why}`),
      );
    }
    repo.commit('Switch on', policySince(begin, { approvals: 1, policyApprovals: 2, since: head }));
    expect(await told()).toMatchObject(refusedFor('(Switch on) was pushed straight to main'));
  });
});

/** GitHub itself refuses who approves what they opened. */
async function expectOwnRefused(pull: string): Promise<void> {
  await expect(review(repo, pull, 'dana')).rejects.toThrow('422');
}

async function dismissed(pull: string): Promise<void> {
  const [given] = await repo.as<{ id: number }[]>('zoe', 'GET', `${pull}/reviews`);
  await repo.as('zoe', 'PUT', `${pull}/reviews/${given?.id}/dismissals`, { message: 'no' });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { suspendCommand } from '../src/commands/suspend.ts';
import { anHrOrganization } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, today } from './support/proposing.ts';
import { openPolicy } from './support/state-repo.ts';

const quiet = { ...anHrOrganization(200, today), changes: [] };
/** A member of two teams, with a grant of their own. */
const victim = 'p00101';

describe('a leaver who is none', () => {
  let repo: ProposingRepo;
  beforeEach(async () => {
    repo = await aProposingRepo(quiet, { policy: openPolicy });
  });
  afterEach(() => repo.close());

  const hr = (leftOn: string): void =>
    repo.hr(
      quiet.before.map((row) =>
        row.github_login === victim ? { ...row, status: 'terminated', left_on: leftOn } : row,
      ),
    );
  const leaversPull = async (): Promise<number> => {
    const pull = (await repo.pulls()).find(({ head, state }) => head.ref === 'rollcall/leavers' && state === 'open');
    if (pull === undefined) throw new Error('no pull request of leavers is open');
    return pull.number;
  };

  it.each(['merge', 'squash', 'rebase'] as const)(
    'has everything back at once by a revert, with no invitation, and is not proposed again on the same evidence (%s)',
    async (method) => {
      const before = await repo.live();
      hr('2026-11-01');
      expect((await repo.propose()).code).toBe(0);
      const number = await leaversPull();
      await repo.as('root', 'POST', `/repos/acme/access/pulls/${number}/reviews`, { event: 'APPROVE' });
      await repo.as('spare', 'PUT', `/repos/acme/access/pulls/${number}/merge`, { merge_method: method });
      repo.git('pull', '--quiet', '--ff-only', 'origin', 'main');
      expect((await repo.apply()).code).toBe(0);
      const stripped = await repo.live();
      expect(Object.entries(stripped.teams).filter(([, { members }]) => victim in members)).toEqual([]);
      expect(stripped.repos['payments-api']?.collaborators).not.toHaveProperty(victim);
      expect(stripped.members).toHaveProperty(victim);

      repo.git('revert', '--no-edit', ...(method === 'merge' ? ['-m', '1'] : []), 'HEAD');
      repo.git('push', '--quiet');
      await repo.control('DELETE', 'requests');
      expect((await repo.apply()).code).toBe(0);
      expect(await repo.live()).toEqual(before);
      const { entries } = await repo.requests();
      expect(entries.filter(({ method, path }) => method !== 'GET' && path.includes('invitations'))).toEqual([]);

      const again = await repo.propose();
      expect(again.code).toBe(0);
      expect(again.out).toContain('Leavers: nothing to propose');
      hr('2026-11-02');
      expect((await repo.propose()).out).toContain('Leavers: suspend 1');
    },
  );

  it('is suspended at once by hand, and comes back by a revert', async () => {
    const before = await repo.live();
    const context = repo.context();
    expect(await suspendCommand(context, [victim.toUpperCase()], { reason: 'Laptop lost @everyone' })).toBe(0);
    expect(context.printed.out).toContain(`rollcall apply --user ${victim}`);
    const [pull] = await repo.pulls();
    expect(pull).toMatchObject({ title: `Suspend ${victim}`, head: { ref: `rollcall/suspend-${victim}` } });
    expect(pull?.body).not.toContain('@everyone');
    const twice = repo.context();
    expect(await suspendCommand(twice, [victim], { reason: 'Laptop lost @everyone' })).toBe(0);
    expect(await repo.pulls()).toEqual([pull]);
    await repo.approveAndMerge(pull?.number ?? 0);
    repo.commit('Something that waits', {
      'state/repos/website.yaml': 'teams:\n  search: admin\n  platform: maintain\n',
    });
    expect((await repo.apply({ user: [victim] })).code).toBe(0);
    const live = await repo.live();
    expect(Object.values(live.teams).some(({ members }) => victim in members)).toBe(false);
    expect(live.repos['website']).toEqual(before.repos['website']);
    const done = repo.context();
    expect(await suspendCommand(done, [victim], { reason: 'Laptop lost' })).toBe(0);
    expect(done.printed.out).toContain(`${victim} is suspended already`);
  });

  it('cannot be somebody unknown, protected or without a reason', async () => {
    const reason = 'Laptop lost';
    await expect(suspendCommand(repo.context(), ['rooot'], { reason })).rejects.toThrow(
      'Nobody was suspended: "rooot" is not in the state; did you mean "root"?',
    );
    await expect(suspendCommand(repo.context(), [victim], { reason: '  ' })).rejects.toThrow('--reason');
    repo.commit('Protect', { 'state/policy.yaml': `${openPolicy}protected: [${victim}]\n` });
    const context = repo.context();
    expect(await suspendCommand(context, [victim], { reason })).toBe(3);
    expect(context.printed.out).toContain(`${victim} is protected`);
    expect(await repo.pulls()).toEqual([]);
  });

  it('says at once what apply would refuse: too few owners left, and more than the budget', async () => {
    repo.commit('Two at most', { 'state/policy.yaml': 'owners: { minimum: 2 }\n' });
    const owner = repo.context();
    expect(await suspendCommand(owner, ['spare'], { reason: 'Laptop lost' })).toBe(3);
    expect(owner.printed.out).toContain(
      '1 owners would be left who are not suspended; policy.yaml asks for at least 2',
    );
    expect(await repo.pulls()).toEqual([]);
    const many = repo.context();
    expect(await suspendCommand(many, ['p00020', 'p00021', 'p00022'], { reason: 'Laptops lost' })).toBe(0);
    const [pull] = await repo.pulls();
    for (const text of [many.printed.out, pull?.body]) {
      expect(text).toContain('This suspension takes away 3 people');
      expect(text).toMatch(/- \{ allow: \{ members: 3 \}, reason: …, approvedBy: …, expires: \d{4}-\d\d-\d\d \}/);
    }
  });
});

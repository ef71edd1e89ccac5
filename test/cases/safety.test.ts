import { describe, expect, it } from 'vitest';
import {
  acme,
  anAppliedRepo,
  changesOf,
  expectConverged,
  expectDone,
  expectNoWrites,
} from '../support/applied-repo.ts';

const bobOut = acme.withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });
const crowd = Array.from({ length: 8 }, (_, n) => `user${n}`);
const crowded = crowd
  .reduce((state, login, n) => state.withMember(login, { id: 2000 + n }), acme)
  .withTeam('crowd', { id: 90, members: crowd });

/** What went wrong for users of other tools, each under the number of its public thread. */
describe('too much at once', () => {
  it('the founding incident: all but a few disabled is refused, and no write is sent', async () => {
    const repo = await anAppliedRepo(crowded, { policy: null });
    const left = crowd.reduce((state, login) => state.withoutUser(login), crowded).withTeam('crowd', { id: 90 });
    repo.commitState('Disabling users', left.state);
    expect((await repo.apply()).code).toBe(3);
    await expectNoWrites(repo);
  });

  it('kubernetes/org#4365: a bulk removal of team members, or of team repositories, is refused as well', async () => {
    const repo = await anAppliedRepo(crowded, { policy: null });
    repo.commitState('Empty it', crowded.withTeam('crowd', { id: 90 }).state);
    expect((await repo.planned()).violations.map(({ guard }) => guard)).toEqual(['removals.teamMemberships']);
    repo.commitState('Take it all', crowded.withRepo('api', { id: 501 }).state);
    expect((await repo.planned()).violations.map(({ guard }) => guard)).toEqual(['removals.repoAccess']);
    expect((await repo.apply()).code).toBe(3);
    await expectNoWrites(repo);
  });

  it('kubernetes/test-infra#30264, #30392: `removals: none` and `--only additions` are there before the incident', async () => {
    const repo = await anAppliedRepo(acme, { policy: 'removals: none\n' });
    const swapped = bobOut.withTeam('engineering', { id: 71, members: ['bob', 'carol'] });
    repo.commitState('Bob moves', swapped.state);
    const refused = await repo.apply();
    expect(refused.code).toBe(3);
    expect(refused.out).toContain('`removals: none`');
    await expectNoWrites(repo);
    expectDone(await repo.apply({ only: 'additions' }));
    const { teams } = await repo.live();
    expect([teams['engineering']?.members['bob'], teams['payments']?.members['bob']]).toEqual(['member', 'member']);
  });

  it('kubernetes/test-infra#32015: an allowance expires, and one that reaches too far does not count', async () => {
    const allowing = (expires: string): string =>
      `removals: none\nallowances:\n  - { allow: { teamMemberships: 1 }, reason: Move, approvedBy: alice, expires: ${expires} }\n`;
    const repo = await anAppliedRepo(acme, { policy: allowing(daysFromNow(-1)) });
    repo.commitState('Bob leaves', bobOut.state);
    expect((await repo.plan()).code).toBe(3);
    repo.commit('Next year', { 'state/policy.yaml': allowing(daysFromNow(15)) });
    expect((await repo.plan()).code).not.toBe(0);
    repo.commit('This week', { 'state/policy.yaml': allowing(daysFromNow(5)) });
    expectDone(await repo.apply());
  });

  it('octodns#785, #808, #61: the refusal prints the lines that would allow it', async () => {
    const repo = await anAppliedRepo(crowded, { policy: null });
    repo.commitState('Empty it', crowded.withTeam('crowd', { id: 90 }).state);
    const { out } = await repo.apply();
    expect(out).toContain('To allow it, have these lines reviewed and merged into policy.yaml:');
    expect(out).toMatch(
      /allowances:\n +- \{ allow: \{ teamMemberships: 8 \}, reason: …, approvedBy: …, expires: \d{4}-\d\d-\d\d \}/u,
    );
  });
});

describe('when GitHub refuses or fails', () => {
  it('kubernetes/test-infra#17671, kubeflow/internal-acls#587, #747, oxidecomputer/cio#167: one 422 stops nothing else', async () => {
    const repo = await anAppliedRepo();
    await repo.control('POST', 'change', {
      addAccounts: ['dana', 'fred', 'gwen'].map((login, n) => ({ login, id: 3000 + n })),
    });
    const joined = ['dana', 'fred', 'gwen'].reduce(
      (state, login, n) => state.withMember(login, { id: 3000 + n }),
      acme,
    );
    repo.commitState('Three join', joined.state);
    const body = { message: 'The request could not be processed.', status: '422' };
    await repo.control('POST', 'faults', { match: 'POST /orgs/acme/invitations', status: 422, body });
    const run = await repo.apply();
    expect(run.code).toBe(4);
    expect(run.out).toContain('The request could not be processed.');
    expect((await repo.live()).invitations).toHaveLength(2);
    expectDone(await repo.apply());
    expect((await repo.live()).invitations).toHaveLength(3);
  });

  it('AMD aup-learning-cloud#52: a failed read is not taken for "no teams"', async () => {
    const repo = await anAppliedRepo();
    await repo.control('POST', 'faults', {
      match: 'POST /graphql',
      status: 200,
      times: 99,
      body: { data: { organization: { teams: null } } },
    });
    await expect(repo.apply({ full: true })).rejects.toThrow(/not whole/u);
    await expectNoWrites(repo);
  });

  it('otterdog#249: a secondary limit is waited for as `retry-after` says', async () => {
    const repo = await anAppliedRepo();
    repo.commitState('Bob leaves', bobOut.state);
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    await repo.control('POST', 'faults', {
      match: 'DELETE /orgs/acme',
      status: 403,
      times: 2,
      headers: { 'retry-after': '1' },
      body: { message },
    });
    const run = await repo.apply();
    expectDone(run);
    expect(run.log).toContain('GitHub holds requests up (a secondary rate limit)');
    await expectConverged(repo);
  });
});

it("github/safe-settings#339: settings of a pull request's branch are never applied", async () => {
  const repo = await anAppliedRepo();
  repo.git('switch', '--quiet', '--create', 'evil');
  repo.commitState('Give me all', acme.withOwner('bob', { id: 1002 }).state);
  const run = await repo.apply();
  expect(run.code).toBe(0);
  expect(run.out).toContain('dry run');
  expect(changesOf(await repo.planned())).toEqual(['change-member-role bob member→owner']);
  await expectNoWrites(repo);
  expect((await repo.live()).members['bob']?.role).toBe('member');
});

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

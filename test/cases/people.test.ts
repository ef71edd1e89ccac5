import { describe, expect, it } from 'vitest';
import { statusCommand } from '../../src/commands/status.ts';
import {
  acme,
  anAppliedRepo,
  changesOf,
  expectConverged,
  expectDone,
  expectNoWrites,
  headOf,
  policyWith,
} from '../support/applied-repo.ts';
import type { StateRepoFixture } from '../support/state-repo.ts';

const withDana = acme.withMember('dana', { id: 1004 });

async function danaInvited(): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo();
  await repo.control('POST', 'change', { addAccounts: [{ login: 'dana', id: 1004 }] });
  repo.commitState('Dana joins', withDana.state);
  expectDone(await repo.apply());
  return repo;
}

interface Told {
  readonly login: string;
  readonly standing: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly reason: string;
}

async function standingsIn(repo: StateRepoFixture): Promise<readonly Told[]> {
  const context = repo.context({ format: 'json' });
  expect(await statusCommand(context, {})).toBe(0);
  return (JSON.parse(context.printed.out) as { people: readonly Told[] }).people;
}

/** What went wrong for users of other tools, each under the number of its public thread. */
describe('invitations', () => {
  it('kubernetes/test-infra#20872, #21140: an expired one is cleared and sent again, and no member until then', async () => {
    const repo = await danaInvited();
    await repo.control('POST', 'clock', { advance: '8d' });
    expect(changesOf(await repo.planned({ full: true }))).toEqual([
      'clear-failed-invitation dana',
      'invite-member dana member',
    ]);
    expectDone(await repo.apply({ full: true }));
    expect((await repo.live()).invitations).toMatchObject([{ login: 'dana' }]);
  });

  it('kubernetes/test-infra#9483: that of someone no longer desired is cancelled', async () => {
    const repo = await danaInvited();
    repo.commitState('Dana does not come', acme.state);
    expectDone(await repo.apply());
    expect((await repo.live()).invitations).toEqual([]);
  });

  it('integrations/terraform-provider-github#1518, #3645: an expired one is never taken for an open one', async () => {
    const repo = await danaInvited();
    await repo.control('POST', 'clock', { advance: '8d' });
    const { changes } = await repo.planned({ full: true });
    expect(changes.map(({ reason }) => reason)).toContain('the last invitation of dana failed (expired)');
  });

  it('open-feature/community#429, ros2-gbp#61: one is not sent again while it is open', async () => {
    const repo = await danaInvited();
    await repo.control('DELETE', 'requests');
    for (const full of [{ full: true as const }, {}]) expectDone(await repo.apply(full));
    expect((await repo.requests()).writes).toBe(0);
  });

  it('rust-lang/sync-team#42: one that nobody accepts is named by status, with its age and what to do', async () => {
    const repo = await danaInvited();
    const open = await standingsIn(repo);
    expect(open).toMatchObject([{ login: 'dana', standing: 'invited' }]);
    expect(Date.parse(open[0]?.until ?? '') - Date.parse(open[0]?.since ?? '')).toBe(7 * 86_400_000);
    await repo.control('POST', 'clock', { advance: '8d' });
    const [late] = await standingsIn(repo);
    expect(late).toMatchObject({ login: 'dana', standing: 'expired' });
    expect(late?.reason).toContain('whole run');
  });

  it('libp2p/github-mgmt#145: one that expired never edits the state', async () => {
    const repo = await danaInvited();
    await repo.control('POST', 'clock', { advance: '8d' });
    const before = headOf(repo);
    expectDone(await repo.apply({ full: true }));
    expect([repo.git('status', '--porcelain'), headOf(repo)]).toEqual(['', before]);
    expect(repo.git('ls-remote', 'origin', 'refs/heads/main')).toContain(before);
  });
});

describe('accounts', () => {
  it('kubernetes/org#2746: a renamed one is resolved by its id', async () => {
    const repo = await anAppliedRepo();
    await repo.control('POST', 'change', { rename: { login: 'carol', to: 'caroline' } });
    const { changes, findings } = await repo.planned({ full: true });
    expect(changes).toEqual([]);
    expect(findings).toMatchObject([{ finding: 'renamed', login: 'caroline' }]);
  });

  it('kubernetes/org#2140: a deleted one is a finding, never a removal', async () => {
    const repo = await anAppliedRepo();
    repo.commitState('Nobody has this login', withDana.withMember('ghost-of-nobody').state);
    const { changes, findings } = await repo.planned();
    expect(changes.filter(({ kind }) => kind.startsWith('remove'))).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({ finding: 'no-such-account', login: 'ghost-of-nobody', unfinished: true }),
    );
  });

  it('kubernetes/org#4019: one that is an organisation is a finding, and nobody else waits for it', async () => {
    const repo = await anAppliedRepo();
    await repo.control('POST', 'change', { addAccounts: [{ login: 'dana', id: 1004 }] });
    repo.commitState('Two join', withDana.withMember('acme').state);
    const run = await repo.apply();
    expect(run.code).toBe(4);
    expect(run.out).toContain('acme is an organisation; only people can be members.');
    expect((await repo.live()).invitations).toMatchObject([{ login: 'dana' }]);
  });

  it('integrations/terraform-provider-github#298: a login claimed by a stranger is never invited', async () => {
    const repo = await anAppliedRepo(undefined, { policy: policyWith('departed: invite') });
    await repo.control('POST', 'change', { rename: { login: 'carol', to: 'caroline' } });
    await repo.control('POST', 'change', { removeMember: { login: 'caroline' } });
    await repo.control('POST', 'change', { addAccounts: [{ login: 'carol', id: 6666 }] });
    await repo.apply({ full: true });
    const { members, invitations } = await repo.live();
    expect([members['carol'], invitations.filter(({ login }) => login === 'carol')]).toEqual([undefined, []]);
  });

  it('github/roadmap#521: who left by themselves is reported, not invited for ever', async () => {
    const repo = await anAppliedRepo();
    await repo.control('POST', 'change', { removeMember: { login: 'bob' } });
    const { changes, findings } = await repo.planned({ full: true });
    expect(changes).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ finding: 'departed', login: 'bob' }));
  });
});

describe('spelling', () => {
  it('integrations/terraform-provider-github#196, #1968, #3533, sheriff#43: case of logins is no difference', async () => {
    const repo = await anAppliedRepo();
    const shouted = acme
      .withoutUser('bob')
      .withMember('BOB', { id: 1002 })
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['ALICE'], members: ['Bob'] })
      .withRepo('api', { id: 501, teams: { payments: 'write', engineering: 'read' }, collaborators: { OLGA: 'read' } });
    repo.commitState('Shout', shouted.state);
    expect(changesOf(await repo.planned())).toEqual([]);
    expectDone(await repo.apply());
    await expectNoWrites(repo);
    await expectConverged(repo);
  });

  it('integrations/terraform-provider-github#85, #1046: an owner listed as member of a team is no difference', async () => {
    const repo = await anAppliedRepo();
    const listed = acme.withTeam('engineering', { id: 71, members: ['carol', 'zoe'] }).withRepo('api', {
      id: 501,
      teams: { payments: 'write', engineering: 'read' },
      collaborators: { olga: 'read', zoe: 'write' },
    });
    repo.commitState('Owners listed', listed.state);
    expectDone(await repo.apply());
    await expectConverged(repo);
    expect((await repo.live()).teams['engineering']?.members).toEqual({ carol: 'member', zoe: 'maintainer' });
  });

  it('kubernetes/test-infra#21434: a team that lists who is not in the organisation is an error before any write', async () => {
    const repo = await anAppliedRepo();
    repo.commitState('Bob leaves, and one line stays', acme.withoutUser('bob').state);
    const run = await repo.apply();
    expect(run.code).toBe(1);
    expect(run.out).toMatch(/state\/teams\/payments\.yaml:\d+:\d+: .*bob/u);
    await expectNoWrites(repo);
  });
});

import { describe, expect, it } from 'vitest';
import { acme, anAppliedRepo, changesOf, expectConverged, expectNoWrites, expectDone } from './support/applied-repo.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const withDana = acme.withMember('dana', { id: 1004 }).withTeam('engineering', { id: 71, members: ['carol', 'dana'] });

/** Dana stands in the state, and her invitation is open. */
async function danaInvited(): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo();
  await repo.control('POST', 'change', { addAccounts: [{ login: 'dana', id: 1004 }] });
  repo.commitState('Dana joins', withDana.state);
  expectDone(await repo.apply());
  expect((await repo.live()).invitations).toMatchObject([{ login: 'dana', role: 'member', teams: ['engineering'] }]);
  await repo.control('DELETE', 'requests');
  return repo;
}

describe('an invitation', () => {
  it('counts as present while it is open, and as a member once it is accepted', async () => {
    const repo = await danaInvited();
    expectDone(await repo.apply({ full: true }));
    await expectNoWrites(repo);
    await repo.control('POST', 'accept', { login: 'dana' });
    await expectConverged(repo);
    expect((await repo.live()).teams['engineering']?.members).toEqual({ carol: 'member', dana: 'member' });
  });

  it('that expired after 7 days is cleared and sent again', async () => {
    const repo = await danaInvited();
    await repo.control('POST', 'clock', { advance: '6d' });
    await expectConverged(repo);
    await repo.control('POST', 'clock', { advance: '2d' });
    expect(changesOf(await repo.planned({ full: true }))).toEqual([
      'clear-failed-invitation dana',
      'invite-member dana member engineering',
    ]);
    expectDone(await repo.apply({ full: true }));
    const { invitations, failedInvitations } = await repo.live();
    expect(invitations).toMatchObject([{ login: 'dana', teams: ['engineering'] }]);
    expect(failedInvitations).toEqual([]);
    await expectConverged(repo);
  });

  it('of somebody who leaves the state is cancelled', async () => {
    const repo = await danaInvited();
    repo.commitState('Dana does not come', acme.state);
    expect(changesOf(await repo.planned())).toEqual(['cancel-invitation dana']);
    expectDone(await repo.apply());
    expect((await repo.live()).invitations).toEqual([]);
    expect((await repo.requests()).writes).toBe(1);
    await expectConverged(repo);
  });

  it('of somebody who is suspended is cancelled, as accepting would give access', async () => {
    const repo = await danaInvited();
    repo.commitState('Wait', withDana.withMember('dana', { id: 1004, suspended: '2026-11-20' }).state);
    expect(changesOf(await repo.planned())).toEqual(['cancel-invitation dana']);
    expectDone(await repo.apply());
    await expectConverged(repo);
  });

  it('of a role that changes is cancelled and sent again', async () => {
    const repo = await danaInvited();
    repo.commitState('Dana is to be an owner', withDana.withOwner('dana', { id: 1004 }).state);
    expectDone(await repo.apply());
    expect((await repo.live()).invitations).toMatchObject([{ login: 'dana', role: 'owner' }]);
    await expectConverged(repo);
  });
});

import { describe, expect, it } from 'vitest';
import {
  acme,
  anAppliedRepo,
  changesOf,
  expectConverged,
  expectNoWrites,
  policyWith,
  revertHead,
  expectDone,
} from './support/applied-repo.ts';

describe('deleting a team', () => {
  const withoutPayments = {
    'state/teams/payments.yaml': null,
    'state/repos/api.yaml': 'id: 501\nteams:\n  engineering: read\ncollaborators:\n  olga: read\n',
  };

  it('in which somebody unmanaged stands is refused, and names them', async () => {
    const repo = await anAppliedRepo(acme);
    await repo.control('POST', 'change', { addTeamMember: { team: 'payments', login: 'carol' } });
    repo.commit('Delete', withoutPayments);
    const run = await repo.apply();
    expect(run.code).toBe(3);
    expect(run.out).toContain('unmanaged-in-team');
    expect(run.out).toContain('carol (member)');
    expect(run.out).toContain('unmanaged: remove');
    await expectNoWrites(repo);
  });

  it('is done with `unmanaged: remove`', async () => {
    const repo = await anAppliedRepo(acme);
    await repo.control('POST', 'change', { addTeamMember: { team: 'payments', login: 'carol' } });
    repo.commit('Delete', { ...withoutPayments, 'state/policy.yaml': policyWith('unmanaged: remove') });
    expectDone(await repo.apply());
    expect(Object.keys((await repo.live()).teams)).toEqual(['engineering']);
    await expectConverged(repo);
  });

  it('with an unmanaged grant, or an unmanaged team below, is refused as well', async () => {
    const repo = await anAppliedRepo(acme.withRepo('web', { id: 502 }));
    await repo.as('alice', 'PUT', '/orgs/acme/teams/payments/repos/acme/web', { permission: 'push' });
    await repo.as('alice', 'POST', '/orgs/acme/teams', { name: 'by-hand', parent_team_id: 77 });
    await repo.control('DELETE', 'requests');
    repo.commit('Delete', withoutPayments);
    const run = await repo.apply();
    expect(run.code).toBe(3);
    expect(run.out).toContain('write on web');
    expect(run.out).toContain('the team by-hand');
    await expectNoWrites(repo);
  });

  it('with `unmanaged: remove` takes an unmanaged team below out from under it first', async () => {
    const repo = await anAppliedRepo();
    await repo.as('alice', 'POST', '/orgs/acme/teams', { name: 'by-hand', parent_team_id: 77 });
    repo.commit('Delete', { ...withoutPayments, 'state/policy.yaml': policyWith('unmanaged: remove') });
    expect(changesOf(await repo.planned())[0]).toBe('update-team by-hand {"parent":"payments"}→{"parent":null}');
    expectDone(await repo.apply());
    const { teams } = await repo.live();
    expect(Object.keys(teams)).toEqual(['by-hand', 'engineering']);
    expect(teams['by-hand']?.parent).toBeNull();
  });

  it('with its children: the deepest first, one request each', async () => {
    const repo = await anAppliedRepo(acme.withTeam('cards', { id: 78, parent: 'payments', members: ['carol'] }));
    repo.commit('Delete both', { ...withoutPayments, 'state/teams/cards.yaml': null });
    expect(changesOf(await repo.planned()).map((line) => line.split(' ', 2)[1])).toEqual(['cards', 'payments']);
    const run = await repo.apply();
    expect(run.code).toBe(0);
    expect(Object.keys((await repo.live()).teams)).toEqual(['engineering']);
    expect((await repo.requests()).writes).toBe(2);
  });

  it('and making it anew brings back who was in it', async () => {
    const repo = await anAppliedRepo(acme.withTeam('cards', { parent: 'payments', members: ['carol'] }));
    repo.commit('Delete', { 'state/teams/cards.yaml': null });
    expectDone(await repo.apply());
    revertHead(repo);
    expectDone(await repo.apply());
    expect((await repo.live()).teams['cards']).toMatchObject({ parent: 'payments', members: { carol: 'member' } });
    await expectConverged(repo);
  });
});

it('swaps parent and child', async () => {
  const repo = await anAppliedRepo(acme);
  const swapped = acme
    .withTeam('payments', { id: 77, maintainers: ['alice'], members: ['bob'] })
    .withTeam('engineering', { id: 71, parent: 'payments', members: ['carol'] });
  repo.commitState('Swap', swapped.state);
  expectDone(await repo.apply());
  const { teams } = await repo.live();
  expect([teams['payments']?.parent, teams['engineering']?.parent]).toEqual([null, 'payments']);
  await expectConverged(repo);
});

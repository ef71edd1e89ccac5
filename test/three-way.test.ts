import { describe, expect, it, onTestFinished } from 'vitest';
import {
  acme,
  anAppliedRepo,
  appliedOn,
  changesOf,
  expectConverged,
  expectNoWrites,
  headOf,
  expectDone,
} from './support/applied-repo.ts';
import { aStateRepo } from './support/state-repo.ts';

describe('what goes from the state', () => {
  it('takes what a whole key listed, where the key goes', async () => {
    const repo = await anAppliedRepo(acme);
    repo.commit('No collaborators', {
      'state/repos/api.yaml': 'id: 501\nteams:\n  engineering: read\n  payments: write\n',
    });
    const planned = await repo.planned();
    expect(changesOf(planned)).toEqual(['revoke-user-access api olga read→null']);
    expect(planned.changes[0]).toMatchObject({
      attribution: { commit: headOf(repo), file: 'state/repos/api.yaml' },
    });
    expectDone(await repo.apply());
    expect((await repo.requests()).writes).toBe(1);
    expect((await repo.live()).repos['api']?.collaborators).toEqual({});
    await expectConverged(repo);
  });

  it('leaves alone what somebody added by hand beside a key that goes', async () => {
    const repo = await anAppliedRepo(acme);
    await repo.control('POST', 'change', { addTeamMember: { team: 'engineering', login: 'bob' } });
    repo.commit('No members', { 'state/teams/engineering.yaml': 'id: 71\n' });
    expect(changesOf(await repo.planned())).toEqual(['remove-team-member engineering carol member→null']);
    expectDone(await repo.apply());
    expect((await repo.live()).teams['engineering']?.members).toEqual({ bob: 'member' });
  });

  it('takes what a file listed, where the file goes, and deletes its team', async () => {
    const repo = await anAppliedRepo(acme);
    repo.commit('No payments', {
      'state/teams/payments.yaml': null,
      'state/repos/api.yaml': 'id: 501\nteams:\n  engineering: read\ncollaborators:\n  olga: read\n',
    });
    expect(changesOf(await repo.planned()).map((line) => line.split(' ', 2).join(' '))).toEqual([
      'delete-team payments',
    ]);
    expectDone(await repo.apply());
    expect(Object.keys((await repo.live()).teams)).toEqual(['engineering']);
    await expectConverged(repo);
  });

  it('lets go of a file with `managed: false`, and deleting that file later removes nothing', async () => {
    const repo = await anAppliedRepo(acme);
    const before = await repo.live();
    repo.commit('Let go', {
      'state/teams/payments.yaml': 'id: 77\nmanaged: false\n',
      'state/repos/api.yaml': 'id: 501\nmanaged: false\n',
    });
    expectDone(await repo.apply());
    repo.commit('Delete both', { 'state/teams/payments.yaml': null, 'state/repos/api.yaml': null });
    expect(changesOf(await repo.planned())).toEqual([]);
    expectDone(await repo.apply());
    expectDone(await repo.apply({ full: true }));
    await expectNoWrites(repo);
    expect(await repo.live()).toEqual(before);
  });

  it('removes nothing where the same merge lets go of a file and deletes it', async () => {
    const repo = await anAppliedRepo(acme);
    repo.commit('Let go', {
      'state/teams/payments.yaml': 'id: 77\nmanaged: false\n',
      'state/repos/api.yaml': 'id: 501\nteams:\n  engineering: read\ncollaborators:\n  olga: read\n',
    });
    repo.commit('Delete', { 'state/teams/payments.yaml': null });
    expectDone(await repo.apply());
    expect(Object.keys((await repo.live()).teams)).toEqual(['engineering', 'payments']);
  });
});

describe('a first run without `applied`', () => {
  it('removes nothing that the state lacks, says so, and moves the ref', async () => {
    const live = acme.withMember('extra', { id: 1030 });
    const lean = acme.withTeam('engineering', { id: 71 });
    const repo = await aStateRepo(lean.state, { live: live.state });
    onTestFinished(() => repo.close());
    const planned = await repo.planned();
    expect(planned).toMatchObject({ base: null, changes: [] });
    expect(planned.findings).toContainEqual(expect.objectContaining({ finding: 'first-run' }));
    expect(planned.unmanaged).toEqual([
      { kind: 'member', login: 'extra', role: 'member', pending: false },
      { kind: 'team-member', team: 'engineering', login: 'carol', role: 'member' },
    ]);
    expectDone(await repo.apply());
    await expectNoWrites(repo);
    expect(appliedOn(repo)).toBe(headOf(repo));
  });
});

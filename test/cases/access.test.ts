import { describe, expect, it, onTestFinished } from 'vitest';
import { anOrganization } from '../support/organization-builder.ts';
import {
  acme,
  anAppliedRepo,
  changesOf,
  expectConverged,
  expectDone,
  expectNoWrites,
  policyWith,
} from '../support/applied-repo.ts';
import { aStateRepo } from '../support/state-repo.ts';

/** What went wrong for users of other tools, each under the number of its public thread. */
describe('teams', () => {
  it('integrations/terraform-provider-github#2004, #3497: members of child teams are not members of the parent', async () => {
    const repo = await anAppliedRepo();
    const { teams } = await repo.live();
    expect(teams['payments']?.parent).toBe('engineering');
    repo.commit('Only who is listed', { 'state/policy.yaml': policyWith('unmanaged: remove') });
    expect(changesOf(await repo.planned())).toEqual([]);
  });

  it('octokit/octokit.net#2646: deleting a parent deletes no child that stays', async () => {
    const repo = await anAppliedRepo();
    const orphaned = acme
      .withoutTeam('engineering')
      .withTeam('payments', { id: 77, maintainers: ['alice'], members: ['bob'] })
      .withRepo('api', { id: 501, teams: { payments: 'write' }, collaborators: { olga: 'read' } });
    repo.commitState('No engineering', orphaned.state);
    expectDone(await repo.apply());
    expect((await repo.live()).teams).toMatchObject({ payments: { parent: null, members: { bob: 'member' } } });
  });

  it('octokit/octokit.net#2646: what goes with a parent counts before anything is written', async () => {
    let start = acme;
    for (let n = 0; n < 3; n++) start = start.withTeam(`squad-${n}`, { parent: 'payments', members: ['carol'] });
    const repo = await anAppliedRepo(start, { policy: 'owners: { minimum: 2 }\n' });
    const without = acme
      .withoutTeam('payments')
      .withRepo('api', { id: 501, teams: { engineering: 'read' }, collaborators: { olga: 'read' } });
    repo.commitState('No payments', without.state);
    const { violations, summary } = await repo.planned();
    expect(summary.removals).toMatchObject({ teams: 4, teamMemberships: 5, repoAccess: 1 });
    expect(violations.map(({ guard }) => guard)).toContain('removals.teams');
    expect((await repo.apply()).code).toBe(3);
    await expectNoWrites(repo);
  });

  it('mineirosio/terraform-github-team#31: a role in a team changes in place, nobody is taken out for it', async () => {
    const repo = await anAppliedRepo();
    const maintained = acme.withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice', 'bob'] });
    repo.commitState('Bob maintains', maintained.state);
    expectDone(await repo.apply());
    const { entries } = await repo.requests();
    const written = entries.filter(({ method, path }) => path !== '/graphql' && method !== 'GET');
    expect(written).toMatchObject([{ method: 'PUT', path: expect.stringContaining('/memberships/bob') as unknown }]);
  });

  it('github/safe-settings#350, #276, #310: an absent key and an empty list leave what was never listed', async () => {
    const start = acme.withTeam('engineering', { id: 71 });
    const repo = await anAppliedRepo(start, { live: acme.state });
    for (const text of ['id: 71\n', 'id: 71\nmembers: []\n']) {
      repo.commit('Nobody listed', { 'state/teams/engineering.yaml': text });
      expect(changesOf(await repo.planned({ full: true }))).toEqual([]);
    }
    repo.commit('None, then', { 'state/policy.yaml': policyWith('unmanaged: remove') });
    expect(changesOf(await repo.planned())).toEqual(['remove-team-member engineering carol member→null']);
  });
});

describe('what is done', () => {
  it('integrations/terraform-provider-github#2051, moj github-collaborators#106: converges in one run', async () => {
    const repo = await anAppliedRepo();
    const edited = acme
      .withOutside('bob', { id: 1002 })
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] })
      .withRepo('api', {
        id: 501,
        teams: { payments: 'write', engineering: 'read' },
        collaborators: { bob: 'read', olga: 'write' },
      });
    repo.commitState('Bob goes outside', edited.state);
    expectDone(await repo.apply());
    await expectConverged(repo);
    await repo.control('DELETE', 'requests');
    expectDone(await repo.apply({ full: true }));
    expect((await repo.requests()).writes).toBe(0);
  });

  it('integrations/terraform-provider-github#1153, #567: a merge that touches one person and two teams reads no more', async () => {
    let start = acme;
    for (let n = 0; n < 150; n++) {
      start = start.withMember(`user${n}`, { id: 2000 + n }).withRepo(`repo${n}`, { teams: { engineering: 'read' } });
    }
    const repo = await anAppliedRepo(start);
    const moved = start
      .withTeam('engineering', { id: 71, members: ['carol', 'bob'] })
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });
    repo.commitState('Bob moves', moved.state);
    expect((await repo.plan()).code).toBe(0);
    expect((await repo.requests()).total).toBeLessThanOrEqual(8);
  });
});

describe('sheriff, goliac, github/safe-settings: every list is read to its end,', () => {
  it.each([101, 1001])('%i of each', async (count) => {
    const logins = Array.from({ length: count }, (_, n) => `user${n}`);
    let live = anOrganization().withOwner('alice', { id: 1001 }).withTeam('everyone', { id: 71, members: logins });
    logins.forEach((login, n) => {
      live = live
        .withMember(login, { id: 20_000 + n })
        .withTeam(`team${n}`, { id: 30_000 + n })
        .withRepo(`repo${n}`, { id: 50_000 + n, teams: { everyone: 'read' } });
    });
    const crowd = Object.fromEntries(logins.map((login) => [login, 'read']));
    live = live.withRepo('crowded', { id: 40_000, collaborators: crowd });
    const lean = anOrganization()
      .withOwner('alice', { id: 1001 })
      .withTeam('everyone', { id: 71 })
      .withRepo('crowded', { id: 40_000 });
    const repo = await aStateRepo(lean.state, { live: live.state });
    onTestFinished(() => repo.close());
    const counts = new Map<unknown, number>();
    for (const { kind } of (await repo.planned({ full: true })).unmanaged) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      member: count,
      team: count,
      'team-member': count,
      'team-access': count,
      'user-access': count,
    });
  });
});

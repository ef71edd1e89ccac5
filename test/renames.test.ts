import { describe, expect, it } from 'vitest';
import { acme, anAppliedRepo, changesOf, expectConverged, expectDone } from './support/applied-repo.ts';

describe('a rename', () => {
  const grants = { engineering: 'read' };
  const collaborators = { olga: 'read' };
  const billing = { parent: 'engineering', maintainers: ['alice'], members: ['bob'] };

  it.each([
    ['its id', { id: 77 }],
    ['its old slug', { previously: ['payments'] }],
  ])('of a team by %s is one request, and nobody leaves it', async (_, named) => {
    const start = 'id' in named ? acme : acme.withTeam('payments', billing);
    const repo = await anAppliedRepo(start);
    const renamed = start
      .withoutTeam('payments')
      .withTeam('billing', { ...named, ...billing })
      .withRepo('api', { id: 501, teams: { ...grants, billing: 'write' }, collaborators });
    repo.commitState('Rename', renamed.state);
    expect(changesOf(await repo.planned())).toEqual(['update-team billing {"name":"payments"}→{"name":"billing"}']);
    expectDone(await repo.apply());
    const { teams } = await repo.live();
    expect(Object.keys(teams)).toEqual(['billing', 'engineering']);
    expect(teams['billing']).toMatchObject({
      members: { alice: 'maintainer', bob: 'member' },
      repos: { api: 'write' },
    });
    expect((await repo.requests()).writes).toBe(1);
    await expectConverged(repo);
  });

  it.each([
    ['its id', { id: 501 }],
    ['its old name', { previously: ['api'] }],
  ])('of a repository on GitHub, then of its file by %s, changes nothing', async (_, named) => {
    const start =
      'id' in named ? acme : acme.withRepo('api', { teams: { ...grants, payments: 'write' }, collaborators });
    const repo = await anAppliedRepo(start);
    await repo.as('alice', 'PATCH', '/repos/acme/api', { name: 'gateway' });
    await repo.control('DELETE', 'requests');
    const unmoved = await repo.planned({ full: true });
    expect(changesOf(unmoved)).toEqual([]);
    const renamed = start
      .withoutRepo('api')
      .withRepo('gateway', { ...named, teams: { ...grants, payments: 'admin' }, collaborators });
    repo.commitState('Rename', renamed.state);
    expect(changesOf(await repo.planned())).toEqual(['change-team-access gateway payments write→admin']);
    expectDone(await repo.apply());
    expect((await repo.requests()).writes).toBe(1);
    await expectConverged(repo);
  });
});

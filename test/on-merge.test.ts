import { describe, expect, it } from 'vitest';
import { acme, anAppliedRepo, changesOf, expectDone } from './support/applied-repo.ts';

describe('a run on merge forgets nothing', () => {
  const payments = { parent: 'engineering', maintainers: ['alice'] };

  it.each([
    ['found by id', { id: 77 }],
    ['found by its display name', { name: 'Payments' }],
  ])('of a team that is called differently on GitHub: %s', async (_, named) => {
    const start = acme.withTeam('payments', { ...payments, ...named, members: ['bob'] });
    const repo = await anAppliedRepo(start);
    if ('id' in named) await repo.as('alice', 'PATCH', '/orgs/acme/teams/payments', { name: 'cards' });
    else {
      const renamed = start.withoutTeam('payments').withTeam('money', { ...payments, ...named, members: ['bob'] });
      const api = { teams: { money: 'write', engineering: 'read' }, collaborators: { olga: 'read' } };
      repo.commitState('The file by another name', renamed.withRepo('api', { id: 501, ...api }).state);
      expectDone(await repo.apply());
    }
    const slug = 'id' in named ? 'payments' : 'money';
    repo.commit('Bob leaves the team', {
      [`state/teams/${slug}.yaml`]: repo
        .read(`state/teams/${slug}.yaml`)
        .replace(/members:\n {2}- bob\n/, 'members: []\n'),
    });
    expect(changesOf(await repo.planned())).toContain(`remove-team-member ${slug} bob member→null`);
    expectDone(await repo.apply());
    const { teams } = await repo.live();
    expect(Object.values(teams).filter(({ members }) => 'bob' in members)).toEqual([]);
  });

  it('of an outside collaborator who has access only where no line says so', async () => {
    const repo = await anAppliedRepo(acme.withRepo('web', { id: 502 }));
    await repo.control('POST', 'change', { setCollaborator: { repo: 'web', login: 'olga', permission: 'write' } });
    await repo.control('POST', 'change', { setCollaborator: { repo: 'api', login: 'olga', permission: null } });
    const api = { id: 501, teams: { payments: 'write', engineering: 'read' } };
    repo.commitState('Olga leaves', acme.withRepo('web', { id: 502 }).withoutUser('olga').withRepo('api', api).state);
    expect(changesOf(await repo.planned())).toEqual(['remove-outside-collaborator olga']);
    expectDone(await repo.apply());
    expect((await repo.live()).repos['web']?.collaborators).toEqual({});
  });

  it('of an outside collaborator who is called differently on GitHub', async () => {
    const repo = await anAppliedRepo();
    await repo.control('POST', 'change', { rename: { login: 'olga', to: 'olga-new' } });
    const api = { id: 501, teams: { payments: 'write', engineering: 'read' } };
    repo.commitState('Olga leaves', acme.withoutUser('olga').withRepo('api', api).state);
    expect(changesOf(await repo.planned())).toEqual(['remove-outside-collaborator olga-new']);
    expectDone(await repo.apply());
    expect((await repo.live()).repos['api']?.collaborators).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import { acme, anAppliedRepo, changesOf, expectConverged, expectDone, policyWith } from './support/applied-repo.ts';

describe('a name that means somebody or something else by now', () => {
  it('is not looked up: who is removed is the stranger by that login, never the person who had it', async () => {
    const repo = await anAppliedRepo();
    for (const change of [
      { rename: { login: 'bob', to: 'bobby' } },
      { addAccounts: [{ login: 'bob', id: 6666 }] },
      { addMember: { login: 'bob' } },
    ])
      await repo.control('POST', 'change', change);
    repo.commit('Remove the unmanaged', { 'state/policy.yaml': policyWith('unmanaged: remove') });
    expect(changesOf(await repo.planned())).toEqual(['remove-member bob']);
    expectDone(await repo.apply());
    const { members } = await repo.live();
    expect([members['bobby']?.id, members['bob']]).toEqual([1002, undefined]);
  });

  it('is the deleted team and not the one that takes its name', async () => {
    const start = acme.withTeam('old', { id: 91 }).withTeam('cards', { id: 92, members: ['carol'] });
    const repo = await anAppliedRepo(start);
    const next = start.withoutTeam('cards').withTeam('old', { id: 92, members: ['carol'] });
    repo.commitState('Cards are called old from now on', next.state);
    const { code } = await repo.apply();
    const { teams } = await repo.live();
    expect(Object.values(teams).filter(({ members }) => 'carol' in members)).toHaveLength(2);
    expect([0, 4]).toContain(code);
    expectDone(await repo.apply());
    expect((await repo.live()).teams['old']?.members).toEqual({ carol: 'member' });
    await expectConverged(repo);
  });
});

import { describe, expect, it } from 'vitest';
import { acme, anAppliedRepo, changesOf, expectConverged, expectDone, expectNoWrites } from './support/applied-repo.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

/** Bob, id 1002, is called bobby now, and a stranger who took the login bob is in the organisation by hand. */
async function strangerNamedBob(): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo();
  const changes = [
    { rename: { login: 'bob', to: 'bobby' } },
    { addAccounts: [{ login: 'bob', id: 6666 }] },
    { addMember: { login: 'bob' } },
    { addTeamMember: { team: 'engineering', login: 'bob' } },
  ];
  for (const change of changes) await repo.control('POST', 'change', change);
  return repo;
}

describe('an old login that a stranger in the organisation has', () => {
  it('is the stranger for nobody: unmanaged, and nothing changes', async () => {
    const repo = await strangerNamedBob();
    const { changes, unmanaged, findings } = await repo.planned({ full: true });
    expect(changes).toEqual([]);
    expect(unmanaged).toEqual([
      { kind: 'member', login: 'bob', role: 'member', pending: false },
      { kind: 'team-member', team: 'engineering', login: 'bob', role: 'member' },
    ]);
    expect(findings).toContainEqual(expect.objectContaining({ finding: 'renamed', login: 'bobby' }));
    expectDone(await repo.apply({ full: true }));
    await expectNoWrites(repo);
  });

  it.each([
    ['a run on merge', {}],
    ['a whole run', { full: true as const }],
  ])('is not who leaves when the person does: %s', async (_, options) => {
    const repo = await strangerNamedBob();
    const without = acme
      .withoutUser('bob')
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });
    repo.commitState('Bob leaves', without.state);
    expect(changesOf(await repo.planned(options))).toEqual(['remove-member bobby']);
    expectDone(await repo.apply(options));
    const { members } = await repo.live();
    expect([members['bobby'], members['bob']?.id]).toEqual([undefined, 6666]);
    await expectConverged(repo);
  });

  it.each([
    ['a run on merge', {}],
    ['a whole run', { full: true as const }],
  ])('is not who is suspended, or put into a team: %s', async (_, options) => {
    const repo = await strangerNamedBob();
    const inTeam = acme.withTeam('engineering', { id: 71, members: ['carol', 'bob'] });
    repo.commitState('Bob joins a team', inTeam.state);
    expect(changesOf(await repo.planned(options))).toEqual(['add-team-member engineering bobby null→member']);
    expectDone(await repo.apply(options));
    repo.commitState('Suspend bob', inTeam.withMember('bob', { id: 1002, suspended: '2026-11-20' }).state);
    expect(changesOf(await repo.planned(options))).toEqual([
      'remove-team-member engineering bobby member→null',
      'remove-team-member payments bobby member→null',
    ]);
    expectDone(await repo.apply(options));
    expect((await repo.live()).teams['engineering']?.members).toEqual({ carol: 'member', bob: 'member' });
  });
});

import { describe, expect, it } from 'vitest';
import {
  acme,
  anAppliedRepo,
  changesOf,
  expectConverged,
  headOf,
  appliedOn,
  expectDone,
} from './support/applied-repo.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const start = acme.withTeam('engineering', { id: 71, members: ['bob', 'carol'] }).withRepo('api', {
  id: 501,
  teams: { engineering: 'read', payments: 'write' },
  collaborators: { bob: 'admin', olga: 'read' },
});

async function bobSuspended(): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo(start);
  repo.commitState('Suspend bob', start.withMember('bob', { id: 1002, suspended: '2026-11-20' }).state);
  expectDone(await repo.apply());
  return repo;
}

describe('somebody suspended by the key', () => {
  it('keeps the seat, and loses teams and direct access', async () => {
    const repo = await bobSuspended();
    const { members, teams, repos } = await repo.live();
    expect(members['bob']).toEqual({ id: 1002, role: 'member' });
    expect(teams['engineering']?.members).toEqual({ carol: 'member' });
    expect(teams['payments']?.members).toEqual({ alice: 'maintainer' });
    expect(repos['api']?.collaborators).toEqual({ olga: 'read' });
    expect((await repo.requests()).writes).toBe(3);
    await expectConverged(repo);
  });

  it('has it all back at once when it is lifted, with no invitation', async () => {
    const repo = await bobSuspended();
    await repo.control('DELETE', 'requests');
    repo.commitState('Lift it', start.state);
    expect(changesOf(await repo.planned())).toEqual([
      'add-team-member engineering bob null→member',
      'add-team-member payments bob null→member',
      'grant-user-access api bob null→admin',
    ]);
    expectDone(await repo.apply());
    const { teams, repos, invitations } = await repo.live();
    expect(teams['payments']?.members).toMatchObject({ bob: 'member' });
    expect(repos['api']?.collaborators).toMatchObject({ bob: 'admin' });
    expect(invitations).toEqual([]);
    await expectConverged(repo);
  });

  it('is stripped again after somebody added them to a team by hand, listed there or not', async () => {
    const repo = await bobSuspended();
    await repo.control('POST', 'change', { addTeamMember: { team: 'engineering', login: 'bob' } });
    await repo.as('alice', 'POST', '/orgs/acme/teams', { name: 'backdoor' });
    await repo.control('POST', 'change', { addTeamMember: { team: 'backdoor', login: 'bob' } });
    const planned = await repo.planned({ full: true });
    expect(changesOf(planned)).toEqual([
      'remove-team-member backdoor bob member→null',
      'remove-team-member engineering bob member→null',
    ]);
    expect(planned.changes[0]).toMatchObject({ cause: { suspension: 'bob' } });
    expectDone(await repo.apply({ full: true }));
    await expectConverged(repo);
  });

  it('as an owner is demoted first, and an owner again when it is lifted', async () => {
    const repo = await anAppliedRepo(start.withOwner('yuri', { id: 1025 }));
    const team = { id: 77, parent: 'engineering', maintainers: ['alice', 'yuri'], members: ['bob'] };
    const withTeam = start.withOwner('yuri', { id: 1025 }).withTeam('payments', team);
    repo.commitState('Team', withTeam.state);
    expectDone(await repo.apply());
    repo.commitState('Suspend yuri', withTeam.withOwner('yuri', { id: 1025, suspended: '2026-11-20' }).state);
    expect(changesOf(await repo.planned())).toEqual([
      'change-member-role yuri owner→member',
      'remove-team-member payments yuri maintainer→null',
    ]);
    expectDone(await repo.apply());
    await expectConverged(repo);
    repo.commitState('Lift it', withTeam.state);
    expectDone(await repo.apply());
    const { members, teams } = await repo.live();
    expect([members['yuri']?.role, teams['payments']?.members['yuri']]).toEqual(['owner', 'maintainer']);
    await expectConverged(repo);
  });
});

describe('apply --user', () => {
  it("carries out one person's changes alone, and forgets nothing of the rest", async () => {
    const repo = await anAppliedRepo(start);
    const before = appliedOn(repo);
    const edited = start
      .withTeam('engineering', { id: 71 })
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });
    repo.commitState('Two lose a team', edited.state);
    expectDone(await repo.apply({ user: ['BOB'] }));
    expect((await repo.requests()).writes).toBe(2);
    expect((await repo.live()).teams['engineering']?.members).toEqual({ carol: 'member' });
    expect(appliedOn(repo)).toBe(before);
    expectDone(await repo.apply());
    expect((await repo.live()).teams['engineering']?.members).toEqual({});
    expect(appliedOn(repo)).toBe(headOf(repo));
    await expectConverged(repo);
  });

  it('refuses a login that nobody has: a slip would pass for "nothing to change"', async () => {
    const repo = await anAppliedRepo(start);
    await expect(repo.apply({ user: ['bob', 'carl'] })).rejects.toThrow(
      '--user carl: the state names no such person, today or when it was applied last; did you mean "carol"?',
    );
    await expect(repo.apply({ user: ['somebody-else'] })).rejects.toThrow('applied last. Somebody whom only GitHub');
    expect((await repo.requests()).writes).toBe(0);
  });

  it('stays under all guards', async () => {
    const repo = await anAppliedRepo(start, { policy: 'protected: [bob]\n' });
    repo.commitState('Bob loses a team', start.withTeam('engineering', { id: 71, members: ['carol'] }).state);
    const run = await repo.apply({ user: ['bob'] });
    expect(run.code).toBe(3);
    expect(run.out).toContain('REFUSED (protected)');
    expect((await repo.requests()).writes).toBe(0);
  });
});

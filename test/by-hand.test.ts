import { describe, expect, it } from 'vitest';
import {
  anAppliedRepo,
  changesOf,
  expectConverged,
  expectNoWrites,
  headOf,
  policyWith,
  expectDone,
} from './support/applied-repo.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const users = 'state/users/employees.yaml';

/** Replaces a text of a file in a commit. */
function edit(repo: StateRepoFixture, path: string, before: string, after: string): void {
  const text = repo.read(path);
  expect(text).toContain(before);
  repo.commit('Edit', { [path]: text.replace(before, after) });
}

function note(repo: StateRepoFixture): void {
  repo.commit('Note', { 'NOTES.md': 'x\n' });
}

async function byHand(repo: StateRepoFixture, change: object): Promise<void> {
  await repo.control('POST', 'change', change);
}

async function stranger(repo: StateRepoFixture): Promise<void> {
  await byHand(repo, { addAccounts: [{ login: 'mallory', id: 6666 }] });
  await byHand(repo, { addMember: { login: 'mallory' } });
}

describe('somebody added by hand', () => {
  it('is reported as unmanaged, and not removed', async () => {
    const repo = await anAppliedRepo();
    await stranger(repo);
    const planned = await repo.planned({ full: true });
    expect(planned.changes).toEqual([]);
    expect(planned.unmanaged).toEqual([{ kind: 'member', login: 'mallory', role: 'member', pending: false }]);
    const run = await repo.apply({ full: true });
    expect(run.code).toBe(0);
    expect(run.out).toContain('mallory');
    await expectNoWrites(repo);
    expect((await repo.live()).members['mallory']).toBeDefined();
  });

  it('is removed with `unmanaged: remove`, attributed to that line and the commit that wrote it', async () => {
    const repo = await anAppliedRepo();
    await stranger(repo);
    repo.commit('Remove the unmanaged', { 'state/policy.yaml': policyWith('unmanaged: remove') });
    const wrote = headOf(repo);
    note(repo);
    const { changes } = await repo.planned({ full: true });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      kind: 'remove-member',
      login: 'mallory',
      attribution: { file: 'state/policy.yaml', line: 8, commit: wrote },
    });
    expectDone(await repo.apply());
    expect((await repo.live()).members['mallory']).toBeUndefined();
    await expectConverged(repo);
  });

  it('to a team or a repository is reported, and removed with `unmanaged: remove` where the key stands', async () => {
    const repo = await anAppliedRepo();
    await byHand(repo, { addTeamMember: { team: 'engineering', login: 'bob' } });
    await byHand(repo, { setCollaborator: { repo: 'api', login: 'carol', permission: 'admin' } });
    const reported = await repo.planned({ full: true });
    expect(reported.changes).toEqual([]);
    expect(reported.unmanaged).toEqual([
      { kind: 'team-member', team: 'engineering', login: 'bob', role: 'member' },
      { kind: 'user-access', repo: 'api', login: 'carol', role: 'admin' },
    ]);
    repo.commit('Remove the unmanaged', { 'state/policy.yaml': policyWith('unmanaged: remove') });
    expect(changesOf(await repo.planned())).toEqual([
      'remove-team-member engineering bob member→null',
      'revoke-user-access api carol admin→null',
    ]);
    expectDone(await repo.apply());
    await expectConverged(repo);
  });

  it('is only reported with `unmanaged: remove` where the key does not stand', async () => {
    const repo = await anAppliedRepo(undefined, { policy: policyWith('unmanaged: remove') });
    repo.commit('No list', { 'state/teams/engineering.yaml': 'id: 71\n' });
    expectDone(await repo.apply());
    await byHand(repo, { addTeamMember: { team: 'engineering', login: 'bob' } });
    expect(changesOf(await repo.planned({ full: true }))).toEqual([]);
    repo.commit('An empty list', { 'state/teams/engineering.yaml': 'id: 71\nmembers: []\n' });
    expect(changesOf(await repo.planned({ full: true }))).toEqual(['remove-team-member engineering bob member→null']);
  });
});

describe('somebody renamed by hand', () => {
  const renamed: unknown = expect.objectContaining({ finding: 'renamed', login: 'bobby' });

  it.each([
    ['with no line of theirs touched', false],
    ['with a line of theirs touched', true],
  ])('is a finding with the new login, no removal and no invitation: %s', async (_, touched) => {
    const repo = await anAppliedRepo();
    await byHand(repo, { rename: { login: 'bob', to: 'bobby' } });
    if (touched) edit(repo, users, '{ id: 1002 }', '{ id: 1002 } # moved desks');
    const planned = await repo.planned({ full: true });
    expect(planned.changes).toEqual([]);
    expect(planned.findings).toContainEqual(renamed);
    expect((await repo.planned()).changes).toEqual([]);
    expectDone(await repo.apply({ full: true }));
    await expectNoWrites(repo);
  });

  it('is added to a team under the new login, and writing it into the state changes nothing', async () => {
    const repo = await anAppliedRepo();
    await byHand(repo, { rename: { login: 'bob', to: 'bobby' } });
    repo.commit('Engineers', { 'state/teams/engineering.yaml': 'id: 71\nmembers:\n  - bob\n  - carol\n' });
    expectDone(await repo.apply());
    expect((await repo.live()).teams['engineering']?.members).toEqual({ bobby: 'member', carol: 'member' });
    const corrected = ['state/teams/engineering.yaml', 'state/teams/payments.yaml', users].map(
      (path): [string, string] => [path, repo.read(path).replaceAll(/\bbob\b/gu, 'bobby')],
    );
    repo.commit('The new login', Object.fromEntries(corrected));
    expect(changesOf(await repo.planned())).toEqual([]);
    expectDone(await repo.apply());
    await expectConverged(repo);
  });

  it('whose old login a stranger claims: the stranger is never invited', async () => {
    const repo = await anAppliedRepo();
    await byHand(repo, { rename: { login: 'bob', to: 'bobby' } });
    await byHand(repo, { removeMember: { login: 'bobby' } });
    await byHand(repo, { addAccounts: [{ login: 'bob', id: 6666 }] });
    edit(repo, users, '{ id: 1002 }', '{ id: 1002 } # please invite again');
    const planned = await repo.planned();
    const invited = planned.changes.filter(({ kind }) => kind === 'invite-member');
    expect(invited.filter(({ id }) => id !== 1002)).toEqual([]);
    await repo.apply();
    const { members, invitations } = await repo.live();
    expect([members['bob'], invitations.filter(({ login }) => login === 'bob')]).toEqual([undefined, []]);
  });
});

describe('somebody removed by hand', () => {
  it('is reported and held, and invited once a commit touches a line of theirs', async () => {
    const repo = await anAppliedRepo();
    await byHand(repo, { removeMember: { login: 'bob' } });
    const held = await repo.planned({ full: true });
    expect(held.changes).toEqual([]);
    expect(held.findings).toContainEqual(expect.objectContaining({ finding: 'departed', login: 'bob' }));
    note(repo);
    expectDone(await repo.apply({ full: true }));
    await expectNoWrites(repo);

    edit(repo, users, '{ id: 1002 }', '{ id: 1002 } # back from leave');
    expect(changesOf(await repo.planned())).toEqual(['invite-member bob member payments']);
    expectDone(await repo.apply());
    expect((await repo.live()).invitations).toMatchObject([{ login: 'bob', teams: ['payments'] }]);
    await repo.control('POST', 'accept', { all: true });
    await expectConverged(repo);
  });

  it('is invited once with `departed: invite`', async () => {
    const repo = await anAppliedRepo(undefined, { policy: policyWith('departed: invite') });
    await byHand(repo, { removeMember: { login: 'bob' } });
    expectDone(await repo.apply({ full: true }));
    expect((await repo.live()).invitations).toMatchObject([{ login: 'bob' }]);
    await repo.control('DELETE', 'requests');
    expectDone(await repo.apply({ full: true }));
    await expectNoWrites(repo);
  });

  it('is not invited for ever: whoever leaves again after that is only reported, until a commit touches a line', async () => {
    const repo = await anAppliedRepo(undefined, { policy: policyWith('departed: invite') });
    await byHand(repo, { removeMember: { login: 'bob' } });
    expectDone(await repo.apply({ full: true }));
    await repo.control('POST', 'accept', { all: true });
    expectDone(await repo.apply({ full: true }));
    await byHand(repo, { removeMember: { login: 'bob' } });
    const held = await repo.planned({ full: true });
    expect(held.changes).toEqual([]);
    expect(held.findings).toContainEqual(expect.objectContaining({ finding: 'departed', login: 'bob' }));
    edit(repo, users, '{ id: 1002 }', '{ id: 1002 } # back for good');
    expect(changesOf(await repo.planned())).toEqual(['invite-member bob member payments']);
  });

  it('from a team alone comes back, unless policy asks to report drift', async () => {
    const repo = await anAppliedRepo(undefined, { policy: policyWith('drift: report') });
    await byHand(repo, { removeTeamMember: { team: 'payments', login: 'bob' } });
    const reported = await repo.planned({ full: true });
    expect(reported.changes).toEqual([]);
    expect(reported.findings).toContainEqual(expect.objectContaining({ finding: 'drift', team: 'payments' }));
    repo.commit('Repair', { 'state/policy.yaml': policyWith('drift: repair') });
    expect(changesOf(await repo.planned({ full: true }))).toEqual(['add-team-member payments bob null→member']);
  });
});

describe('a login and an id that do not belong together', () => {
  it('is refused where a pull request gives alice the id of another account, and both are shown', async () => {
    const repo = await anAppliedRepo();
    await byHand(repo, { addAccounts: [{ login: 'mallory', id: 6666 }] });
    edit(repo, users, 'alice: { id: 1001,', 'alice: { id: 6666,');
    const run = await repo.apply();
    expect(run.code).toBe(3);
    expect(run.out).toContain('REFUSED (identity)');
    for (const fact of ['6666', '1001', 'mallory']) expect(run.out).toContain(fact);
    await expectNoWrites(repo);
  });

  it("is refused where a pull request gives alice's id to another login", async () => {
    const repo = await anAppliedRepo();
    await byHand(repo, { addAccounts: [{ login: 'mallory', id: 6666 }] });
    edit(repo, users, 'bob: { id: 1002 }', 'bob: { id: 1002 }\n  mallory: { id: 1003 }');
    edit(repo, users, '  carol: { id: 1003 }\n', '');
    edit(repo, 'state/teams/engineering.yaml', 'carol', 'mallory');
    expect((await repo.apply()).code).toBe(3);
    await expectNoWrites(repo);
  });
});

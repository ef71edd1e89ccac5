import { describe, expect, it } from 'vitest';
import {
  anAppliedRepo,
  appliedOn,
  changesOf,
  expectConverged,
  expectDone,
  headOf,
  revertHead,
} from './support/applied-repo.ts';
import { journalText, step } from './support/sample-journal.ts';
import { sampleChange } from './support/sample-plan.ts';
import { anOrganization, type OrganizationBuilder } from './support/organization-builder.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const people = Array.from({ length: 20 }, (_, index) => `user${index + 10}`);

/** Everybody in a team, every other one a maintainer, with a grant of their own. */
function acmeWith(some: readonly string[], parts: Parameters<OrganizationBuilder['withMember']>[1] = {}) {
  const staffed = some.reduce(
    (organization, login) => organization.withMember(login, { id: 2000 + Number(login.slice(4)), ...parts }),
    anOrganization().withOwner('alice', { id: 1001 }).withOwner('zoe', { id: 1026 }).withMember('bob', { id: 1002 }),
  );
  return staffed
    .withTeam('all', { id: 70, members: ['bob', ...some] })
    .withTeam('payments', {
      id: 77,
      maintainers: ['alice', ...some.filter((_, index) => index % 2 === 0)],
      members: some.filter((_, index) => index % 2 === 1),
    })
    .withRepo('api', {
      id: 501,
      teams: { payments: 'write' },
      collaborators: Object.fromEntries(some.map((login) => [login, 'admin'])),
    });
}

const acme = acmeWith(people);
const one = acmeWith(['user10']);
const nobody = acmeWith([]);

/** Whom a plan invites, and how. */
async function invited(repo: StateRepoFixture, options: Parameters<StateRepoFixture['planned']>[0] = {}) {
  const { changes } = await repo.planned(options);
  return changes.flatMap(({ kind, login, reinstate, teams }) =>
    kind === 'invite-member' ? [`${String(login)}: ${reinstate === true ? 'reinstate' : String(teams)}`] : [],
  );
}

/** Removed by a run. */
async function removed(start = one): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo(start);
  repo.commitState('Remove', nobody.state);
  expectDone(await repo.apply());
  return repo;
}

async function reasonOf(repo: StateRepoFixture): Promise<string> {
  const { changes } = await repo.planned();
  return String(changes.find(({ kind }) => kind === 'invite-member')?.['reason']).replace(/\d{4}-\d\d-\d\d/, 'DAY');
}

/** They accept, and a run over everything adds what is missing. */
async function acceptedAndCompleted(repo: StateRepoFixture): Promise<void> {
  await repo.control('POST', 'accept', { all: true });
  expectDone(await repo.apply({ full: true }));
  await expectConverged(repo);
}

describe('people who come back by a revert', () => {
  it('are asked back by one request each, and hold again what they held as soon as they accept', async () => {
    const budget = 'removals:\n  members: { count: 5 }\nowners: { minimum: 1 }\n';
    const allowance = `allowances:\n  - { allow: { members: 20 }, reason: Site closure, approvedBy: alice, expires: ${inDays(3)} }\n`;
    const repo = await anAppliedRepo(acme, { policy: budget });
    const before = await repo.live();
    repo.commitState('Remove twenty', nobody.state);
    expect((await repo.apply()).code).toBe(3);
    repo.commit('Allow it', { 'state/policy.yaml': budget + allowance });
    expectDone(await repo.apply());
    repo.git('revert', '--no-edit', 'HEAD~1');
    repo.git('push', '--quiet');
    expect(await invited(repo)).toEqual(people.map((login) => `${login}: reinstate`));
    await repo.control('DELETE', 'requests');
    expectDone(await repo.apply());
    const { writes, entries } = await repo.requests();
    const sent = entries.filter(({ method, path }) => method === 'POST' && path === '/orgs/acme/invitations');
    expect([writes, sent.length]).toEqual([20, 20]);
    expect(await reinstatements(repo)).toEqual(people);
    await expectConverged(repo);
    await repo.control('POST', 'accept', { all: true });
    expect(await repo.live()).toEqual(before);
    await expectConverged(repo);
    expect(appliedOn(repo)).toBe(headOf(repo));
  });

  it('keep the choice when nobody accepts, and the invitation is sent again', async () => {
    const repo = await removed();
    revertHead(repo);
    expectDone(await repo.apply());
    await repo.control('POST', 'clock', { advance: '8d' });
    expect(await invited(repo, { full: true })).toEqual(['user10: reinstate']);
    expectDone(await repo.apply({ full: true }));
    expect(await reinstatements(repo)).toEqual(['user10']);
    await acceptedAndCompleted(repo);
  });

  it('hold again what a run took that failed in part, and whose merge was then reverted', async () => {
    const repo = await anAppliedRepo(one);
    const before = await repo.live();
    repo.commitState('Remove, and more', nobody.withRepo('api', { id: 501, teams: { payments: 'admin' } }).state);
    await repo.control('POST', 'faults', { match: 'PUT /orgs/acme/teams/payments/repos', status: 422, times: 9 });
    expect((await repo.apply()).code).toBe(4);
    await repo.control('DELETE', 'faults');
    revertHead(repo);
    expect(await invited(repo)).toEqual(['user10: reinstate']);
    expectDone(await repo.apply());
    await repo.control('POST', 'accept', { all: true });
    expect(await repo.live()).toEqual(before);
  });

  it('get what they did not hold in the run after they accept', async () => {
    const repo = await removed();
    const more = one.withTeam('sre', { id: 78, maintainers: ['user10'] });
    repo.commitState('Back, with more', more.state);
    await repo.control('POST', 'behaviours', { reinstatementBrings: 'teams' });
    expectDone(await repo.apply());
    expect(await reinstatements(repo)).toEqual(['user10']);
    await acceptedAndCompleted(repo);
    const { teams, repos } = await repo.live();
    expect(teams['sre']?.members).toEqual({ user10: 'maintainer' });
    expect(repos['api']?.collaborators).toEqual({ user10: 'admin' });
  });

  it('are invited with teams where GitHub refuses to reinstate, in the same run', async () => {
    const repo = await removed();
    revertHead(repo);
    const body = { message: 'The request could not be processed.' };
    await repo.control('POST', 'faults', { match: 'POST /orgs/acme/invitations', status: 422, times: 1, body });
    expectDone(await repo.apply());
    expect(await sentWith(repo)).toEqual(['user10 member all payments']);
    await acceptedAndCompleted(repo);
  });
});

describe('people who are invited with teams instead', () => {
  it('were removed more than three months ago', async () => {
    const repo = await removed();
    await repo.control('POST', 'clock', { advance: '93d' });
    revertHead(repo);
    expect(await reasonOf(repo)).toMatchInlineSnapshot(
      `"user10 is to be a member; not reinstated: was a member until DAY, more than three months ago, and GitHub keeps nothing for longer"`,
    );
    expect(await appliedInvitations(repo)).toEqual(withTeams);
  });

  it('were suspended before they were removed', async () => {
    const repo = await anAppliedRepo(one);
    repo.commitState('Suspend', acmeWith(['user10'], { suspended: '2026-11-20' }).state);
    expectDone(await repo.apply());
    repo.commitState('Remove', nobody.state);
    expectDone(await repo.apply());
    repo.commitState('Back', one.state);
    expect(await reasonOf(repo)).toMatchInlineSnapshot(
      `"user10 is to be a member; not reinstated: was a member until DAY, and had lost their access before"`,
    );
    expect(await appliedInvitations(repo)).toEqual(withTeams);
  });

  it('held more than they are to have again', async () => {
    const repo = await removed();
    repo.commitState('Back, with less', one.withRepo('api', { id: 501, teams: { payments: 'write' } }).state);
    expect(await reasonOf(repo)).toMatchInlineSnapshot(
      `"user10 is to be a member; not reinstated: was a member until DAY, and held more than the state gives now: api"`,
    );
    expect(await appliedInvitations(repo)).toEqual(withTeams);
    await acceptedAndCompleted(repo);
    expect((await repo.live()).repos['api']?.collaborators).toEqual({});
  });

  it('held more, though a journal that somebody forged says otherwise', async () => {
    const repo = await removed();
    const change = sampleChange('remove-member', {
      login: 'user10',
      id: 2010,
      attribution: { commit: headOf(repo), file: 'state/users/all.yaml', line: 3 },
    });
    const run = '20991122T000000Z-00000000';
    const forged = journalText((journal) => step(journal, change, {}, { held: { role: 'member' } }), run);
    repo.write(`.git/rollcall/journal/${run}.jsonl`, forged);
    repo.commitState('Back, with less', one.withTeam('all', { id: 70, members: ['bob'] }).state);
    expect(await appliedInvitations(repo)).toEqual(['user10 member payments']);
  });

  it('were removed by hand, of which nobody knows what they held', async () => {
    const repo = await anAppliedRepo(one);
    await repo.control('POST', 'change', { removeMember: { login: 'user10' } });
    repo.commitState('Touch', acmeWith(['user10'], { employee: 'E0010' }).state);
    expect(await appliedInvitations(repo)).toEqual(withTeams);
  });

  it('came back since, and were then removed by hand', async () => {
    const repo = await removed();
    revertHead(repo);
    expectDone(await repo.apply());
    await acceptedAndCompleted(repo);
    await repo.control('POST', 'change', { removeMember: { login: 'user10' } });
    repo.commitState('Touch', acmeWith(['user10'], { employee: 'E0010' }).state);
    expect(await appliedInvitations(repo)).toEqual(withTeams);
  });
});

describe('an open reinstatement', () => {
  it('that would bring more than the state gives by now is sent again without it', async () => {
    const repo = await removed();
    revertHead(repo);
    expectDone(await repo.apply());
    const commit = repo.commit('Out of payments', {
      'state/teams/payments.yaml': repo.read('state/teams/payments.yaml').replace(/ *- user10\n/, ''),
    });
    const plan = await repo.planned();
    expect(changesOf(plan)).toEqual(['cancel-invitation user10', 'invite-member user10 member all']);
    expect(plan.changes[0]).toMatchObject({ attribution: { commit, file: 'state/teams/payments.yaml' } });
    expectDone(await repo.apply());
    expect(await sentWith(repo)).toEqual(['user10 member all']);
    await acceptedAndCompleted(repo);
    expect((await repo.live()).teams['payments']?.members).toEqual({ alice: 'maintainer' });
  });

  it('loses what somebody took out of the state after it was accepted, to the commit that did', async () => {
    const repo = await removed();
    revertHead(repo);
    expectDone(await repo.apply());
    const commit = repo.commit('Out of payments', {
      'state/teams/payments.yaml': repo.read('state/teams/payments.yaml').replace(/ *- user10\n/, ''),
    });
    await repo.control('POST', 'accept', { all: true });
    const { changes } = await repo.planned();
    expect(changes).toMatchObject([{ kind: 'remove-team-member', team: 'payments', attribution: { commit } }]);
    expectDone(await repo.apply());
    await expectConverged(repo);
  });
});

async function reinstatements(repo: StateRepoFixture): Promise<string[]> {
  const { invitations } = await repo.live();
  return invitations.flatMap(({ login, role }) => (role === 'reinstate' ? [login] : []));
}

async function sentWith(repo: StateRepoFixture): Promise<string[]> {
  const { invitations } = await repo.live();
  return invitations.map(({ login, role, teams }) => [login, role, ...teams].join(' '));
}

const withTeams = ['user10 member all payments'];

async function appliedInvitations(repo: StateRepoFixture): Promise<string[]> {
  expectDone(await repo.apply());
  return sentWith(repo);
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

import { describe, expect, it } from 'vitest';
import { applyJson, writesSince } from './support/apply-json.ts';
import { acme, anAppliedRepo, appliedOn, expectConverged, headOf, policyWith } from './support/applied-repo.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const joiners = Array.from({ length: 8 }, (_, index) => ({ login: `p${index}`, id: 2000 + index }));
/** Four members, and an outside collaborator of a private repository. */
const taken = 5;

/** Eight people to invite, two of whom are in the team that comes first, and other changes besides. */
async function eightFor(free: number): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo(acme, { policy: policyWith('restoreFirst: [engineering]') });
  await repo.control('POST', 'change', { addAccounts: joiners });
  await repo.control('POST', 'limits', { seats: taken + free });
  const grown = joiners.reduce((org, { login, id }) => org.withMember(login, { id }), acme);
  repo.commitState(
    'Grow',
    grown
      .withTeam('sre', { members: ['bob', 'p0'] })
      .withTeam('engineering', { id: 71, description: 'All who build', members: ['p5', 'p7'] })
      .withRepo('api', { id: 501, teams: { payments: 'admin' }, collaborators: { olga: 'read' } }).state,
  );
  await repo.control('DELETE', 'requests');
  return repo;
}

const others = [
  'PATCH /orgs/acme/teams/engineering',
  'POST /orgs/acme/teams',
  'PUT /orgs/acme/teams/payments/repos/acme/api',
  'PUT /orgs/acme/teams/sre/memberships/bob',
  'DELETE /orgs/acme/teams/engineering/repos/acme/api',
  'DELETE /orgs/acme/teams/engineering/memberships/carol',
];
const invitations = (count: number): string[] => Array.from({ length: count }, () => 'POST /orgs/acme/invitations');
const sorted = (texts: readonly string[]): string[] => [...texts].sort();

const invited = async (repo: StateRepoFixture): Promise<string[]> =>
  (await repo.live()).invitations.map(({ login }) => login);

describe('five seats for eight people', () => {
  it('are given to the teams that come first; the others are said to wait before the first write, and all else is done', async () => {
    const repo = await eightFor(5);
    const before = appliedOn(repo);
    const { out } = await repo.plan();
    for (const login of ['p3', 'p4', 'p6']) expect(out).toContain(`${login} waits for a seat: 5 free, 8 needed.`);
    expect(await writesSince(repo)).toEqual([]);

    const { code, out: told } = await repo.apply();
    expect(code).toBe(4);
    expect(told.indexOf('p3 waits for a seat')).toBeLessThan(told.indexOf('changes made to acme'));
    expect(sorted(await writesSince(repo))).toEqual(sorted([...others, ...invitations(5)]));
    expect(await invited(repo)).toEqual(['p0', 'p1', 'p2', 'p5', 'p7']);
    expect(appliedOn(repo)).toBe(before);

    expect(await applyJson(repo)).toMatchObject({ exit: 4, summary: { planned: 0 } });
    expect(await writesSince(repo)).toEqual([]);

    await repo.control('POST', 'limits', { seats: taken + 8 });
    expect(await applyJson(repo)).toMatchObject({ exit: 0, summary: { done: 3 } });
    expect(await writesSince(repo)).toEqual(invitations(3));
    expect(appliedOn(repo)).toBe(headOf(repo));
    await expectConverged(repo);
  });

  it('that are gone when the first invitation comes: one request, the invitations wait, and all else is done', async () => {
    const repo = await eightFor(8);
    const message = 'You must purchase at least one more seat to add this user as a member.';
    const body = { message, errors: [{ code: 'no_seat', field: 'user' }] };
    await repo.control('POST', 'faults', { match: 'POST /invitations$', status: 422, body });
    const first = await applyJson(repo);
    expect(first).toMatchObject({ exit: 4, summary: { waiting: 8, failed: 0 } });
    expect(new Set(first.outcomes.map(({ code }) => code))).toEqual(new Set([undefined, 'no-seat']));
    expect(sorted(await writesSince(repo))).toEqual(sorted([...others, ...invitations(1)]));
    expect(await applyJson(repo)).toMatchObject({ exit: 0, summary: { done: 8 } });
    await expectConverged(repo);
  });
});

import { describe, expect, it } from 'vitest';
import type { Key } from '../src/model/identity.ts';
import type { OrgRole, OrgState, Repo, Team } from '../src/model/org-state.ts';
import { bigOrganization } from '../src/sandbox/organization-generator/big-organization.ts';
import { anAppliedRepo, appliedOn, expectNoWrites, headOf, expectDone } from './support/applied-repo.ts';
import { filesOf } from './support/state-repo.ts';

/** No policy.yaml at all: the defaults must hold. */
const byDefault = { policy: null };
const sixty = bigOrganization({ people: 60, teams: 12, repos: 20, seed: 7 });

describe('all but a few removed, as one merged commit', () => {
  it('is refused with the exact figures and the exact lines, and nothing is written', async () => {
    const repo = await anAppliedRepo({ state: sixty }, byDefault);
    const before = await repo.live();
    const applied = headOf(repo);
    repo.commitState('Tidy up', keepOnly(sixty, logins(sixty, 'owner')));

    const planned = await repo.planned();
    expect(planned.violations.map(({ guard }) => guard)).toEqual(['removals.members']);
    expect(planned.summary.removals).toMatchObject({ members: 59, teamMemberships: 0, teams: 0, repoAccess: 0 });
    const run = await repo.apply();
    expect(run.code).toBe(3);
    expect(run.out).toContain('This plan takes away 59 people; policy.yaml lets through 1 (count 10 and 1 % of 61).');
    expect(run.out).toContain('allow: { members: 59 }');
    await expectNoWrites(repo);
    expect(await repo.live()).toEqual(before);
    expect(appliedOn(repo)).toBe(applied);
  });

  it('is refused for too few owners as well, where they go with the rest', async () => {
    const repo = await anAppliedRepo({ state: sixty }, byDefault);
    repo.commitState('Tidy up', keepOnly(sixty, logins(sixty, 'owner').slice(0, 1)));
    expect((await repo.planned()).violations.map(({ guard }) => guard)).toEqual(['owners', 'removals.members']);
    expect((await repo.apply()).code).toBe(3);
    await expectNoWrites(repo);
  });

  it('is refused at its true size, with `owners: { minimum: 1 }` and one person left', async () => {
    const all = bigOrganization({ people: 3500, teams: 60, repos: 40, seed: 1 });
    const repo = await anAppliedRepo({ state: all }, { policy: 'owners: { minimum: 1 }\n' });
    repo.commitState('Tidy up', keepOnly(all, logins(all, 'owner').slice(0, 1)));
    const run = await repo.apply();
    expect(run.code).toBe(3);
    const gone = all.users.size - 1;
    expect(run.out).toContain(
      `This plan takes away ${gone.toLocaleString('en-US')} people; policy.yaml lets through 10`,
    );
    expect(run.out).toContain(`members: ${gone}`);
    await expectNoWrites(repo);
  });

  it('goes through with exactly the lines that the refusal printed, and no bit more', async () => {
    const repo = await anAppliedRepo({ state: sixty }, byDefault);
    const lean = without(sixty, logins(sixty, 'member').slice(0, 3));
    repo.commitState('Three leave', lean);
    const refused = await repo.apply();
    expect(refused.code).toBe(3);
    await expectNoWrites(repo);

    const allowing = filledIn(printedLines(refused.out));
    repo.commit('Allow it', { 'state/policy.yaml': allowing });
    expectDone(await repo.apply());
    expect((await repo.requests()).writes).toBe(3);

    repo.commit('Four more', filesOf(without(lean, logins(lean, 'member').slice(0, 4)), allowing));
    const again = await repo.apply();
    expect(again.code).toBe(3);
    expect(again.out).toContain('an allowance in force lets through 3');
    expect((await repo.requests()).writes).toBe(3);
  });
});

describe('the same mistake spread over something else', () => {
  it.each([
    ['team members', emptyTeams(sixty), 'removals.teamMemberships', 'team memberships'],
    ['repository access', emptyRepos(sixty), 'removals.repoAccess', 'grants on repositories'],
    ['a parent team with its children', deleteTree(sixty, 'payments'), 'removals.teams', 'teams'],
  ])('%s: refused, and nothing is written', async (_, mistaken, guard, words) => {
    const repo = await anAppliedRepo({ state: sixty }, byDefault);
    const before = await repo.live();
    repo.commitState('Tidy up', mistaken);
    const planned = await repo.planned();
    expect(planned.violations.map((violation) => violation.guard)).toContain(guard);
    const run = await repo.apply();
    expect(run.code).toBe(3);
    expect(run.out).toMatch(new RegExp(`This plan takes away \\d+ ${words}`, 'u'));
    expect(run.out).toContain('  - { allow: { ');
    await expectNoWrites(repo);
    expect(await repo.live()).toEqual(before);
  });
});

function logins({ users }: OrgState, role: OrgRole): Key[] {
  return [...users].filter(([, user]) => user.role === role).map(([key]) => key);
}

/** What the job did: everybody else is gone, from the users and from every list, and the state stays valid. */
function keepOnly(state: OrgState, keep: readonly Key[]): OrgState {
  return without(
    state,
    [...state.users.keys()].filter((user) => !keep.includes(user)),
  );
}

function without(state: OrgState, leaving: readonly Key[]): OrgState {
  const gone = new Set(leaving);
  const stays = <Item>(map: ReadonlyMap<Key, Item>): Map<Key, Item> =>
    new Map([...map].filter(([user]) => !gone.has(user)));
  return {
    ...state,
    users: stays(state.users),
    teams: mapped(state.teams, (team) => ({ ...team, members: stays(team.members) })),
    repos: mapped(state.repos, (repo) => ({ ...repo, collaborators: stays(repo.collaborators) })),
  };
}

function emptyTeams(state: OrgState): OrgState {
  return { ...state, teams: mapped(state.teams, (team): Team => ({ ...team, members: new Map() })) };
}

function emptyRepos(state: OrgState): OrgState {
  const none = { teams: new Map(), collaborators: new Map() };
  return { ...state, repos: mapped(state.repos, (repo): Repo => ({ ...repo, ...none })) };
}

/** The team and all below it, with the grants that name them. */
function deleteTree(state: OrgState, top: string): OrgState {
  const isGone = (team: Key): boolean => team.startsWith(top);
  const stays = <Item>(map: ReadonlyMap<Key, Item>): Map<Key, Item> =>
    new Map([...map].filter(([team]) => !isGone(team)));
  return {
    ...state,
    teams: stays(state.teams),
    repos: mapped(state.repos, (repo) => ({ ...repo, teams: stays(repo.teams) })),
  };
}

function mapped<Item>(map: ReadonlyMap<Key, Item>, make: (item: Item) => Item): Map<Key, Item> {
  return new Map([...map].map(([key, item]) => [key, make(item)]));
}

/** The lines below "To allow it", as a person would copy them. */
function printedLines(out: string): string {
  const [, below = ''] = out.split('merged into policy.yaml:\n');
  const lines = below.split('\n').map((line) => line.replace(/^ {4}/u, ''));
  return lines
    .slice(
      0,
      lines.findIndex((line, index) => index > 0 && !line.startsWith(' ')),
    )
    .join('\n');
}

/** A reason and an approver in place of the dots. */
function filledIn(lines: string): string {
  return `${lines.replace('reason: …', 'reason: They left').replace('approvedBy: …', 'approvedBy: lkaplan')}\n`;
}

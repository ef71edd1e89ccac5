import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTodaysNames } from '../../src/commands/restore/todays-names.ts';
import { compare } from '../../src/model/order.ts';
import type { OrgRole, OrgState, Team } from '../../src/model/org-state.ts';
import { repositoryRoles } from '../../src/model/permission.ts';
import { anyOrganization } from '../support/random-organization.ts';
import { loadState } from '../../src/state/load-state.ts';
import { lawsHold } from '../support/laws.ts';
import { anOrganization, type OrganizationBuilder } from '../support/organization-builder.ts';
import { fileList, type Files, filesOf, type Names, renamed, restored } from '../support/restoring.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 40), seed: 5 };

const renames = (names: Readonly<Record<string, string>>): fc.Arbitrary<Names> =>
  fc.subarray(Object.entries(names)).map((chosen) => new Map(chosen));

/** What the state was, and what it came to be since: with people and teams called something else by now. */
const anyHistory = fc
  .tuple(
    anyOrganization,
    anyOrganization,
    renames({ ann: 'anna', eve: 'aeve' }),
    renames({ red: 'crimson', blue: 'azure' }),
  )
  .map(([earlier, later, people, teams]) => ({ earlier: earlier.state, now: renamed(later.state, people, teams) }));

const ranks: Readonly<Record<OrgRole, number>> = { outside: 0, member: 1, owner: 2 };

/** What a state gives to whom, each with a measure: more is more access. */
function gifts({ users, teams, repos }: OrgState): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const [user, { role, suspended }] of users) {
    all.set(`user ${user}`, ranks[role]);
    if (suspended === undefined) all.set(`not suspended ${user}`, 1);
  }
  for (const [team, { members }] of teams) {
    all.set(`team ${team}`, 1);
    for (const [user, { role }] of members) all.set(`${user} in ${team}`, role === 'maintainer' ? 2 : 1);
  }
  for (const [repo, { teams, collaborators }] of repos) {
    for (const [to, { role }] of teams) all.set(`team ${to} on ${repo}`, strength(role));
    for (const [to, { role }] of collaborators) all.set(`user ${to} on ${repo}`, strength(role));
  }
  return all;
}

function strength(role: string): number {
  return (repositoryRoles as readonly string[]).indexOf(role) + 1;
}

/** The larger of each. Whoever stands in one of them alone is as suspended as there. */
function together(one: OrgState, other: OrgState): ReadonlyMap<string, number> {
  const all = new Map(gifts(one));
  for (const [what, much] of gifts(other)) all.set(what, Math.max(much, all.get(what) ?? 0));
  return all;
}

function byKey<Item>(map: ReadonlyMap<string, Item>, say: (item: Item, key: string) => unknown): unknown {
  return [...map].sort(([a], [b]) => compare(a, b)).map(([key, item]) => [key, say(item, key)]);
}

/** All that a restoration answers for; teams keep the names of today. */
function covered({ users, teams, repos }: OrgState, today: OrgState): unknown {
  const settings = ({ extraMembers = new Set(), members, ...team }: Team): object => ({
    ...team,
    slug: '',
    previously: [],
    extraMembers,
    members: byKey(members, ({ role }) => role),
  });
  const grants = (map: ReadonlyMap<string, { readonly role: string }>): unknown => byKey(map, ({ role }) => role);
  return {
    users: byKey(users, ({ login, ...user }, key) => ({
      ...user,
      login: today.users.get(key as never)?.login ?? login,
    })),
    teams: byKey(teams, settings),
    repos: byKey(repos, ({ teams, collaborators, ...repo }) => ({
      ...repo,
      teams: grants(teams),
      collaborators: grants(collaborators),
    })),
  };
}

/** Applying takes a sandbox and a second for each. */
const applied = { numRuns: Math.ceil(runs.numRuns / 10), seed: 5 };

function asBuilt(files: Files): OrganizationBuilder {
  const { state, entries } = loadState(fileList(files), { prefix: 'state', today: '2026-11-22' });
  return { ...anOrganization(), state, at: (commit) => ({ commit, state, entries }) };
}

/** An owner may do everything anyway: a grant of theirs is not made, and a sandbox that starts from the state has it. */
function hasIdleGrants({ users, repos }: OrgState): boolean {
  return [...repos.values()].some(({ collaborators }) =>
    [...collaborators.keys()].some((user) => users.get(user)?.role === 'owner'),
  );
}

describe('a restoration that is applied', () => {
  it('makes live what the state says, and its revert takes all of it back', async () => {
    const law = fc.assert(
      fc.asyncProperty(anyHistory, fc.boolean(), async ({ earlier, now }, exact) => {
        const { files, state } = restored(filesOf(earlier), filesOf(now), { exact });
        fc.pre(!hasIdleGrants(state));
        await lawsHold(asBuilt(filesOf(now)), asBuilt(files), 'touched');
      }),
      { ...applied, endOnFailure: true },
    );
    await expect(law).resolves.toBeUndefined();
  }, 1_200_000);
});

describe('undoing one commit', () => {
  it('gives the state before it, where it was the last and is undone exactly', () => {
    fc.assert(
      fc.property(anyHistory, ({ earlier, now }) => {
        const { state } = restored(filesOf(earlier), filesOf(now), { exact: true, undone: [earlier, now] });
        expect(covered(state, now)).toEqual(covered(inTodaysNames(earlier, now), now));
      }),
      runs,
    );
  });

  it('gives back all that it took and that is still gone, and takes nothing that later ones gave', () => {
    fc.assert(
      fc.property(anyHistory, anyOrganization, ({ earlier, now }, { state: between }) => {
        const files = [earlier, between, now].map(filesOf);
        const { state, leftOut } = restored(files[0] ?? new Map(), files[2] ?? new Map(), {
          undone: [earlier, between],
        });
        const [was, after] = [earlier, between].map((one) => gifts(inTodaysNames(one, now)));
        const [given, had] = [gifts(state), gifts(now)];
        for (const [what, much] of had)
          expect([what, given.get(what) ?? 0]).toEqual([what, Math.max(much, given.get(what) ?? 0)]);
        const taken = [...(was ?? [])].filter(([what, much]) => much > (after?.get(what) ?? 0));
        const missing = taken.filter(([what, much]) => (given.get(what) ?? 0) < much);
        expect(leftOut.length > 0 ? [] : missing.filter(([what]) => !what.startsWith('not suspended'))).toEqual([]);
        const more = [...given].filter(([what, much]) => much > (had.get(what) ?? 0)).map(([what]) => what);
        expect(more.filter((what) => !taken.some(([other]) => other === what))).toEqual([]);
      }),
      runs,
    );
  });
});

describe('going back to an earlier state', () => {
  it('gives back everything that it had, and takes nothing', () => {
    fc.assert(
      fc.property(anyHistory, ({ earlier, now }) => {
        const { state, leftOut } = restored(filesOf(earlier), filesOf(now));
        const was = inTodaysNames(earlier, now);
        expect(leftOut).toEqual([]);
        expect(gifts(state)).toEqual(together(was, now));
      }),
      runs,
    );
  });

  it('gives back nothing more once it is done', () => {
    fc.assert(
      fc.property(anyHistory, fc.boolean(), ({ earlier, now }, exact) => {
        const once = restored(filesOf(earlier), filesOf(now), { exact });
        expect(restored(filesOf(earlier), once.files, { exact }).edits).toEqual([]);
      }),
      runs,
    );
  });

  it('is the earlier state where that is asked for exactly', () => {
    fc.assert(
      fc.property(anyHistory, ({ earlier, now }) => {
        const { state } = restored(filesOf(earlier), filesOf(now), { exact: true });
        expect(covered(state, now)).toEqual(covered(inTodaysNames(earlier, now), now));
      }),
      runs,
    );
  });
});

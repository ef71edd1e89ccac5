import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withEdits } from '../../test/support/edit-state.ts';
import { anyFacts } from '../../test/support/random-roster.ts';
import { keyOf } from '../model/identity.ts';
import type { Edit, Proposals } from '../model/proposal.ts';
import type { ProposalFacts } from './facts.ts';
import { propose } from './propose.ts';

const runs = { numRuns: 2_000, seed: 4 };

function allEdits({ joiners, movers, leavers }: Proposals): readonly Edit[] {
  return [...movers.edits, ...joiners.edits, ...leavers.edits];
}

/** Logins of those who are suspended or removed as leavers. */
function goers(proposals: Proposals): ReadonlySet<string> {
  const edits = allEdits(proposals).filter(({ kind }) => kind === 'suspend-user' || kind === 'remove-user');
  return new Set(edits.flatMap((edit) => ('login' in edit ? [edit.login] : [])));
}

function namesOf(edit: Edit): string[] {
  if (edit.kind === 'rename-user') return [edit.before, edit.after];
  return 'login' in edit ? [edit.login] : [];
}

function shuffled<T>(values: Iterable<T>, order: readonly number[]): T[] {
  return [...values]
    .map((value, index) => ({ value, at: order[index] ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Everything that has an order, in another one. */
function reordered(facts: ProposalFacts, order: readonly number[]): ProposalFacts {
  return {
    ...facts,
    people: shuffled(facts.people, order),
    exceptions: shuffled(facts.exceptions, order),
    accounts: new Map(shuffled(facts.accounts, order)),
    state: {
      ...facts.state,
      users: new Map(shuffled(facts.state.users, order)),
      teams: new Map(shuffled(facts.state.teams, order)),
    },
  };
}

describe('proposals', () => {
  it('suspend and remove nobody whom HR does not positively call left', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const login of goers(propose(facts))) {
          const user = facts.state.users.get(keyOf(login));
          const said = facts.people.filter((person) =>
            user?.employee === undefined ? person.login === login : person.employee === user.employee,
          );
          expect(said.map(({ status }) => status.kind)).toEqual(['left']);
          // Nobody who is here, and nobody unknown, has the login.
          const others = facts.people.filter((person) => person.login === login && !said.includes(person));
          expect(others).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('have at most those leavers that there are without exceptions, and nobody excepted among them', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const [some, all] = [goers(propose(facts)), goers(propose({ ...facts, exceptions: [] }))];
        expect([...some].filter((login) => !all.has(login))).toEqual([]);
        const excepted = facts.exceptions.filter(({ expires }) => expires >= facts.today).map(({ user }) => user);
        expect(excepted.filter((login) => some.has(login))).toEqual([]);
      }),
      runs,
    );
  });

  it('write no owner, no protected account, no bot and nobody in a conflict', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { employees, logins } = facts.withheld;
        for (const edit of allEdits(propose(facts))) {
          for (const login of namesOf(edit)) {
            const key = keyOf(login);
            const user = facts.state.users.get(key);
            expect([user?.role, login]).not.toEqual(['owner', login]);
            expect(facts.policy.protected).not.toContain(key);
            expect(facts.bots.has(key)).toBe(false);
            expect(logins.has(key) && user !== undefined).toBe(false);
            expect(employees.has(user?.employee ?? '')).toBe(false);
          }
        }
      }),
      runs,
    );
  });

  it('touch nobody in a team but by its rule, and never maintainers or the hand-picked', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const edit of allEdits(propose(facts))) {
          if (edit.kind !== 'remove-team-member') continue;
          const team = facts.state.teams.get(keyOf(edit.team));
          expect(team?.rule).toBeDefined();
          const renamed = allEdits(propose(facts)).find(
            (other) => other.kind === 'rename-user' && other.after === edit.login,
          );
          const key = keyOf(renamed?.kind === 'rename-user' ? renamed.before : edit.login);
          expect(team?.members.get(key)?.role).toBe('member');
          expect(team?.extraMembers?.has(key)).toBe(false);
        }
      }),
      runs,
    );
  });

  it('leave nothing to propose once they are merged, but for what a new login brings to light', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const first = propose(facts);
        const merged = withEdits(facts, first);
        const second = propose(merged);
        const hasRenamed = first.movers.edits.some(({ kind }) => kind === 'rename-user');
        const last = hasRenamed ? propose(withEdits(merged, second)) : second;
        expect(allEdits(last)).toEqual([]);
      }),
      runs,
    );
  });

  it('leave no sponsor behind who is no user', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { users } = withEdits(facts, propose(facts)).state;
        const missing = [...users.values()].filter(
          ({ sponsor }) => sponsor !== undefined && !users.has(keyOf(sponsor)),
        );
        expect(missing).toEqual([]);
      }),
      runs,
    );
  });

  it('are the same, whatever the order of what they rest on', () => {
    const order = fc.array(fc.nat(), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(anyFacts, order, (facts, order) => {
        expect(propose(reordered(facts, order))).toEqual(propose(facts));
      }),
      runs,
    );
  });

  it('do every kind of edit in these properties', () => {
    const kinds = new Set(
      fc.sample(anyFacts, runs).flatMap((facts) => allEdits(propose(facts)).map(({ kind }) => kind)),
    );
    expect([...kinds].sort()).toEqual([
      'add-team-member',
      'add-user',
      'remove-exception',
      'remove-outside',
      'remove-team-member',
      'remove-user',
      'rename-user',
      'suspend-user',
    ]);
  });
});

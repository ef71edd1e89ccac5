import { describe, expect, it } from 'vitest';
import { anOrganization, type OrganizationBuilder } from '../../../test/support/organization-builder.ts';
import { openPolicy, planning, type Situation } from '../../../test/support/planning.ts';
import type { Policy } from '../../model/policy.ts';
import { keyOf } from '../../model/identity.ts';
import { defaultPolicy } from '../../state/normalise/policy.ts';

const people = Array.from({ length: 200 }, (_, index) => `user${index}`);

/** Two owners, 200 members in one team, 50 repositories of that team. */
const acme = repositories(
  everyone(anOrganization().withOwner('alice', { id: 1001 }).withOwner('zoe', { id: 1026 }), people).withTeam('all', {
    members: people,
  }),
  50,
);

function everyone(organization: OrganizationBuilder, logins: readonly string[]): OrganizationBuilder {
  return logins.reduce((builder, login) => builder.withMember(login), organization);
}

function repositories(organization: OrganizationBuilder, count: number): OrganizationBuilder {
  return Array.from({ length: count }).reduce<OrganizationBuilder>(
    (builder, _, index) => builder.withRepo(`repo${index}`, { teams: { all: 'write' } }),
    organization,
  );
}

/** Takes the first `count` people out of the organisation and of the team. */
function without(count: number): OrganizationBuilder {
  const leavers = people.slice(0, count);
  const rest = leavers.reduce((builder, login) => builder.withoutUser(login), acme);
  return rest.withTeam('all', { members: people.slice(count) });
}

function judged(desired: OrganizationBuilder, policy: Partial<Policy>, more: Partial<Situation> = {}) {
  return planning({ history: [acme, desired], live: acme, policy: { ...openPolicy, ...policy }, ...more });
}

const allowance = { reason: 'site closure', approvedBy: 'alice', file: 'state/policy.yaml', line: 9 };

describe('removal budgets', () => {
  it('let through as much as both figures allow, a percentage rounded down', () => {
    expect(judged(without(2), defaultPolicy).violations).toEqual([]);
    expect(judged(without(3), defaultPolicy).violations).toMatchObject([
      { guard: 'removals.members', figures: { planned: 3, limit: 2, holds: 202 } },
    ]);
  });

  it('let through at least one where a percentage would be none', () => {
    const small = anOrganization().withOwner('alice').withMember('bob').withMember('carol');
    const situation = (desired: OrganizationBuilder): Situation => ({
      history: [small, desired],
      live: small,
      policy: { ...defaultPolicy, owners: { minimum: 1 } },
    });
    expect(planning(situation(small.withoutUser('bob'))).violations).toEqual([]);
    expect(planning(situation(small.withoutUser('bob').withoutUser('carol'))).violations).toHaveLength(1);
  });

  it.each([
    { kind: 'teamMemberships', desired: acme.withTeam('all', { members: people.slice(5) }), planned: 5, limit: 4 },
    {
      kind: 'repoAccess',
      desired: ['repo0', 'repo1'].reduce((builder, name) => builder.withRepo(name), acme),
      planned: 2,
      limit: 1,
    },
    {
      kind: 'repoAccess',
      desired: ['repo0', 'repo1'].reduce((builder, name) => builder.withRepo(name, { teams: { all: 'read' } }), acme),
      planned: 2,
      limit: 1,
    },
  ])('cover $kind, revoked or lowered', ({ kind, desired, planned, limit }) => {
    expect(judged(desired, defaultPolicy).violations).toMatchObject([
      { guard: `removals.${kind}`, figures: { planned, limit } },
    ]);
  });

  it('count a deleted team with its memberships and grants', () => {
    const repos = Array.from({ length: 50 }, (_, index) => `repo${index}`);
    const desired = repos.reduce((builder, name) => builder.withRepo(name), acme).withoutTeam('all');
    const { plan, violations } = judged(desired, {
      ...defaultPolicy,
      removals: { ...(openPolicy.removals as object), total: { count: 250 } } as Policy['removals'],
    });
    expect(plan.removals).toEqual({ members: 0, teams: 1, teamMemberships: 200, repoAccess: 50, total: 251 });
    expect(violations).toMatchObject([{ guard: 'removals.total', figures: { planned: 251, limit: 250 } }]);
  });

  it('count a person once, and not what goes with them', () => {
    expect(judged(without(2), defaultPolicy).plan.removals).toMatchObject({ members: 2, teamMemberships: 0, total: 2 });
  });

  it('count a newly suspended person once, and what is stripped no more', () => {
    const desired = acme.withMember('user0', { suspended: '2026-11-20' });
    expect(judged(desired, {}).plan.removals).toMatchObject({ members: 1, teamMemberships: 0, total: 1 });
    const again = planning({ history: [desired], live: acme });
    expect(again.plan.removals).toMatchObject({ members: 0, total: 0 });
  });

  it('count each repository where the base permission is lowered', () => {
    const before = acme.with({ basePermission: 'read' });
    const { plan } = planning({ history: [before, acme], live: before });
    expect(plan.removals.repoAccess).toBe(50);
  });

  it('let nothing through with `removals: none`, and additions alone with --only additions', () => {
    const desired = without(1).withMember('dana');
    expect(judged(desired, { removals: 'none' }).violations.map(({ guard }) => guard)).toEqual([
      'removals.members',
      'removals.total',
    ]);
    expect(judged(desired, { removals: 'none' }, { options: { only: 'additions' } }).violations).toEqual([]);
  });

  it('give way to an allowance, which stands for both figures of its kind and is left out of the total', () => {
    const allowances = [{ ...allowance, expires: '2026-11-25', allow: { members: 120 } }];
    expect(judged(without(120), { ...defaultPolicy, allowances }).violations).toEqual([]);
    expect(judged(without(121), { ...defaultPolicy, allowances }).violations).toMatchObject([
      { guard: 'removals.members', figures: { planned: 121, limit: 120 } },
    ]);
  });

  it.each(['2026-11-21', '2026-12-07'])(
    'give no way to an allowance that has expired or runs for more than 14 days: %s',
    (expires) => {
      const allowances = [{ ...allowance, expires, allow: { members: 120 } }];
      expect(judged(without(120), { ...defaultPolicy, allowances }).violations).not.toEqual([]);
    },
  );

  it('print the exact lines that would allow it, and those lines do', () => {
    const refused = judged(without(150), defaultPolicy).violations;
    expect(refused[0]?.allow).toBe(
      'allowances:\n  - { allow: { members: 150 }, reason: …, approvedBy: …, expires: 2026-11-25 }',
    );
    const allowances = [{ ...allowance, expires: '2026-11-25', allow: { members: 150 } }];
    expect(judged(without(150), { ...defaultPolicy, allowances }).violations).toEqual([]);
  });

  it('take their percentages of live at first adoption', () => {
    const lowered = acme.withRepo('repo0', { teams: { all: 'read' } }).withRepo('repo1', { teams: { all: 'read' } });
    const { violations } = planning({ history: [lowered], live: acme, firstRun: true, policy: defaultPolicy });
    expect(violations).toMatchObject([{ guard: 'removals.repoAccess', figures: { holds: 50, planned: 2, limit: 1 } }]);
  });
});

describe('the owner floor', () => {
  it('refuses to go below, with the stricter of the two policies', () => {
    const desired = acme.withoutUser('zoe');
    expect(judged(desired, { owners: { minimum: 1 } }).violations).toEqual([]);
    expect(
      judged(desired, { owners: { minimum: 1 } }, { basePolicy: { owners: { minimum: 2 } } }).violations,
    ).toMatchObject([{ guard: 'owners', figures: { minimum: 2, wanted: 1 } }]);
  });

  it('counts nobody who is suspended, or who is only invited', () => {
    const suspended = acme.withOwner('zoe', { id: 1026, suspended: '2026-11-20' });
    expect(judged(suspended, { owners: { minimum: 2 } }).violations).toMatchObject([{ guard: 'owners' }]);
    const invited = acme.withoutUser('zoe').withOwner('dana');
    expect(judged(invited, { owners: { minimum: 2 } }).violations).toMatchObject([
      { guard: 'owners', figures: { left: 1 } },
    ]);
  });

  it.each(['full', 'touched'] as const)('knows the owners that a run did not read: %s', (scope) => {
    const live = scope === 'full' ? acme : anOrganization().withOwner('zoe', { id: 1026 });
    const situation: Situation = {
      history: [acme, acme.withMember('zoe', { id: 1026 })],
      live,
      scope,
      policy: { owners: { minimum: 1 } },
    };
    expect(planning(situation).violations).toEqual([]);
  });
});

describe('protected accounts', () => {
  it('lose nothing, also where the same change takes them off the list', () => {
    for (const [policy, basePolicy] of [
      [{ protected: [keyOf('user0')] }, {}],
      [{}, { protected: [keyOf('user0')] }],
    ]) {
      const { violations } = judged(without(1), policy ?? {}, { basePolicy: basePolicy ?? {} });
      expect(violations).toMatchObject([{ guard: 'protected' }]);
    }
  });

  it('are known by the login that they had when the list was written', () => {
    const glass = (login: string) => acme.withMember(login, { id: 70 });
    const { violations } = planning({
      history: [glass('glass'), glass('glass-2'), acme],
      live: glass('glass-2'),
      basePolicy: { protected: [keyOf('glass')] },
    });
    expect(violations.map(({ guard }) => guard)).toEqual(['protected']);
  });

  it('may be given more', () => {
    expect(judged(acme.withOwner('user0'), { protected: [keyOf('user0')] }).violations).toEqual([]);
  });
});

describe('the acting account', () => {
  it('does not remove or demote itself', () => {
    const actor = { login: 'Zoe', kind: 'user' } as const;
    expect(judged(acme.withMember('zoe', { id: 1026 }), {}, { actor }).violations).toMatchObject([
      { guard: 'acting-account' },
    ]);
    expect(judged(acme.withMember('zoe', { id: 1026 }), {}).violations).toEqual([]);
  });
});

describe('identity', () => {
  it('refuses another organisation than the one with the numeric id', () => {
    const live = acme.with({ id: 2 });
    expect(planning({ history: [acme], live }).violations).toMatchObject([{ guard: 'organization' }]);
  });

  it('refuses a login and id that do not belong together, and shows both', () => {
    const { plan, violations } = judged(
      acme.withOwner('alice', { id: 5555 }),
      { owners: { minimum: 0 } },
      {
        accounts: [{ kind: 'person', login: 'alice', id: 1001 }],
      },
    );
    expect(violations).toMatchObject([{ guard: 'identity', figures: { id: 5555, found: 1001 } }]);
    expect(plan.changes.filter(({ kind }) => kind === 'invite-member')).toEqual([]);
  });

  it('lets pass a pair that nobody has any more: nobody is invited, and the plan says so', () => {
    const { plan, violations } = judged(
      acme.withMember('ghost', { id: 4000 }),
      {},
      {
        accounts: [{ kind: 'missing', login: 'ghost' }],
      },
    );
    expect(violations).toEqual([]);
    expect(plan.changes.filter(({ kind }) => kind === 'invite-member')).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'no-such-account', login: 'ghost', unfinished: true }]);
  });

  it('asks nothing of pairs that stood before', () => {
    expect(judged(acme.withMember('dana', { id: 1004 }), {}).violations).toEqual([]);
  });
});

describe('a team with contents that nobody listed', () => {
  const live = acme
    .withMember('mallory')
    .withTeam('all', { members: [...people, 'mallory'] })
    .withTeam('below', { parent: 'all' });
  const repos = Array.from({ length: 50 }, (_, index) => `repo${index}`);
  const desired = repos.reduce((builder, name) => builder.withRepo(name), acme).withoutTeam('all');

  it('is not deleted, and the refusal names them', () => {
    const { violations } = planning({ history: [acme, desired], live });
    expect(violations).toMatchObject([{ guard: 'unmanaged-in-team' }]);
    expect(violations[0]?.message).toContain('mallory (member), the team below');
  });

  it('is deleted with `unmanaged: remove`, the team below taken out first', () => {
    const { plan, violations } = planning({ history: [acme, desired], live, policy: { unmanaged: 'remove' } });
    expect(violations).toEqual([]);
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['update-team', 'remove-member', 'delete-team']);
  });
});

import { describe, expect, it } from 'vitest';
import { anOrganization } from '../../test/support/organization-builder.ts';
import { brief, planning } from '../../test/support/planning.ts';
import { keyOf } from '../model/identity.ts';

const acme = anOrganization().withOwner('alice', { id: 1 }).withOwner('zoe', { id: 2 }).withMember('bob', { id: 3 });

describe('an unmanaged member, with `unmanaged: remove`', () => {
  it('is one request and one count, so that GitHub can reinstate all of it', () => {
    const desired = acme.withTeam('sre', { members: ['bob'] }).withRepo('api', { teams: { sre: 'read' } });
    const live = desired
      .withMember('eve', { id: 9 })
      .withTeam('sre', { members: ['bob', 'eve'] })
      .withRepo('api', { teams: { sre: 'read' }, collaborators: { eve: 'write' } });
    const { plan } = planning({ history: [desired], live, policy: { unmanaged: 'remove' } });
    expect(brief(plan.changes)).toEqual(['remove-member eve']);
    expect(plan.removals.total).toBe(1);
  });
});

describe('somebody suspended', () => {
  const pending = (login: string) => {
    const org = acme.withRepo('api', { collaborators: { [login]: 'read' } });
    const collaborators = new Map([[keyOf(login), { to: login, role: 'read', invitation: { id: 5, expired: false } }]]);
    const repos = new Map([...org.state.repos].map(([key, repo]) => [key, { ...repo, collaborators }]));
    return { ...org.state, repos };
  };

  it('counts against `members` however GitHub spells the login', () => {
    const outside = acme.withOutside('Olga').withRepo('api', { collaborators: { Olga: 'read' } });
    const history = [outside, outside.withOutside('Olga', { suspended: '2026-11-20' })];
    const { plan } = planning({ history, live: pending('olga') });
    expect(brief(plan.changes)).toEqual(['cancel-repo-invitation api olga read→null']);
    expect(plan.removals.members).toBe(1);
  });

  it.each([
    ['an outside collaborator', acme.withOutside('olga', { id: 7, suspended: '2026-11-20' })],
    ['somebody whose invitation was cancelled', acme.withMember('olga', { id: 7, suspended: '2026-11-20' })],
  ])('is not called departed for having nothing: %s', (_, state) => {
    const desired = state.withRepo('api', { collaborators: { olga: 'read' } });
    const { plan } = planning({ history: [desired], live: acme.withRepo('api') });
    const findings = plan.findings.map(({ finding }) => finding).filter((one) => one !== 'suspended-and-absent');
    expect([plan.changes, findings]).toEqual([[], []]);
  });

  it('is told of where there is no seat to keep, as after the removal of somebody suspended was reverted', () => {
    const before = acme.withMember('olga', { id: 7, suspended: '2026-11-20' });
    const { plan } = planning({ history: [acme, before], live: acme });
    expect([brief(plan.changes), plan.findings.map(({ finding, login }) => `${finding} ${login}`)]).toEqual([
      [],
      ['suspended-and-absent olga'],
    ]);
    const lifted = planning({ history: [acme, acme.withMember('olga', { id: 7 })], live: acme });
    expect(brief(lifted.plan.changes)).toEqual(['invite-member olga member']);
  });

  it('who becomes an outside collaborator loses what they have in a repository once', () => {
    const repo = { teams: { sre: 'read' }, collaborators: { bob: 'write' } };
    const before = acme.withTeam('sre', { members: ['bob'] }).withRepo('api', repo);
    const after = acme.withOutside('bob', { id: 3, suspended: '2026-11-20' }).withTeam('sre').withRepo('api', repo);
    const { plan } = planning({ history: [before, after], live: before });
    expect(brief(plan.changes)).toEqual(['convert-to-outside bob', 'revoke-user-access api bob write→null']);
    expect(plan.removals.total).toBe(1);
  });
});

describe('a run on merge', () => {
  it('leaves the grants of teams alone that it did not look at', () => {
    const grants = (sre: string) =>
      acme
        .withTeam('sre')
        .withTeam('ops')
        .withRepo('api', { teams: { sre, ops: 'write' } });
    const live = acme.withTeam('sre').withRepo('api', { teams: { sre: 'read', ops: 'read', stray: 'admin' } });
    const { plan } = planning({ history: [grants('read'), grants('write')], live, scope: 'touched' });
    expect(brief(plan.changes)).toEqual(['change-team-access api sre read→write']);
    expect(plan.unmanaged).toEqual([]);
  });

  it('counts no owner whom it looked for and did not find', () => {
    const base = acme.withOwner('dan', { id: 10 });
    const desired = base.withOwner('alice', { id: 1, employee: 'E1' }).withMember('zoe', { id: 2 });
    const { violations } = planning({
      history: [base, desired],
      live: base.withoutUser('alice'),
      scope: 'touched',
      policy: { owners: { minimum: 2 } },
    });
    expect(violations).toMatchObject([{ guard: 'owners', figures: { left: 1 } }]);
  });

  it('counts an owner whom it only saw among the collaborators of a repository', () => {
    const base = acme.withOwner('dan', { id: 10 });
    const { violations } = planning({
      history: [base, base.withMember('dan', { id: 10 })],
      live: anOrganization().withOwner('dan', { id: 10 }).withOutside('zoe'),
      scope: 'touched',
      policy: { owners: { minimum: 2 } },
    });
    expect(violations).toEqual([]);
  });
});

describe('a team to be deleted', () => {
  it('is not, where it has a grant in a repository that was let go of', () => {
    const desired = acme.withRepo('api', { managed: false });
    const live = acme.withTeam('sre').withRepo('api', { teams: { sre: 'admin' } });
    const { violations } = planning({ history: [desired.withTeam('sre'), desired], live });
    expect(violations.map(({ guard, message }) => [guard, message.includes('admin on api')])).toEqual([
      ['unmanaged-in-team', true],
    ]);
  });

  it('is not, where a protected account would lose it', () => {
    const base = acme.withTeam('sre', { members: ['bob'] });
    const { violations } = planning({ history: [base, acme], live: base, policy: { protected: [keyOf('bob')] } });
    expect(violations.map(({ guard }) => guard)).toEqual(['protected']);
  });
});

describe('an old login that somebody else has claimed', () => {
  it('is not invited, which is said, and the run is not done', () => {
    const { plan } = planning({
      history: [acme.withTeam('sre'), acme.withTeam('sre', { members: ['bob'] })],
      live: acme.withoutUser('bob').withTeam('sre'),
      accounts: [{ kind: 'person', login: 'bob', id: 99 }],
    });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'no-such-account', login: 'bob', unfinished: true }]);
  });
});

describe('teams that move in one plan', () => {
  const grants = { teams: { top: 'write' } };
  const under = (sub?: string, leaf?: string) =>
    acme
      .withTeam('top')
      .withTeam('sub', sub === undefined ? {} : { parent: sub })
      .withTeam('leaf', leaf === undefined ? {} : { parent: leaf })
      .withRepo('api', grants);

  it.each([
    ['one under another that leaves', under('top', 'top'), under(undefined, 'sub')],
    ['each on its own', under('top', 'sub'), under()],
  ])('count each grant that they inherit no longer, and none twice: %s', (_, before, after) => {
    const { plan } = planning({ history: [before, after], live: before });
    expect(plan.removals.repoAccess).toBe(2);
  });

  it('lose nothing that they still inherit', () => {
    const { plan } = planning({ history: [under('top', 'sub'), under('top', 'top')], live: under('top', 'sub') });
    expect(plan.removals.repoAccess).toBe(0);
  });
});

describe('a base permission that comes down', () => {
  it('makes way in the same plan for a grant that it stood above', () => {
    const before = acme.with({ basePermission: 'write' }).withRepo('api');
    const after = acme.with({ basePermission: 'none' }).withRepo('api', { collaborators: { bob: 'read' } });
    const { plan } = planning({ history: [before, after], live: before });
    expect(brief(plan.changes)).toEqual(['set-base-permission write→none', 'grant-user-access api bob null→read']);
    expect(plan.findings).toEqual([]);
  });
});

describe('what a run is not to do', () => {
  it('remove anybody at first adoption, whatever policy says of the unmanaged', () => {
    const { plan } = planning({
      history: [acme],
      live: acme.withMember('eve', { id: 9 }),
      firstRun: true,
      policy: { unmanaged: 'remove' },
    });
    expect(plan.changes).toEqual([]);
    expect(plan.unmanaged).toMatchObject([{ kind: 'member', login: 'eve' }]);
  });

  it('send what an archived repository refuses, also where policy removes the unmanaged', () => {
    const live = acme.withTeam('sre').withRepo('api', { archived: true, teams: { sre: 'read' } });
    const desired = acme.withTeam('sre').withRepo('api');
    const { plan } = planning({ history: [desired], live, policy: { unmanaged: 'remove' } });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'archived', repo: 'api', team: 'sre' }]);
  });

  it('leave access to a suspended person because a file lets go of its contents', () => {
    const state = acme.withTeam('sre', { managed: false }).withRepo('api', { managed: false });
    const live = acme.withTeam('sre', { members: ['bob'] }).withRepo('api', { collaborators: { bob: 'write' } });
    const history = [state, state.withMember('bob', { id: 3, suspended: '2026-11-20' })];
    const { plan } = planning({ history, live });
    expect(brief(plan.changes)).toEqual([
      'remove-team-member sre bob member→null',
      'revoke-user-access api bob write→null',
    ]);
    expect(plan.removals).toMatchObject({ members: 1, total: 1 });
  });

  it('grant what GitHub refuses until the base permission comes down, where that is held back', () => {
    const before = acme.with({ basePermission: 'write' }).withRepo('api');
    const after = acme.with({ basePermission: 'none' }).withRepo('api', { collaborators: { bob: 'read' } });
    const situation = { history: [before, after], live: before };
    expect(brief(planning(situation).plan.changes)).toEqual([
      'set-base-permission write→none',
      'grant-user-access api bob null→read',
    ]);
    expect(planning({ ...situation, options: { only: 'additions' } }).plan.changes).toEqual([]);
  });
});

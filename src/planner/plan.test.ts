import { describe, expect, it } from 'vitest';
import { anOrganization, type OrganizationBuilder } from '../../test/support/organization-builder.ts';
import { brief, planning, type Situation } from '../../test/support/planning.ts';

const acme = anOrganization()
  .withOwner('alice', { id: 1001 })
  .withMember('bob', { id: 1002 })
  .withMember('carol', { id: 1003 })
  .withOutside('olga', { id: 1009, sponsor: 'alice' })
  .withTeam('engineering', { id: 71, members: ['carol'] })
  .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'], members: ['bob'] })
  .withRepo('api', { id: 501, teams: { payments: 'write', engineering: 'read' }, collaborators: { olga: 'read' } });

interface Case {
  readonly what: string;
  readonly desired: OrganizationBuilder;
  readonly live?: OrganizationBuilder;
  readonly expected: readonly string[];
  readonly policy?: Situation['policy'];
}

/** Each edit of the state, and exactly the changes it makes. */
const edits: readonly Case[] = [
  { what: 'nothing edited', desired: acme, expected: [] },
  { what: 'a joiner', desired: acme.withMember('dana', { id: 1004 }), expected: ['invite-member dana member'] },
  {
    what: 'a joiner with teams: one request brings all',
    desired: acme
      .withMember('dana')
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'], members: ['bob', 'dana'] })
      .withTeam('engineering', { id: 71, members: ['carol'], maintainers: ['dana'] }),
    expected: ['invite-member dana member engineering payments'],
  },
  {
    what: 'a new team: made first, then filled',
    desired: acme.withTeam('sre', { parent: 'engineering', members: ['bob'] }).withRepo('api', {
      id: 501,
      teams: { payments: 'write', engineering: 'read', sre: 'admin' },
      collaborators: { olga: 'read' },
    }),
    expected: [
      'create-team sre null→{"name":"sre","description":"","privacy":"closed","parent":"engineering"}',
      'grant-team-access api sre null→admin',
      'add-team-member sre bob null→member',
    ],
  },
  {
    what: 'a leaver: one request, with no team removals before it',
    desired: acme.withoutUser('bob').withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] }),
    expected: ['remove-member bob'],
  },
  {
    what: 'a promotion: maintainer everywhere without another request',
    desired: acme.withOwner('bob', { id: 1002 }),
    expected: ['change-member-role bob member→owner'],
  },
  {
    what: 'team roles',
    desired: acme.withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice', 'bob'] }),
    expected: ['change-team-role payments bob member→maintainer'],
  },
  {
    what: 'somebody leaves a team',
    desired: acme.withTeam('engineering', { id: 71 }),
    expected: ['remove-team-member engineering carol member→null'],
  },
  {
    what: 'a whole list that goes',
    desired: acme.withRepo('api', { id: 501 }),
    expected: [
      'revoke-team-access api engineering read→null',
      'revoke-team-access api payments write→null',
      'revoke-user-access api olga read→null',
    ],
  },
  {
    what: 'a file that goes',
    desired: acme.withoutRepo('api'),
    expected: [
      'revoke-team-access api engineering read→null',
      'revoke-team-access api payments write→null',
      'revoke-user-access api olga read→null',
    ],
  },
  {
    what: 'levels, raised first and lowered last',
    desired: acme.withRepo('api', {
      id: 501,
      teams: { payments: 'read', engineering: 'triage' },
      collaborators: { olga: 'write' },
    }),
    expected: [
      'change-team-access api engineering read→triage',
      'change-user-access api olga read→write',
      'change-team-access api payments write→read',
    ],
  },
  {
    what: 'a team renamed by its id',
    desired: acme
      .withoutTeam('payments')
      .withTeam('billing', { id: 77, parent: 'engineering', maintainers: ['alice'], members: ['bob'] })
      .withRepo('api', { id: 501, teams: { billing: 'write', engineering: 'read' }, collaborators: { olga: 'read' } }),
    live: acme,
    expected: ['update-team billing {"name":"payments"}→{"name":"billing"}'],
  },
  {
    what: 'a parent that goes un-nests',
    desired: acme.withTeam('payments', { id: 77, maintainers: ['alice'], members: ['bob'] }),
    expected: ['update-team payments {"parent":"engineering"}→{"parent":null}'],
  },
  {
    what: 'a deleted parent: what stays is taken out from under it first',
    desired: acme
      .withoutTeam('engineering')
      .withTeam('payments', { id: 77, maintainers: ['alice'], members: ['bob'] })
      .withRepo('api', { id: 501, teams: { payments: 'write' }, collaborators: { olga: 'read' } }),
    expected: [
      'update-team payments {"parent":"engineering"}→{"parent":null}',
      'delete-team engineering {"name":"engineering","description":"","privacy":"closed","parent":null}→null',
    ],
  },
  {
    what: 'a member becomes an outside collaborator and keeps what is listed, no more',
    desired: acme
      .withOutside('bob', { id: 1002 })
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] })
      .withRepo('api', {
        id: 501,
        teams: { payments: 'write', engineering: 'read' },
        collaborators: { olga: 'read', bob: 'read' },
      }),
    expected: ['convert-to-outside bob', 'change-user-access api bob write→read'],
  },
  {
    what: 'an outside collaborator leaves',
    desired: acme.withoutUser('olga').withRepo('api', { id: 501, teams: { payments: 'write', engineering: 'read' } }),
    expected: ['remove-outside-collaborator olga'],
  },
  {
    what: 'a suspension strips teams and direct access, and nothing else',
    desired: acme.withOwner('alice', { id: 1001, suspended: '2026-11-20' }).withOutside('olga', {
      id: 1009,
      sponsor: 'alice',
      suspended: '2026-11-20',
    }),
    expected: [
      'change-member-role alice owner→member',
      'remove-team-member payments alice maintainer→null',
      'revoke-user-access api olga read→null',
    ],
  },
  {
    what: 'the base permission',
    desired: acme.with({ basePermission: 'read' }),
    expected: ['set-base-permission none→read'],
  },
  {
    what: '`managed: false` lets go and removes nothing',
    desired: acme.withTeam('payments', { id: 77, managed: false }).withRepo('api', { id: 501, managed: false }),
    expected: [],
  },
];

describe('an edit of the state', () => {
  it.each(edits)('plans exactly its changes: $what', ({ desired, live, expected, policy }) => {
    const situation = { history: [acme, desired], live: live ?? acme, ...(policy === undefined ? {} : { policy }) };
    expect(brief(planning(situation).plan.changes)).toEqual(expected);
  });

  it.each(edits)(
    'plans the same on merge, where only what was touched is looked at: $what',
    ({ desired, live, expected }) => {
      const situation: Situation = { history: [acme, desired], live: live ?? acme, scope: 'touched' };
      expect(brief(planning(situation).plan.changes)).toEqual(expected);
    },
  );

  it('names the commit, file and line of each change', () => {
    const { plan } = planning({ history: [acme, acme.withTeam('engineering', { id: 71 })], live: acme });
    expect(plan.changes[0]?.attribution).toMatchObject({ commit: 'commit-1', file: 'state/teams/engineering.yaml' });
  });
});

describe('what stands in live and not in the state', () => {
  const live = acme
    .withMember('mallory', { id: 1666 })
    .withTeam('engineering', { id: 71, members: ['carol', 'mallory'] })
    .withTeam('loose', { id: 99 })
    .withRepo('api', {
      id: 501,
      teams: { payments: 'write', engineering: 'read', loose: 'read' },
      collaborators: { olga: 'read', bob: 'admin' },
    });

  it('is reported and left alone', () => {
    const { plan } = planning({ history: [acme], live });
    expect(plan.changes).toEqual([]);
    expect(plan.unmanaged.map((entry) => Object.values(entry).join(' '))).toEqual([
      'member mallory member false',
      'team loose',
      'team-member engineering mallory member',
      'team-access api loose read',
      'user-access api bob admin',
    ]);
  });

  it('is removed with `unmanaged: remove`, but for what has no file', () => {
    const { plan } = planning({ history: [acme], live, policy: { unmanaged: 'remove' } });
    expect(brief(plan.changes)).toEqual([
      'revoke-team-access api loose read→null',
      'remove-team-member engineering mallory member→null',
      'revoke-user-access api bob admin→null',
      'remove-member mallory',
    ]);
  });

  it('is left alone at first adoption, and nothing counts as removed', () => {
    const { plan } = planning({ history: [acme], live, firstRun: true });
    expect(plan.changes).toEqual([]);
    expect(plan.findings.map(({ finding }) => finding)).toEqual(['first-run']);
  });
});

describe('who is gone from live', () => {
  const live = acme.withoutUser('bob').withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });

  it('is reported and held where no commit touched them', () => {
    const { plan } = planning({ history: [acme], live });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'departed', login: 'bob' }]);
  });

  it('is invited again once a commit touches a line of theirs', () => {
    const { plan } = planning({ history: [acme, acme.withMember('bob', { id: 1002, employee: 'E2' })], live });
    expect(brief(plan.changes)).toEqual(['invite-member bob member payments']);
  });

  it('is invited again where a commit removed them and a later one undid that', () => {
    const without = acme
      .withoutUser('bob')
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });
    const { plan } = planning({ history: [acme, without, acme], live, scope: 'touched' });
    expect(brief(plan.changes)).toEqual(['invite-member bob member payments']);
  });

  it('is invited with `departed: invite`', () => {
    const { plan } = planning({ history: [acme], live, policy: { departed: 'invite' } });
    expect(brief(plan.changes)).toEqual(['invite-member bob member payments']);
  });
});

describe('a run killed half-way whose merge was then reverted', () => {
  it('takes back what it had given', () => {
    const given = acme.withTeam('engineering', { id: 71, members: ['bob', 'carol'] });
    const { plan } = planning({ history: [acme, given, acme], live: given, scope: 'touched' });
    expect(brief(plan.changes)).toEqual(['remove-team-member engineering bob member→null']);
  });

  it('gives back what it had taken', () => {
    const taken = acme.withTeam('engineering', { id: 71 });
    const { plan } = planning({ history: [acme, taken, acme], live: taken, scope: 'touched' });
    expect(brief(plan.changes)).toEqual(['add-team-member engineering carol null→member']);
  });
});

describe('access taken by hand from people who are still members', () => {
  const live = acme.withTeam('engineering', { id: 71 });

  it('is given back', () => {
    expect(brief(planning({ history: [acme], live }).plan.changes)).toEqual([
      'add-team-member engineering carol null→member',
    ]);
  });

  it('is only reported with `drift: report`', () => {
    const { plan } = planning({ history: [acme], live, policy: { drift: 'report' } });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'drift', team: 'engineering' }]);
  });
});

describe('a person under another login', () => {
  const live = acme
    .withoutUser('bob')
    .withMember('bobby', { id: 1002 })
    .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'], members: ['bobby'] });

  it('is a finding, never a removal or an invitation', () => {
    const { plan } = planning({ history: [acme], live });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'renamed', login: 'bobby' }]);
  });

  it('is found for removal by id', () => {
    const without = acme
      .withoutUser('bob')
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });
    expect(brief(planning({ history: [acme, without], live }).plan.changes)).toEqual(['remove-member bobby']);
  });

  it('leaves a stranger who claimed the old login alone', () => {
    const without = acme
      .withoutUser('bob')
      .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });
    const { plan } = planning({ history: [acme, without], live: acme.withMember('bob', { id: 6666 }) });
    expect(plan.changes.filter(({ kind }) => kind === 'remove-member')).toEqual([]);
  });
});

describe('an invitation', () => {
  const invited = (parts: object) =>
    acme.withMember('dana', {
      id: 1004,
      invitation: { id: 31, state: 'open', createdAt: '2026-11-20T00:00:00Z', ...parts },
    });
  const desired = acme.withMember('dana', { id: 1004 });

  it('that is open counts as present', () => {
    expect(planning({ history: [acme, desired], live: invited({}) }).plan.changes).toEqual([]);
  });

  it('that failed or expired is cleared and sent again', () => {
    const { plan } = planning({ history: [desired], live: invited({ state: 'failed', failedReason: 'expired' }) });
    expect(brief(plan.changes)).toEqual(['clear-failed-invitation dana', 'invite-member dana member']);
  });

  it('is given up after three times in vain', () => {
    const { plan } = planning({
      history: [desired],
      live: invited({ state: 'failed' }),
      options: { attempts: new Map([['dana' as never, 3]]) },
    });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'invitation-given-up', login: 'dana' }]);
  });

  it('of someone no longer desired is cancelled', () => {
    expect(brief(planning({ history: [desired, acme], live: invited({}) }).plan.changes)).toEqual([
      'cancel-invitation dana',
    ]);
  });

  it('as another role is cancelled and sent again, which takes nothing from anybody', () => {
    const { plan } = planning({ history: [acme, acme.withOwner('dana', { id: 1004 })], live: invited({}) });
    expect(brief(plan.changes)).toEqual(['cancel-invitation dana', 'invite-member dana owner']);
    expect(plan.removals.total).toBe(0);
  });

  it('is not sent to an account that is not there', () => {
    const { plan } = planning({
      history: [acme, desired],
      live: acme,
      accounts: [{ kind: 'missing', login: 'dana' }],
    });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'no-such-account', unfinished: true }]);
  });
});

describe('a plan', () => {
  it('is the same whatever order the parts come in', () => {
    const edited = acme
      .withMember('dana')
      .withMember('erin')
      .withTeam('sre', { members: ['bob', 'carol'] });
    const turned = anOrganization()
      .withTeam('sre', { members: ['carol', 'bob'] })
      .withMember('erin')
      .withMember('dana');
    const merged = {
      ...edited,
      state: { ...edited.state, users: new Map([...turned.state.users, ...edited.state.users]) },
    };
    const one = planning({ history: [acme, edited], live: acme }).plan;
    const other = planning({ history: [acme, merged], live: acme }).plan;
    expect(other.changes).toEqual(one.changes);
    expect(other.digest).toBe(one.digest);
  });

  it('leaves every removal with `--only additions`', () => {
    const desired = acme.withoutUser('bob').withTeam('payments', { id: 77, parent: 'engineering' }).withMember('dana');
    const { plan } = planning({ history: [acme, desired], live: acme, options: { only: 'additions' } });
    expect(brief(plan.changes)).toEqual(['invite-member dana member']);
    expect(plan.findings).toMatchObject([{ finding: 'held-back' }]);
  });

  it('carries out one person alone with `--user`', () => {
    const desired = acme.withMember('dana').withMember('erin');
    const { plan } = planning({ history: [acme, desired], live: acme, options: { users: ['Erin'] } });
    expect(brief(plan.changes)).toEqual(['invite-member erin member']);
  });
});

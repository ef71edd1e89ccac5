import { keyOf } from '../model/identity.ts';
import { describe, expect, it } from 'vitest';
import { acme, edits } from '../../test/support/edits.ts';
import { anOrganization } from '../../test/support/organization-builder.ts';
import { brief, planning, type Situation } from '../../test/support/planning.ts';

describe('an edit of the state', () => {
  it.each(edits)('plans exactly its changes: $what', ({ desired, live, expected }) => {
    const situation = { history: [acme, desired], live: live ?? acme };
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

  it('is reported and held as an outside collaborator too, who has nothing left', () => {
    const alone = acme
      .withoutUser('olga')
      .withRepo('api', { id: 501, teams: { payments: 'write', engineering: 'read' } });
    const { plan } = planning({ history: [acme], live: alone });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'departed', login: 'olga' }]);
  });

  it('is invited with `departed: invite`', () => {
    const { plan } = planning({ history: [acme], live, policy: { departed: 'invite' } });
    expect(brief(plan.changes)).toEqual(['invite-member bob member payments']);
    expect(plan.changes[0]).toMatchObject({ cause: { departure: 'bob' } });
  });

  it('is no such person where a run of ours cleared the invitation and did not come to send another', () => {
    const { plan } = planning({ history: [acme], live, options: { cleared: new Set([keyOf('bob')]) } });
    expect(brief(plan.changes)).toEqual(['invite-member bob member payments']);
    expect(plan.findings).toEqual([]);
  });

  it('is invited so once, and reported after that', () => {
    const options = { attempts: new Map([[keyOf('bob'), 1]]) };
    const { plan } = planning({ history: [acme], live, policy: { departed: 'invite' }, options });
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ finding: 'departed', login: 'bob' }]);
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

describe('a renaming by `previously`', () => {
  const sides = (slug: string, previously: readonly string[], id?: number) =>
    anOrganization()
      .withOwner('alice')
      .withTeam(slug, { previously, members: ['alice'], ...(id === undefined ? {} : { id }) })
      .withRepo('api', { teams: { [slug]: 'write' } });
  const before = sides('payments', []);
  const after = sides('billing', ['payments']);
  const live = (slug: string) => sides(slug, [], 77);

  it('keeps members and grants', () => {
    const { plan } = planning({ history: [before, after], live: live('payments'), scope: 'touched' });
    expect(brief(plan.changes)).toEqual(['update-team billing {"name":"payments"}→{"name":"billing"}']);
  });

  it.each([
    { what: 'applied', history: [after, before] },
    { what: 'never applied', history: [before, after, before] },
  ])('is taken back by the revert, whether it was $what', ({ history }) => {
    const { plan } = planning({ history, live: live('billing'), scope: 'touched' });
    expect(brief(plan.changes)).toEqual(['update-team payments {"name":"billing"}→{"name":"payments"}']);
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

  it('that is open is named with its age and its end', () => {
    expect(planning({ history: [acme, desired], live: invited({}) }).plan.findings).toMatchObject([
      {
        finding: 'invitation-open',
        message: 'dana was invited on 2026-11-20, until 2026-11-27, and has not accepted yet.',
      },
    ]);
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

import { describe, expect, it } from 'vitest';
import { anOrganization, type OrganizationBuilder } from '../../test/support/organization-builder.ts';
import { brief, planning, type Situation } from '../../test/support/planning.ts';
import { keyOf } from '../model/identity.ts';
import type { Invitation, OrgState } from '../model/org-state.ts';

const acme = anOrganization()
  .withOwner('alice', { id: 1 })
  .withMember('zoe', { id: 2 })
  .withTeam('sre')
  .withTeam('ops');
const joiners = ['ann', 'bob', 'cat'];
const desired = joiners
  .reduce((org, login) => org.withMember(login), acme)
  .withTeam('sre', { members: ['cat'] })
  .withTeam('ops', { members: ['bob'] });

const seats = (total: number, filled: number) => ({ seats: { total, filled } });

function invited(live: OrganizationBuilder, situation: Partial<Situation> = {}) {
  const { plan } = planning({ history: [acme, desired], live, ...situation });
  return {
    changes: brief(plan.changes),
    held: plan.findings.filter(({ finding }) => finding === 'held-back'),
  };
}

function withInvitation(live: OrganizationBuilder, login: string, state: Invitation['state']): OrgState {
  const invitation = { id: 5, state, createdAt: '2026-11-01T00:00:00Z' };
  const users = new Map([...live.state.users, [keyOf(login), { login, role: 'owner', invitation } as const]]);
  return { ...live.state, users };
}

describe('too few seats', () => {
  it('hold back the invitations that have none, by name, and nothing else', () => {
    const live = acme.with(seats(3, 2));
    const without = desired.withoutUser('zoe').withTeam('new', { members: ['alice'] });
    const { changes, held } = invited(live, { history: [acme, without] });
    expect(changes).toEqual([
      expect.stringContaining('create-team new'),
      'add-team-member new alice null→maintainer',
      'invite-member ann member',
      // The seat that this frees comes too late.
      'remove-member zoe',
    ]);
    expect(held).toEqual(
      ['bob', 'cat'].map((login) => ({
        finding: 'held-back',
        login,
        unfinished: true,
        message: `${login} waits for a seat: 1 free, 3 needed. Buy seats, or wait until some are free; the next run invites them.`,
      })),
    );
  });

  it('go to the people of `restoreFirst` first, in the order of its teams', () => {
    const policy = { restoreFirst: [keyOf('sre'), keyOf('ops')] };
    const live = (free: number): OrganizationBuilder => acme.with(seats(10, 10 - free));
    const members = ['invite-member cat member sre', 'invite-member bob member ops', 'invite-member ann member'];
    for (const free of [1, 2, 3]) expect(invited(live(free), { policy }).changes).toEqual(members.slice(0, free));
  });

  it.each([
    ['more are taken than paid for', seats(2, 4), 0],
    ['there is just enough', seats(5, 2), 3],
    ['the plan tells none', {}, 3],
    ['the plan has no limit, which GitHub says as 0', seats(0, 2), 3],
  ])('are counted where %s', (_, told, count) => {
    const { changes, held } = invited(acme.with(told));
    expect([changes.length, held.length]).toEqual([count, 3 - count]);
  });

  it('leave alone who has a seat: by an open invitation that is sent again, or as an outside collaborator', () => {
    const live = withInvitation(acme.with(seats(4, 4)).withOutside('bob', { id: 9001 }), 'ann', 'open');
    const { plan } = planning({ history: [acme, desired], live });
    expect(brief(plan.changes)).toEqual([
      'cancel-invitation ann',
      'invite-member ann member',
      'invite-member bob member ops',
    ]);
    expect(plan.findings).toMatchObject([{ finding: 'held-back', login: 'cat' }]);
  });

  it('leave a failed invitation where it is until there is a seat for the next', () => {
    const live = (free: number) => withInvitation(acme.with(seats(4, 4 - free)), 'ann', 'failed');
    const plans = [0, 1].map((free) => brief(planning({ history: [acme, desired], live: live(free) }).plan.changes));
    expect(plans).toEqual([[], ['clear-failed-invitation ann', 'invite-member ann member']]);
  });

  it('are not asked for by who is left out of the run', () => {
    const { changes, held } = invited(acme.with(seats(3, 2)), { options: { users: ['cat'] } });
    expect(changes).toEqual(['invite-member cat member sre']);
    expect(held.map(({ unfinished }) => unfinished)).toEqual([undefined]);
  });
});

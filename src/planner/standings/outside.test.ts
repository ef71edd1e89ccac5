import { describe, expect, it } from 'vitest';
import { anOrganization, type OrganizationBuilder } from '../../../test/support/organization-builder.ts';
import { bob, on, type Situation } from '../../../test/support/standing-facts.ts';
import { keyOf } from '../../model/identity.ts';
import type { StandingName } from '../../model/standing.ts';

describe('an outside collaborator', () => {
  const outside = anOrganization().withOwner('root', { id: 1 }).withOutside('bob', { id: 2, sponsor: 'root' });
  const wanted = outside
    .withRepo('api', { collaborators: { bob: 'read' } })
    .withRepo('web', { collaborators: { bob: 'write' } });
  const without = outside.withRepo('api').withRepo('web');
  const asked = (expired: boolean): OrganizationBuilder => {
    const { state } = wanted;
    const invitation = { id: 5, expired, createdAt: '2026-11-21T09:00:00Z' };
    const collaborators = new Map([[bob, { to: 'bob', role: 'write', invitation }]]);
    const repos = [...state.repos].map(
      ([key, repo]) => [key, key === 'web' ? { ...repo, collaborators } : repo] as const,
    );
    return { ...wanted, state: { ...state, repos: new Map(repos) } };
  };

  // Whose login has the grants, while no list of people tells whose it is.
  const strangers: OrganizationBuilder = {
    ...wanted,
    state: { ...wanted.state, users: new Map([...wanted.state.users].filter(([user]) => user !== bob)) },
  };

  it.each<readonly [string, Omit<Situation, 'desired'>, StandingName, RegExp]>([
    ['has every grant', { live: wanted }, 'restored', /^An outside collaborator, with every grant/],
    ['is a member still', { live: wanted.withMember('bob', { id: 2 }) }, 'waiting', /still a member/],
    [
      'is invited to one of two',
      { live: asked(false) },
      'invited',
      /^Invited to web, with access to api; without access there until they accept\.$/,
    ],
    ['let an invitation run out', { live: asked(true) }, 'expired', /^The invitation to web ran out/],
    [
      'waits for the run',
      { live: without, before: without, applied: 'nothing' },
      'waiting',
      /not invited there yet: commit-1 is not applied yet/,
    ],
    [
      'has less than is given',
      { live: wanted.withRepo('web', { collaborators: { bob: 'read' } }) },
      'accepted',
      /^With access to api and web, and without write on web/,
    ],
    [
      'is gone from what was applied',
      { live: without },
      'left',
      /they declined or left, or somebody took it away by hand/,
    ],
    [
      'could not be seen at one',
      { live: without, missing: { repos: new Set([keyOf('web')]) } },
      'unknown',
      /^web could not be read/,
    ],
    [
      'may be invited, which could not be read',
      { live: without, missing: { repoInvitations: new Set([keyOf('web')]) } },
      'unknown',
      /^web could not be read/,
    ],
    [
      'has every grant, and may be a member still',
      { live: strangers, missing: { members: true, outside: true } },
      'unknown',
      /^the members could not be read/,
    ],
    [
      'may have lost the login to who has the grants',
      { live: strangers, missing: { outside: true, accounts: true } },
      'unknown',
      /^the account behind their id could not be read/,
    ],
    [
      'is listed as one, with the members unread',
      { live: wanted, missing: { members: true } },
      'restored',
      /with every grant/,
    ],
    [
      'waits, or does not: the journal is unread',
      { live: without, before: without, applied: 'nothing', journal: { read: false } },
      'unknown',
      /the journal, which would tell why/,
    ],
  ])('%s', (_, situation, standing, reason) => {
    const verdict = on({ before: wanted, ...situation, desired: wanted });
    expect([verdict.standing, verdict.reason]).toEqual([standing, expect.stringMatching(reason)]);
  });
});

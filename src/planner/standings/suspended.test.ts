import { describe, expect, it } from 'vitest';
import { desired, gone, invited, on, type Situation } from '../../../test/support/standing-facts.ts';
import { keyOf } from '../../model/identity.ts';
import type { StandingName } from '../../model/standing.ts';

describe('somebody whose line says suspended', () => {
  const suspended = desired.withMember('bob', { id: 2, suspended: '2026-11-20' });
  const stripped = desired
    .withTeam('payments', { parent: 'engineering' })
    .withRepo('api', { teams: { payments: 'write' } });

  it.each<readonly [string, Omit<Situation, 'desired'>, StandingName, RegExp]>([
    [
      'holds nothing that the state lists',
      { live: stripped },
      'suspended',
      /^Suspended as decided: a member, and in none of the teams/,
    ],
    [
      'keeps the base permission',
      { live: stripped.with({ basePermission: 'read' }) },
      'suspended',
      /the base permission, read, remains\.$/,
    ],
    ['is in a team still', { live: desired }, 'suspended', /not in effect: live still shows team payments and api;/],
    [
      'is an owner still',
      { live: stripped.withOwner('bob', { id: 2 }) },
      'suspended',
      /not in effect: live still shows the role of an owner/,
    ],
    ['is not in the organisation', { live: gone }, 'suspended', /there is no seat to keep\.$/],
    [
      'is not in the organisation, invitations unread',
      { live: gone, missing: { invitations: true } },
      'suspended',
      /whether they are invited could not be read\.$/,
    ],
    [
      'may be there under another login',
      { live: gone, missing: { accounts: true } },
      'unknown',
      /the account behind their id could not be read/,
    ],
    ['has an open invitation', { live: invited() }, 'suspended', /not in effect: an invitation is open/],
    [
      'cannot be seen among the members',
      { live: gone, missing: { members: true } },
      'unknown',
      /the members could not be read/i,
    ],
    [
      'is in a team that cannot be read',
      { live: stripped.withoutTeam('payments'), missing: { teams: new Set([keyOf('payments')]) } },
      'unknown',
      /payments could not be read/,
    ],
  ])('%s', (_, situation, standing, reason) => {
    const verdict = on({ ...situation, desired: suspended });
    expect([verdict.standing, verdict.reason]).toEqual([standing, expect.stringMatching(reason)]);
  });

  it('is an outside collaborator whose access could not be read', () => {
    const outside = desired
      .withoutUser('bob')
      .withOutside('bob', { id: 2, sponsor: 'root', suspended: '2026-11-20' })
      .withRepo('web', { collaborators: { bob: 'write' } });
    const live = outside.withRepo('web').withRepo('api');
    const verdict = on({ desired: outside, live, missing: { repos: new Set([keyOf('web')]) } });
    expect([verdict.standing, verdict.reason]).toEqual(['unknown', expect.stringContaining('web could not be read')]);
  });
});

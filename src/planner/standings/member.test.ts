import { describe, expect, it } from 'vitest';
import { bob, desired, gone, on, patternOf, type Situation } from '../../../test/support/standing-facts.ts';
import { keyOf } from '../../model/identity.ts';
import type { StandingName } from '../../model/standing.ts';

const asOwner = desired.withOwner('bob', { id: 2 });

const cases: readonly (readonly [string, Situation, StandingName, string | RegExp])[] = [
  [
    'a member with everything',
    { live: desired },
    'restored',
    'A member, with every team and grant that the state gives.',
  ],
  [
    'a member who has another login by now',
    {
      live: desired
        .withoutUser('bob')
        .withMember('robert', { id: 2 })
        .withTeam('payments', { parent: 'engineering', members: ['robert'] })
        .withRepo('api', { teams: { payments: 'write', engineering: 'read' }, collaborators: { robert: 'maintain' } }),
    },
    'restored',
    'A member, called robert on GitHub now, with every team and grant that the state gives.',
  ],
  [
    'somebody else with the login, in every team of theirs',
    { live: desired.withMember('bob', { id: 666 }), accounts: new Map([[bob, { kind: 'gone', taken: true }]]) },
    'failed',
    'GitHub knows no account with the id 2, and bob is somebody else by now, so nobody can be invited: correct the line or remove it.',
  ],
  [
    'an owner who is to be one, granted nothing directly',
    {
      desired: asOwner,
      live: asOwner.withTeam('payments', { parent: 'engineering', maintainers: ['bob'] }).withRepo('api', {}),
    },
    'restored',
    /^An owner/,
  ],
  ['a member who is to be an owner', { desired: asOwner, live: desired }, 'accepted', /without the role of an owner:/],
  ['an owner who is to be a member', { live: asOwner }, 'accepted', /without the role of a member:/],
  [
    'a member without the team',
    { live: desired.withTeam('payments', { parent: 'engineering' }) },
    'accepted',
    /without team payments:/,
  ],
  [
    'a member who is to be a maintainer',
    { desired: desired.withTeam('payments', { parent: 'engineering', maintainers: ['bob'] }), live: desired },
    'accepted',
    /without maintainer of payments:/,
  ],
  [
    'a maintainer who is to be a member of the team',
    { live: desired.withTeam('payments', { parent: 'engineering', maintainers: ['bob'] }) },
    'restored',
    /^A member/,
  ],
  ['a team that live lacks', { live: desired.withoutTeam('payments') }, 'accepted', /GitHub has no team payments yet/],
  [
    'a grant of the team that is lower',
    { live: desired.withRepo('api', { teams: { payments: 'read' }, collaborators: { bob: 'maintain' } }) },
    'accepted',
    /without write on api for payments:/,
  ],
  [
    'a grant that a parent of the team lacks',
    { live: desired.withRepo('web', {}) },
    'accepted',
    /without triage on web for engineering:/,
  ],
  [
    'a team that is not below its parent',
    { live: desired.withTeam('payments', { members: ['bob'] }) },
    'accepted',
    /without triage on web for payments:/,
  ],
  [
    'a grant that the parent has in its place',
    { live: desired.withRepo('api', { teams: { engineering: 'write' }, collaborators: { bob: 'maintain' } }) },
    'restored',
    /^A member/,
  ],
  [
    'no grant of their own',
    { live: desired.withRepo('api', { teams: { payments: 'write', engineering: 'read' } }) },
    'accepted',
    /without maintain on api:/,
  ],
  [
    'a grant of their own that is more',
    { live: desired.withRepo('api', { teams: { payments: 'admin' }, collaborators: { bob: 'admin' } }) },
    'restored',
    /^A member/,
  ],
  [
    'an archived repository',
    { live: desired.withRepo('api', { archived: true, teams: { payments: 'write' } }) },
    'accepted',
    /api is archived, where GitHub changes no access/,
  ],
  [
    'a repository that is not there',
    { live: desired.withoutRepo('web') },
    'accepted',
    /GitHub shows no repository web/,
  ],
  [
    'less than the base permission gives, which GitHub refuses to grant',
    {
      desired: desired.withRepo('api', { teams: { payments: 'write' }, collaborators: { bob: 'read' } }),
      live: desired.with({ basePermission: 'write' }).withRepo('api', { teams: { payments: 'write' } }),
    },
    'restored',
    /^A member/,
  ],
  [
    'a base permission that is lower',
    { desired: desired.with({ basePermission: 'read' }), live: desired },
    'accepted',
    /without read by the base permission:/,
  ],
  [
    'a role of the organisation of which nobody knows what it builds on',
    {
      desired: desired.withRepo('api', { collaborators: { bob: 'auditor' } }),
      live: desired.withRepo('api', { collaborators: { bob: 'admin' } }),
    },
    'accepted',
    /without auditor on api:/,
  ],
  [
    'teams and repositories that are let go of',
    {
      desired: desired
        .withTeam('payments', { managed: false, members: ['bob'] })
        .withRepo('api', { managed: false, collaborators: { bob: 'admin' } }),
      live: gone.withMember('bob', { id: 2 }).withRepo('api', {}),
    },
    'restored',
    /^A member/,
  ],
  [
    'a member whose team could not be read',
    { live: desired.withoutTeam('payments'), missing: { teams: new Set([keyOf('payments')]) } },
    'unknown',
    /^A member, and payments could not be read/,
  ],
  [
    'a member whose team could not be read and who lacks a grant',
    { live: desired.withoutTeam('payments').withRepo('api', {}), missing: { teams: new Set([keyOf('payments')]) } },
    'accepted',
    /without maintain on api: .*; payments could not be read\.$/,
  ],
  [
    'a member, the base permission unread and nothing asked of it',
    { live: desired, missing: { organization: true } },
    'restored',
    /^A member/,
  ],
];

describe('a member', () => {
  it.each(cases)('%s', (_, situation, standing, reason) => {
    const verdict = on(situation);
    expect([verdict.standing, verdict.reason]).toEqual([standing, expect.stringMatching(patternOf(reason))]);
  });
});

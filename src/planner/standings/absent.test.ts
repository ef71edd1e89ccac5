import { describe, expect, it } from 'vitest';
import {
  bob,
  desired,
  failed,
  gone,
  invited,
  now,
  on,
  patternOf,
  type Situation,
} from '../../../test/support/standing-facts.ts';
import type { StandingName } from '../../model/standing.ts';

const cases: readonly (readonly [string, Situation, StandingName, string | RegExp])[] = [
  [
    'members that could not be read',
    { live: gone, missing: { members: true } },
    'unknown',
    /^The members could not be read/,
  ],
  [
    'members that could not be read, and an open invitation',
    { live: invited(), missing: { members: true } },
    'invited',
    /^Invited on 2026-11-21/,
  ],
  [
    'invitations that could not be read',
    { live: gone, missing: { invitations: true } },
    'unknown',
    /^The invitations could not be read/,
  ],
  [
    'an account that could not be looked up',
    { live: gone, missing: { accounts: true } },
    'unknown',
    /^The account behind their id could not be read/,
  ],
  [
    'an open invitation',
    { live: invited() },
    'invited',
    'Invited on 2026-11-21, and without any access until they accept.',
  ],
  ['an open reinstatement', { live: invited({ reinstate: true }) }, 'invited', /accepting gives back what they held/],
  [
    'an invitation that ran out',
    { live: failed({ failedReason: 'expired' }), journal: { attempts: new Map([[bob, 1]]) } },
    'expired',
    'The invitation of 2026-11-21 ran out; sent 1 of 3 times, it is sent again by the next whole run.',
  ],
  [
    'an invitation that ran out three times',
    { live: failed({ failedReason: 'expired' }), journal: { attempts: new Map([[bob, 3]]) } },
    'expired',
    /sent 3 times in vain and is not sent again/,
  ],
  [
    'one that failed, without a word why, before its end',
    { live: failed({}) },
    'failed',
    /and GitHub does not say why/,
  ],
  [
    'one that failed, without a word why, after its end',
    { live: failed({ createdAt: '2026-11-10T09:00:00Z' }) },
    'expired',
    /ran out/,
  ],
  [
    'one that failed for a reason',
    { live: failed({ failedReason: 'no_more_seats' }) },
    'failed',
    /as GitHub says: no_more_seats/,
  ],
  ['nothing applied yet', { live: gone, applied: 'never' }, 'waiting', 'Not invited yet: nothing was applied yet.'],
  [
    'a commit that is not applied',
    { live: gone, before: gone, applied: 'nothing' },
    'waiting',
    'Not invited yet: commit-1 is not applied yet.',
  ],
  [
    'a commit that a run is at',
    { live: gone, before: gone, applied: 'nothing', journal: { lastRun: 1 } },
    'waiting',
    'Not invited yet: no run has finished with commit-1 yet.',
  ],
  [
    'the quota',
    { live: gone, before: gone, applied: 'nothing', journal: { lastRun: 1, quotaUntil: '2026-11-23T08:00:00Z' } },
    'waiting',
    /^Not invited yet: GitHub takes no more invitations for now;/,
  ],
  [
    'no seat',
    { live: gone.with({ seats: { total: 5, filled: 5 } }), before: gone, applied: 'nothing' },
    'waiting',
    /no seat is free/,
  ],
  [
    'a plan without seats',
    { live: gone.with({ seats: { total: 0, filled: 5 } }), before: gone, applied: 'nothing' },
    'waiting',
    'Not invited yet: commit-1 is not applied yet.',
  ],
  [
    'an invitation cleared to send another',
    { live: gone, told: { kind: 'made-way' } },
    'waiting',
    /the last invitation was cleared on 2026-11-21 to send another/,
  ],
  [
    'taken out by a run and given back',
    { live: gone, told: { kind: 'removed' } },
    'waiting',
    /a run took them out on 2026-11-21/,
  ],
  [
    'an invitation of which nobody knows whether it went out',
    { live: gone, told: { result: 'unknown' } },
    'waiting',
    /went out nobody knows/,
  ],
  [
    'an invitation that GitHub refused',
    { live: gone, told: { result: 'failed', code: 'blocked', message: 'User is blocked.' } },
    'failed',
    'GitHub took no invitation on 2026-11-21: User is blocked; the next whole run tries again.',
  ],
  [
    'an invitation refused before a commit that touched them since',
    { live: gone, before: gone, applied: 'nothing', told: { result: 'failed', commit: 'commit-0' } },
    'waiting',
    /^Not invited yet/,
  ],
  [
    'an invitation that vanished',
    { live: gone, told: {} },
    'left',
    /^Invited on 2026-11-21, and neither invited nor a member any more: they declined, or left since, or somebody cancelled it/,
  ],
  [
    'a member when status last looked, and gone',
    { live: gone, told: {}, seen: new Map([[bob, { standing: 'restored', at: '2026-11-21T20:00:00Z' }]]) },
    'left',
    /^Was seen as a member on 2026-11-21, and is neither/,
  ],
  [
    'gone from the state that was applied, and no run did it',
    { live: gone },
    'left',
    /^Stood in the state that was applied last/,
  ],
  [
    'gone, and the journal unread',
    { live: gone, journal: { read: false } },
    'unknown',
    /the journal, which would tell why, could not be read/,
  ],
  [
    'renamed while not invited',
    {
      live: gone,
      before: gone,
      applied: 'nothing',
      accounts: new Map([[bob, { kind: 'renamed', login: 'robert', taken: false }]]),
    },
    'waiting',
    /called robert on GitHub now: no run invites them until their line says robert/,
  ],
  [
    'no such account, where the state gives no id',
    {
      desired: desired.withMember('bob'),
      before: gone,
      live: gone,
      accounts: new Map([[bob, { kind: 'gone', taken: false }]]),
    },
    'failed',
    /^GitHub knows no account called bob/,
  ],
  [
    'an outside collaborator who is to be a member, and is not invited',
    { live: gone.withOutside('bob', { id: 2 }), before: gone, applied: 'nothing' },
    'waiting',
    /^Not invited yet/,
  ],
];

describe('somebody who is to be a member and was not seen to be one', () => {
  it.each(cases)('%s', (_, situation, standing, reason) => {
    const verdict = on(situation);
    expect([verdict.standing, verdict.reason]).toEqual([standing, expect.stringMatching(patternOf(reason))]);
  });

  it('has times: of the invitation, of the quota, of the commit, and of the run that saw them first', () => {
    const timesOf = (situation: Situation) => [on(situation).since, on(situation).until];
    const pending = { live: gone, before: gone, applied: 'nothing' } as const;
    const quotaUntil = '2026-11-23T08:00:00Z';
    expect(timesOf({ live: invited() })).toEqual(['2026-11-21T09:00:00Z', '2026-11-28T09:00:00Z']);
    expect(timesOf({ live: failed({ failedReason: 'expired' }) })).toEqual(['2026-11-28T09:00:00Z', null]);
    expect(timesOf({ ...pending, journal: { quotaUntil } })).toEqual(['2026-11-20T08:00:00Z', quotaUntil]);
    expect(timesOf(pending)).toEqual(['2026-11-20T08:00:00Z', null]);
    expect(timesOf({ live: desired })).toEqual([now, null]);
    const at = '2026-11-21T20:00:00Z';
    expect(timesOf({ live: desired, seen: new Map([[bob, { standing: 'restored', at }]]) })).toEqual([at, null]);
    expect(timesOf({ live: desired, seen: new Map([[bob, { standing: 'restored', at: null }]]) })).toEqual([
      null,
      null,
    ]);
    expect(timesOf({ live: desired, seen: new Map([[bob, { standing: 'invited', at }]]) })).toEqual([now, null]);
    expect(timesOf({ live: gone })).toEqual([null, null]);
  });

  it('without an invitation that was accepted, everything is outstanding', () => {
    expect(on({ live: invited() }).outstanding).toEqual([
      { kind: 'role', role: 'member' },
      { kind: 'team', team: 'payments', role: 'member' },
      { kind: 'repo', repo: 'api', role: 'maintain' },
    ]);
  });
});

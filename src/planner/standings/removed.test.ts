import { describe, expect, it } from 'vitest';
import { desired, gone, invited, on, type Situation } from '../../../test/support/standing-facts.ts';
import type { StandingName } from '../../model/standing.ts';

describe('somebody whom no line names any more', () => {
  const removed = desired.withoutUser('bob').withTeam('payments', { parent: 'engineering' }).withRepo('api', {});

  it.each<readonly [string, Omit<Situation, 'desired'>, StandingName, RegExp]>([
    [
      'is gone',
      { live: gone },
      'removed',
      /^No line names them since commit-1, and they are neither a member nor invited to the organisation\.$/,
    ],
    [
      'is a member until it is applied',
      { live: desired, applied: 'nothing' },
      'removed',
      /still a member: commit-1 is not applied yet\.$/,
    ],
    [
      'was brought back by hand',
      { live: desired, told: { kind: 'removed' } },
      'removed',
      /still a member: a run took them out on 2026-11-21, and somebody brought them back by hand\.$/,
    ],
    ['was never taken out', { live: desired }, 'removed', /the journal tells of no run that took them out/],
    ['is invited still', { live: invited() }, 'removed', /an invitation of theirs is still open/],
    [
      'is an outside collaborator by now',
      { live: gone.withOutside('bob', { id: 2 }) },
      'removed',
      /still an outside collaborator/,
    ],
    [
      'cannot be seen among the members',
      { live: gone, missing: { members: true } },
      'unknown',
      /the members could not be read/,
    ],
    [
      'cannot be seen among outside collaborators',
      { live: gone, missing: { outside: true } },
      'unknown',
      /the outside collaborators could not be read/,
    ],
  ])('%s', (_, situation, standing, reason) => {
    const verdict = on({ ...situation, desired: removed });
    expect([verdict.standing, verdict.reason]).toEqual([standing, expect.stringMatching(reason)]);
    expect(verdict.since).toBe(standing === 'removed' ? '2026-11-20T08:00:00Z' : null);
  });
});

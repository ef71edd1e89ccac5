import { describe, expect, it } from 'vitest';
import { type Behaviours, defaultBehaviours } from '../src/sandbox/world/behaviours.ts';
import { acme } from './support/edits.ts';
import { aStateRepo } from './support/state-repo.ts';

/** Each switch for what nobody knows of GitHub, turned to what it is not at first. */
const others: readonly Partial<Behaviours>[] = [
  { teamMembersCarryRole: false },
  { graphqlTeamReposInclusive: false },
  { ownersDuplicatedInPermissionSources: true },
  { putMembershipOnInvitee: 'update' },
  { nestingDroppedOnCreate: true },
  { graphqlRateLimitSpelling: 'RATE_LIMITED' },
  { retryAfterHeader: false },
  { contentCreating: 'all-writes' },
  { eventualConsistencyMs: 600 },
  { failedInvitationsBlock: true },
  { reinviteClearsFailed: true },
  { reinstatementBrings: 'teams' },
  { reinstateErrorCode: null },
  { alreadyInvitedErrorCode: null },
  { quotaErrorCode: null },
];

/** These bear on people who decline and who are blocked alone: src/sandbox/control/decline.test.ts and status.test.ts try them. */
const triedElsewhere: readonly (keyof Behaviours)[] = ['declinedListedAsFailed', 'blockedIsTold'];

const start = acme
  .withOwner('zoe', { id: 1026 })
  .withRepo('api', {
    id: 501,
    teams: { payments: 'write', engineering: 'read' },
    collaborators: { olga: 'read', carol: 'admin' },
  })
  .withRepo('web', { id: 502, teams: { engineering: 'write', payments: 'write' } });

/** Touches all that a switch can bear on: nesting, inherited and redundant grants, owners, invitations. */
const edited = start
  .withTeam('sre', { parent: 'payments', maintainers: ['bob'], members: ['zoe', 'dana'] })
  .withMember('dana', { id: 1004 })
  .withMember('erin', { id: 1005 })
  .withOwner('carol', { id: 1003 })
  .withRepo('web', { id: 502, teams: { engineering: 'write', sre: 'write' } });

/** Grants, not requests, are what the two readings of GitHub must agree on. */
describe('whatever GitHub turns out to do', () => {
  it('every switch is tried', () => {
    const tried = [...others.flatMap((other) => Object.keys(other)), ...triedElsewhere];
    expect(tried.sort()).toEqual(Object.keys(defaultBehaviours).sort());
  });

  it.each([{}, ...others])(
    'an edit converges in one run, an expired invitation is sent again, the revert goes back: %j',
    async (behaviours) => {
      const repo = await aStateRepo(start.state, { sandbox: { behaviours } });
      try {
        expect(await repo.apply()).toMatchObject({ code: 0 });
        const before = await repo.live();
        await repo.control('POST', 'change', {
          addAccounts: [
            { login: 'dana', id: 1004 },
            { login: 'erin', id: 1005 },
          ],
        });
        repo.commitState('Edit', edited.state);
        expect(await repo.apply()).toMatchObject({ code: 0 });
        expect((await repo.planned({ full: true })).changes).toEqual([]);

        await repo.control('POST', 'accept', { login: 'dana' });
        await repo.control('POST', 'clock', { advance: '8d' });
        expect((await repo.planned({ full: true })).changes.map(({ kind }) => kind)).toEqual([
          'clear-failed-invitation',
          'invite-member',
        ]);
        expect(await repo.apply({ full: true })).toMatchObject({ code: 0 });
        await repo.control('POST', 'accept', { login: 'erin' });
        expect((await repo.planned({ full: true })).changes).toEqual([]);

        repo.git('revert', '--no-edit', 'HEAD');
        repo.git('push', '--quiet');
        expect(await repo.apply()).toMatchObject({ code: 0 });
        expect((await repo.planned({ full: true })).changes).toEqual([]);
        expect(await repo.live()).toEqual(before);
      } finally {
        await repo.close();
      }
    },
  );
});

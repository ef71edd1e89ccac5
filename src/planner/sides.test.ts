import { expect, it } from 'vitest';
import { anOrganization, type OrganizationBuilder } from '../../test/support/organization-builder.ts';
import { brief, planning } from '../../test/support/planning.ts';
import { linesBehind } from '../model/change.ts';

const acme = anOrganization().withOwner('alice', { id: 1 }).withTeam('admins').withTeam('ops').withRepo('web');
const withEve = acme.withMember('eve', { id: 5 });
const withRobin = acme.withOutside('robin', { id: 6 });
const admins = { members: ['eve'] };
const suspended = { id: 5, suspended: '2026-11-01' };

interface Story {
  /** What each commit left: `commit-0` was applied last. */
  readonly history: readonly OrganizationBuilder[];
  readonly live: OrganizationBuilder;
}

/** Each change, then the commits that it rests on; `?` where git must be asked. */
function resting({ history, live }: Story): string[] {
  const { plan } = planning({ history, live });
  const said = brief(plan.changes);
  return plan.changes.map(
    (change, index) =>
      `${said[index]}: ${linesBehind(change)
        .map(({ commit }) => commit ?? '?')
        .join(' ')}`,
  );
}

it.each<[string, Story, string[]]>([
  [
    'an invitation on the line of the person and of each team that it brings',
    { history: [acme, withEve, withEve.withTeam('admins', admins), withEve.withTeam('admins', admins)], live: acme },
    ['invite-member eve member admins: commit-1 commit-2'],
  ],
  [
    'an invitation on lines that nobody touched as well',
    {
      history: [withEve.withTeam('admins', admins), withEve.withMember('eve', { id: 5, employee: 'E5' })].map((one) =>
        one.withTeam('admins', admins),
      ),
      live: acme,
    },
    ['invite-member eve member admins: commit-1 ?'],
  ],
  [
    'a team on each of its settings',
    {
      history: [
        acme.withTeam('ops', { name: 'Ops', description: 'a' }),
        acme.withTeam('ops', { name: 'Ops', description: 'a', parent: 'admins' }),
        acme.withTeam('ops', { name: 'Operations', description: 'a', parent: 'admins' }),
      ],
      live: acme.withTeam('ops', { name: 'Ops', description: 'b' }),
    },
    [
      'update-team ops {"name":"Ops","description":"b","parent":null}→{"name":"Operations","description":"a","parent":"admins"}: commit-2 commit-1 ?',
    ],
  ],
  [
    'a new team on the settings that it is made with',
    { history: [acme, acme.withTeam('new'), acme.withTeam('new', { privacy: 'secret' })], live: acme },
    ['create-team new null→{"name":"new","description":"","privacy":"secret","parent":null}: commit-1 commit-2'],
  ],
  [
    'what a lifted suspension gives back on the lines that list it',
    {
      history: [
        acme.withMember('eve', suspended),
        acme.withMember('eve', suspended).withTeam('admins', admins),
        withEve.withTeam('admins', admins),
      ],
      live: withEve,
    },
    ['add-team-member admins eve null→member: commit-1 commit-2'],
  ],
  [
    'a person’s access on their own line too',
    {
      history: [acme, acme.withRepo('web', { collaborators: { robin: 'write' } }), withRobin].map((one, index) =>
        index === 2 ? one.withRepo('web', { collaborators: { robin: 'write' } }) : one,
      ),
      live: acme,
    },
    ['grant-user-access web robin null→write: commit-1 commit-2'],
  ],
  [
    'a team’s access on the repository’s file where a commit touched that',
    {
      history: [
        acme.withRepo('web', { managed: false, teams: { ops: 'write' } }),
        acme.withRepo('web', { teams: { ops: 'read' } }),
        acme.withRepo('web', { teams: { ops: 'write' } }),
      ],
      live: acme,
    },
    ['grant-team-access web ops null→write: commit-2 commit-1'],
  ],
  [
    'a removal on nothing but what asks for it',
    {
      history: [
        withEve.withTeam('admins', admins).withRepo('web', { collaborators: { eve: 'read' } }),
        withEve.withMember('eve', { id: 5, employee: 'E5' }).withTeam('admins', admins).withRepo('web'),
        withEve.withMember('eve', { id: 5, employee: 'E6' }),
      ],
      live: withEve.withTeam('admins', admins).withRepo('web', { collaborators: { eve: 'read' } }),
    },
    ['remove-team-member admins eve member→null: commit-2', 'revoke-user-access web eve read→null: commit-1'],
  ],
])('rests %s', (_, story, expected) => {
  expect(resting(story)).toEqual(expected);
});

it('has one digest whatever its changes rest on', () => {
  const both = withEve.withTeam('admins', admins);
  const digests = [
    [acme, both],
    [acme, withEve, both],
  ].map((history) => planning({ history, live: acme }).plan.digest);
  expect(digests[0]).toBe(digests[1]);
});

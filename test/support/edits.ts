import { keyOf } from '../../src/model/identity.ts';
import { anOrganization, type OrganizationBuilder } from './organization-builder.ts';

/** A small organisation that has one of everything. */
export const acme = anOrganization()
  .with({ customRoles: new Map([[keyOf('security-reader'), { name: 'security-reader', base: 'read' }]]) })
  .withOwner('alice', { id: 1001 })
  .withMember('bob', { id: 1002 })
  .withMember('carol', { id: 1003 })
  .withOutside('olga', { id: 1009, sponsor: 'alice' })
  .withTeam('engineering', { id: 71, members: ['carol'] })
  .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'], members: ['bob'] })
  .withRepo('api', { id: 501, teams: { payments: 'write', engineering: 'read' }, collaborators: { olga: 'read' } });

export interface Edit {
  readonly what: string;
  readonly desired: OrganizationBuilder;
  readonly live?: OrganizationBuilder;
  readonly expected: readonly string[];
}

/** Each edit of the state, and exactly the changes it makes. */
export const edits: readonly Edit[] = [
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
    what: 'a custom role of the organisation, for a team and for a person',
    desired: acme.withRepo('api', {
      id: 501,
      teams: { payments: 'write', engineering: 'security-reader' },
      collaborators: { olga: 'security-reader' },
    }),
    expected: [
      'change-team-access api engineering read→security-reader',
      'change-user-access api olga read→security-reader',
    ],
  },
  {
    what: 'a new outside collaborator, invited to the repository alone',
    desired: acme.withOutside('pia', { id: 1010, sponsor: 'alice' }).withRepo('api', {
      id: 501,
      teams: { payments: 'write', engineering: 'read' },
      collaborators: { olga: 'read', pia: 'triage' },
    }),
    expected: ['grant-user-access api pia null→triage'],
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

import { describe, expect, it } from 'vitest';
import { anOrganization, type OrganizationBuilder } from '../../../test/support/organization-builder.ts';
import { accessChanges } from './access-changes.ts';

const acme = anOrganization()
  .withMember('alice', { id: 1 })
  .withMember('bob', { id: 2 })
  .withTeam('sre', { id: 7, members: ['alice'] })
  .withRepo('api', { id: 9, teams: { sre: 'write' }, collaborators: { bob: 'read' } });

function changed(before: OrganizationBuilder, after: OrganizationBuilder): readonly string[] {
  return accessChanges(before.at('1'.repeat(40)), after.at('2'.repeat(40))).map(
    ({ kind, login = '', team = '', repo = '', before: was, after: is, letGo = false }) =>
      `${kind} ${[login, team, repo].filter((name) => name !== '').join(' ')}: ${was} > ${is}${letGo ? ' (let go)' : ''}`,
  );
}

describe('changes of access', () => {
  it('are none between a state and itself', () => {
    expect(changed(acme, acme)).toEqual([]);
  });

  it.each([
    ['a role', acme.withOwner('alice', { id: 1 }), ['membership alice: member > owner']],
    ['a suspension', acme.withMember('bob', { id: 2, suspended: '2026-01-02' }), ['suspension bob: null > 2026-01-02']],
    [
      'a place in a team',
      acme.withTeam('sre', { id: 7, maintainers: ['alice'], members: ['bob'] }),
      ['team-membership alice sre: member > maintainer', 'team-membership bob sre: null > member'],
    ],
    ['a parent', acme.withTeam('sre', { id: 7, members: ['alice'], parent: 'all' }), ['parent sre: null > all']],
    [
      'grants',
      acme.withRepo('api', { id: 9, teams: { sre: 'read' } }),
      ['team-access sre api: write > read', 'user-access bob api: read > null'],
    ],
  ])('tell %s', (_, after, expected) => {
    expect(changed(acme, after)).toEqual(expected);
  });

  it('do not take a new name for a new person, team or repository', () => {
    const renamed = anOrganization()
      .withMember('ally', { id: 1 })
      .withMember('bob', { id: 2 })
      .withTeam('ops', { id: 7, members: ['ally'] })
      .withRepo('core', { id: 9, teams: { ops: 'write' }, collaborators: { bob: 'read' } });
    expect(changed(acme, renamed)).toEqual([
      'renamed-user ally: alice > ally',
      'renamed-team ops: sre > ops',
      'renamed-repo core: api > core',
    ]);
  });

  it('take another account under the same login for another person', () => {
    expect(changed(acme, acme.withMember('bob', { id: 3 }))).toEqual([
      'membership bob: null > member',
      'membership bob: member > null',
      'user-access bob api: null > read',
      'user-access bob api: read > null',
    ]);
  });

  it('do not call taken away what is let go of', () => {
    expect(changed(acme, acme.withTeam('sre', { id: 7, managed: false }))).toEqual([
      'team sre: managed > not managed',
      'team-membership alice sre: member > null (let go)',
    ]);
  });
});

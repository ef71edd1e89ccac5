import type { OrgState } from '../../src/model/org-state.ts';
import { anOrganization, type OrganizationBuilder } from './organization-builder.ts';

/** A state and what it is to become: 300 changes, of every kind that a plan can have but one or two. */
export interface MixedChanges {
  /** What live is at the very beginning. */
  readonly live: OrgState;
  /** Written first, and not yet in live: people invited whose invitations will have failed when the change comes. */
  readonly failing: OrgState;
  /** What live and the state are when the change comes; some people have an open invitation. */
  readonly start: OrgState;
  readonly desired: OrgState;
  /** Who is in neither from the beginning, so that the accounts must be made. */
  readonly accounts: readonly { readonly login: string; readonly id: number }[];
}

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(2, '0')}`);

const stay = numbered('stay', 40);
const leave = numbered('leave', 28);
const suspended = numbered('susp', 4);
const convert = numbered('conv', 3);
const cancelled = numbered('cancel', 5);
const failed = numbered('fail', 3);
const invited = numbered('new', 40);
const outside = numbered('out', 8);
const outsideNew = numbered('guest', 6);
const outsideInvited = numbered('later', 4);

const everybody = [stay, leave, suspended, convert, cancelled, failed, invited, outside, outsideNew, outsideInvited];
const ids = new Map(everybody.flat().map((login, index) => [login, 5000 + index]));
const withId = (login: string) => ({ id: ids.get(login) ?? 0 });
const from = (people: readonly string[], first: number, count: number): string[] => people.slice(first, first + count);

const members = (org: OrganizationBuilder, logins: readonly string[]): OrganizationBuilder =>
  logins.reduce((all, login) => all.withMember(login, withId(login)), org);
const outsiders = (org: OrganizationBuilder, logins: readonly string[]): OrganizationBuilder =>
  logins.reduce((all, login) => all.withOutside(login, { ...withId(login), sponsor: 'alice' }), org);

const owners = anOrganization().withOwner('alice', { id: 1 }).withOwner('zoe', { id: 2 });
const roles = (logins: readonly string[], role: string): Record<string, string> =>
  Object.fromEntries(logins.map((login) => [login, role]));

const common = outsiders(members(owners, [...stay.slice(0, 38), ...leave, ...suspended, ...convert]), outside)
  .withOwner('stay38', withId('stay38'))
  .withOwner('stay39', withId('stay39'))
  .withTeam('base', { id: 701, members: [...from(stay, 0, 20), ...from(leave, 0, 10), ...suspended, ...convert] })
  .withTeam('crowd', { id: 702, maintainers: from(stay, 0, 8), members: [...from(stay, 8, 30), ...suspended] })
  .withTeam('names', { id: 703, parent: 'base', members: from(stay, 0, 3) })
  .withTeam('other', { id: 704, name: 'other', members: from(stay, 3, 3) })
  .withTeam('words', { id: 705, description: 'Before', members: from(stay, 6, 3) })
  .withTeam('secrets', { id: 706, privacy: 'secret', members: from(stay, 9, 3) })
  .withTeam('root', { id: 707 })
  .withTeam('leaf', { id: 708, parent: 'root', members: from(stay, 0, 2) })
  .withTeam('gone1', { id: 709, members: from(stay, 2, 2) })
  .withTeam('gone2', { id: 710 })
  .withRepo('r1', { id: 801, teams: { base: 'read', crowd: 'write', other: 'read' } })
  .withRepo('r2', { id: 802, teams: { base: 'admin', words: 'triage', gone1: 'read' } })
  .withRepo('r3', { id: 803, teams: { crowd: 'read' }, collaborators: roles(from(stay, 0, 12), 'write') })
  .withRepo('r4', { id: 804, teams: { root: 'read' }, collaborators: roles(outside, 'read') })
  .withRepo('r5', { id: 805, collaborators: roles(suspended, 'write') })
  .withRepo('r6', { id: 806 })
  .withTeam('many', { id: 711 });

const begun = outsiders(members(common, failed), outsideInvited.slice(0, 4));

const start = members(begun, cancelled).withRepo('r6', {
  id: 806,
  collaborators: roles(outsideInvited, 'read'),
});

const newTeams = numbered('made', 8);

const desired = newTeams
  .reduce(
    (org, team, index) =>
      org.withTeam(team, {
        ...(index < 3 ? { parent: 'base' } : index === 3 ? { parent: 'made04' } : {}),
        members: [...from(stay, index, 6), ...from(invited, index, 2)],
      }),
    failed.reduce(
      (org, login) => org.withMember(login, { ...withId(login), employee: `E-${login}` }),
      suspended.reduce(
        (org, login) => org.withMember(login, { ...withId(login), suspended: '2026-11-20' }),
        outsiders(
          members(owners.with({ basePermission: 'read' }), [...from(stay, 0, 36), 'stay38', 'stay39', ...invited]),
          [...from(outside, 0, 5), ...convert, ...outsideNew, ...from(outsideInvited, 0, 2)],
        ),
      ),
    ),
  )
  .withOwner('stay36', withId('stay36'))
  .withOwner('stay37', withId('stay37'))
  .withTeam('base', { id: 701, members: [...from(stay, 0, 12), ...from(stay, 20, 14), ...suspended] })
  .withTeam('crowd', { id: 702, maintainers: from(stay, 4, 8), members: [...from(stay, 12, 10), ...suspended] })
  .withTeam('nomes', { id: 703, parent: 'base', members: [...from(stay, 0, 3), 'stay20'] })
  .withTeam('others', { id: 704, members: from(stay, 3, 3) })
  .withTeam('words', { id: 705, description: 'After', members: from(stay, 6, 3) })
  .withTeam('secrets', { id: 706, privacy: 'closed', parent: 'base', members: from(stay, 9, 3) })
  .withTeam('leaf', { id: 708, members: from(stay, 0, 2) })
  .withTeam('many', { id: 711, members: from(stay, 0, 33) })
  .withRepo('r1', { id: 801, teams: { base: 'write', crowd: 'read', ...roles(newTeams, 'read') } })
  .withRepo('r2', { id: 802, teams: { base: 'read', words: 'maintain', nomes: 'write' } })
  .withRepo('r3', {
    id: 803,
    teams: { crowd: 'read', others: 'write' },
    collaborators: {
      ...roles(from(stay, 0, 4), 'admin'),
      ...roles(from(stay, 4, 4), 'read'),
      ...roles(from(stay, 12, 8), 'write'),
    },
  })
  .withRepo('r4', { id: 804, collaborators: { ...roles(from(outside, 0, 5), 'read'), ...roles(convert, 'read') } })
  .withRepo('r5', { id: 805, collaborators: { ...roles(suspended, 'write'), ...roles(outsideNew, 'triage') } })
  .withRepo('r6', { id: 806, collaborators: roles(from(outsideInvited, 0, 2), 'write') });

export const mixedChanges: MixedChanges = {
  live: common.state,
  failing: begun.state,
  start: start.state,
  desired: desired.state,
  accounts: [...failed, ...cancelled, ...invited, ...outsideNew, ...outsideInvited].map((login) => ({
    login,
    ...withId(login),
  })),
};

import { describe, expect, it } from 'vitest';
import { anOrganization, type OrganizationBuilder } from '../../test/support/organization-builder.ts';
import { brief, planning } from '../../test/support/planning.ts';
import type { Departure, Holdings } from '../model/departure.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState, TeamRole } from '../model/org-state.ts';

const live = anOrganization()
  .with({ customRoles: new Map([[keyOf('reviewer'), { name: 'reviewer', base: 'read' }]]) })
  .withOwner('alice', { id: 1 })
  .withTeam('sre', {})
  .withTeam('ops', {})
  .withRepo('api', {});
const base = live;
const bob = { id: 2 };
const desired = live
  .withMember('bob', bob)
  .withTeam('sre', { members: ['bob'] })
  .withRepo('api', { collaborators: { bob: 'write' } });

interface Held {
  readonly role?: Holdings['role'];
  readonly teams?: Readonly<Record<string, TeamRole>>;
  readonly repos?: Readonly<Record<string, string>>;
}

const all: Held = { teams: { sre: 'member' }, repos: { api: 'write' } };

function departure({ role = 'member', teams = {}, repos = {} }: Held, parts: Partial<Departure> = {}): Departure {
  const keyed = <Role>(roles: Readonly<Record<string, Role>>): ReadonlyMap<Key, Role> =>
    new Map(Object.entries(roles).map(([name, own]) => [keyOf(name), own]));
  const held = { role, teams: keyed(teams), repos: keyed(repos) };
  return { at: '2026-11-02T10:00:00Z', held, stripped: false, ...parts };
}

interface Situation {
  readonly history?: readonly OrganizationBuilder[];
  readonly now?: string;
  readonly to?: OrganizationBuilder | OrgState;
}

function returning(gone: Departure | undefined, { history = [base, desired], now, to = live }: Situation = {}) {
  const departures = new Map(gone === undefined ? [] : [[keyOf('bob'), gone]]);
  const options = { returning: { departures, now: now ?? '2026-11-22T10:00:00Z' } };
  return planning({ history, live: to, options, accounts: [{ kind: 'person', login: 'bob', id: 2 }] }).plan;
}

/** How bob is invited, and what is said of it. */
function choiceFor(gone: Departure | undefined, situation: Situation = {}): string {
  const found = returning(gone, situation).changes.find((change) => change.kind === 'invite-member');
  const reason = found?.reason.replace(/^bob is to be (a member|an owner)(; )?/, '') ?? '';
  return found === undefined ? 'not invited' : `${found.reinstate ? 'reinstate' : 'teams'} | ${reason}`;
}

const until = 'was a member until 2026-11-02';
const beyond = `${until}, and held more than the state gives now`;
const owned = base.withOwner('bob', bob).withTeam('sre', { members: ['bob'] });
const maintained = desired.withTeam('sre', { maintainers: ['bob'] });
const withoutTeams = live.withMember('bob', bob);

describe('who comes back is reinstated', () => {
  it.each<[string, Held, OrganizationBuilder, string]>([
    ['who held just that', all, desired, 'held 1 team and 1 direct grant'],
    ['who held less', { teams: all.teams ?? {} }, desired, 'held 1 team'],
    ['who held a weaker grant', { repos: { api: 'read' } }, desired, 'held 1 direct grant'],
    ['who was less in a team', all, maintained, 'held 1 team and 1 direct grant'],
    ['who held nothing and is to be in no team', {}, withoutTeams, 'held nothing besides'],
  ])('%s', (_, held, to, what) => {
    expect(choiceFor(departure(held), { history: [base, to] })).toBe(`reinstate | reinstated: ${until}, ${what}`);
  });

  it('who was an owner and is one again, whatever the lists said', () => {
    const gone = departure({ role: 'owner', teams: { ops: 'maintainer' }, repos: { api: 'admin' } });
    expect(choiceFor(gone, { history: [base, owned] })).toMatch(/^reinstate \| reinstated: was an owner/);
  });

  it.each([
    ['2026-11-30T10:00:00Z', '2027-02-28T09:59:59Z', 'reinstate'],
    ['2026-11-30T10:00:00Z', '2027-02-28T10:00:00Z', 'teams'],
    ['2026-11-02T10:00:00Z', '2027-02-02T09:59:59Z', 'reinstate'],
    ['2026-11-02T10:00:00Z', '2027-02-02T10:00:00Z', 'teams'],
  ])('for three months: gone at %s, invited at %s', (at, now, way) => {
    expect(choiceFor(departure(all, { at }), { now }).split(' ')[0]).toBe(way);
  });
});

describe('who comes back is invited with teams', () => {
  it.each<[string, Held, OrganizationBuilder, string]>([
    ['who held another team', { teams: { sre: 'member', ops: 'member' } }, desired, `${beyond}: ops`],
    ['who maintained a team', { teams: { sre: 'maintainer' } }, desired, `${beyond}: sre`],
    ['who held a stronger grant', { repos: { api: 'admin' } }, desired, `${beyond}: api`],
    ['whose grant cannot be compared', { repos: { api: 'nobody-knows' } }, desired, `${beyond}: api`],
    [
      'who held more than one thing',
      { teams: { ops: 'member' }, repos: { api: 'admin' } },
      desired,
      `${beyond}: ops and 1 more`,
    ],
    ['whose team was let go', all, desired.withTeam('sre', { members: ['bob'], managed: false }), `${beyond}: sre`],
    ['who held nothing, and is to be in a team', {}, desired, `${until}, and was in no team`],
    ['who is to be an owner', all, owned, `${until}, and is to be an owner`],
  ])('%s', (_, held, to, why) => {
    expect(choiceFor(departure(held), { history: [base, to] })).toBe(`teams | not reinstated: ${why}`);
  });

  it('who was an owner and is to be a member', () => {
    expect(choiceFor(departure({ ...all, role: 'owner' }))).toMatch(/: the role of an owner$/);
  });

  it('whose access had been stripped before', () => {
    const gone = departure(all, { stripped: true });
    expect(choiceFor(gone)).toBe(`teams | not reinstated: ${until}, and had lost their access before`);
  });

  it('who is an outside collaborator now', () => {
    const to = live.withOutside('bob', bob).withRepo('api', { collaborators: { bob: 'read' } });
    expect(choiceFor(departure(all), { to })).toMatch(/^teams \| not reinstated: .* outside collaborator now$/);
  });

  it('of whom nobody knows when they left, and nothing is said about that', () => {
    expect(choiceFor(undefined)).toBe('teams | ');
  });
});

describe('an open reinstatement', () => {
  const invitation = { id: 7, state: 'open', createdAt: '2026-11-20T00:00:00Z', reinstate: true } as const;
  const waiting = live.withMember('bob', { ...bob, invitation });
  const less = desired.withTeam('sre', {});
  const changesOf = (gone: Departure | undefined, history: readonly OrganizationBuilder[]) =>
    brief(returning(gone, { history, to: waiting }).changes);

  it('stays while the state gives all that it brings', () => {
    const { changes, findings } = returning(departure(all), { history: [desired, desired], to: waiting });
    expect(changes).toEqual([]);
    expect(findings.map(({ finding }) => finding)).toEqual(['invitation-open']);
  });

  it.each([
    ['known to be held', departure(all), ['cancel-invitation bob', 'invite-member bob member']],
    ['perhaps held', undefined, ['cancel-invitation bob', 'invite-member bob member']],
    ['known not to be held', departure({ repos: { api: 'write' } }), []],
  ])('that would bring what was taken out of the state since, %s', (_, gone, expected) => {
    expect(changesOf(gone, [desired, less])).toEqual(expected);
  });

  it('is cancelled by the commit that took something out', () => {
    const [cancelled] = returning(departure(all), { history: [desired, less], to: waiting }).changes;
    expect(cancelled).toMatchObject({ attribution: { commit: 'commit-1', file: 'state/teams/sre.yaml' } });
  });
});

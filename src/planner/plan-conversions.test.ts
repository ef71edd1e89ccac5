import { describe, expect, it } from 'vitest';
import { anOrganization } from '../../test/support/organization-builder.ts';
import { brief, planning } from '../../test/support/planning.ts';
import { keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';

const acme = anOrganization().withOwner('alice', { id: 1 }).withTeam('sre').withTeam('infra', { parent: 'sre' });

/** What `sre` may do in `web`, and what bob may do there himself. */
interface Roles {
  readonly sre: string | undefined;
  readonly bob: string | undefined;
}

function rolesIn({ sre, bob }: Roles) {
  return {
    ...(sre === undefined ? {} : { teams: { sre } }),
    ...(bob === undefined ? {} : { collaborators: { bob } }),
  };
}

function asMember(roles: Roles) {
  return acme
    .withMember('bob', { id: 3 })
    .withTeam('infra', { parent: 'sre', members: ['bob'] })
    .withRepo('web', rolesIn(roles));
}

/** GitHub shows `infra` what its parent has, and does not tell whether that is all. */
function shown({ state }: ReturnType<typeof asMember>): OrgState {
  const repos = [...state.repos].map(([key, repo]) => {
    const role = repo.teams.get(keyOf('sre'))?.role;
    const inherited =
      role === undefined ? [] : [[keyOf('infra'), { to: 'infra', role, doubt: 'maybe-inherited' }] as const];
    return [key, { ...repo, teams: new Map([...repo.teams, ...inherited]) }] as const;
  });
  return { ...state, repos: new Map(repos) };
}

function converted(before: Roles, after: Roles): string[] {
  const now = acme.withOutside('bob', { id: 3 }).withRepo('web', rolesIn(after));
  const { plan } = planning({ history: [asMember(before), now], live: shown(asMember(before)) });
  return brief(plan.changes.filter(({ kind }) => kind.endsWith('user-access') || kind === 'convert-to-outside'));
}

const conversion = 'convert-to-outside bob';
const none = undefined;

describe('somebody in a team below one that has a repository becomes an outside collaborator', () => {
  it.each<[string, Roles, Roles, string[]]>([
    [
      'takes back all of it',
      { sre: 'write', bob: none },
      { sre: 'write', bob: none },
      [conversion, 'revoke-user-access web bob write→null'],
    ],
    ['leaves what is listed', { sre: 'write', bob: none }, { sre: 'write', bob: 'write' }, [conversion]],
    [
      'takes back what is too much',
      { sre: 'write', bob: none },
      { sre: 'write', bob: 'read' },
      [conversion, 'change-user-access web bob write→read'],
    ],
    [
      'grants what is lacking before it, so that nobody need accept it',
      { sre: 'read', bob: none },
      { sre: 'read', bob: 'write' },
      ['change-user-access web bob read→write', conversion],
    ],
    [
      'asks for nothing that they have themselves',
      { sre: 'read', bob: 'write' },
      { sre: 'read', bob: 'write' },
      [conversion],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(converted(before, after)).toEqual(changes);
  });
});

describe('while the team above loses what the team below may have had from it', () => {
  it.each<[string, Roles, Roles, string[]]>([
    [
      'grants what would be left only if the team below had it itself',
      { sre: 'triage', bob: none },
      { sre: 'read', bob: 'triage' },
      ['change-user-access web bob read→triage', conversion],
    ],
    [
      'grants it where nothing else is left either',
      { sre: 'triage', bob: none },
      { sre: none, bob: 'triage' },
      ['grant-user-access web bob null→triage', conversion],
    ],
    [
      'grants what may be lacking and takes back what may be too much',
      { sre: 'maintain', bob: none },
      { sre: 'read', bob: 'write' },
      ['change-user-access web bob read→write', conversion, 'change-user-access web bob maintain→write'],
    ],
    [
      'takes back what may be left though nothing is listed',
      { sre: 'write', bob: none },
      { sre: none, bob: none },
      [conversion, 'revoke-user-access web bob write→null'],
    ],
    [
      'asks for nothing that they have themselves',
      { sre: 'write', bob: 'write' },
      { sre: 'read', bob: 'write' },
      [conversion],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(converted(before, after)).toEqual(changes);
  });
});

it('knows what a team comes to have under one that is made in the same plan', () => {
  const roles = { teams: { sre: 'maintain' } };
  const before = acme
    .withMember('bob', { id: 3 })
    .withTeam('infra', { members: ['bob'] })
    .withRepo('web', roles);
  const after = acme
    .withOutside('bob', { id: 3 })
    .withTeam('ops', { parent: 'sre' })
    .withTeam('infra', { parent: 'ops' })
    .withRepo('web', { ...roles, collaborators: { bob: 'write' } });
  const { plan } = planning({ history: [before, after], live: before });
  expect(brief(plan.changes).slice(2)).toEqual([conversion, 'change-user-access web bob maintain→write']);
});

describe('while GitHub lets members be granted no less than the base permission', () => {
  const base = acme.with({ basePermission: 'write' });
  const member = base.withMember('bob', { id: 3 }).withRepo('web');
  const outside = base.withOutside('bob', { id: 3 }).withRepo('web', { collaborators: { bob: 'read' } });

  it('grants that much first, so that nobody need accept it, and takes back the rest', () => {
    const { plan } = planning({ history: [member, outside], live: member });
    expect(brief(plan.changes)).toEqual([
      'grant-user-access web bob null→write',
      conversion,
      'change-user-access web bob write→read',
    ]);
    expect(plan.removals).toMatchObject({ members: 1, total: 1 });
  });

  it('does so too where the base permission comes down only afterwards', () => {
    const { plan } = planning({ history: [member, outside.with({ basePermission: 'none' })], live: member });
    expect(brief(plan.changes)).toEqual([
      'grant-user-access web bob null→write',
      conversion,
      'set-base-permission write→none',
      'change-user-access web bob write→read',
    ]);
  });

  it('grants nothing to who is suspended at once, and takes what they have', () => {
    const had = base.withMember('bob', { id: 3 }).withRepo('web', { collaborators: { bob: 'read' } });
    const { plan } = planning({
      history: [had, outside.withOutside('bob', { id: 3, suspended: '2026-11-20' })],
      live: had,
    });
    expect(brief(plan.changes)).toEqual([conversion, 'revoke-user-access web bob read→null']);
  });

  it('grants what is listed where that is more', () => {
    const more = base.withOutside('bob', { id: 3 }).withRepo('web', { collaborators: { bob: 'admin' } });
    const { plan } = planning({ history: [member, more], live: member });
    expect(brief(plan.changes)).toEqual(['grant-user-access web bob null→admin', conversion]);
  });
});

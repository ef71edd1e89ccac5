import { describe, expect, it } from 'vitest';
import { keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { loadState } from '../../state/load-state.ts';
import { serialiseState } from '../../state/serialise.ts';
import { bigOrganization } from './big-organization.ts';

const trueSize = { people: 3500, teams: 500, repos: 2000, seed: 1 };

describe('bigOrganization', () => {
  it('has exactly the size asked for', () => {
    const { users, teams, repos } = bigOrganization(trueSize);
    const inside = [...users.values()].filter(({ role }) => role !== 'outside');
    expect([inside.length, teams.size, repos.size]).toEqual([3500, 500, 2000]);
  });

  it('is the same for the same seed and another for another', () => {
    const logins = (seed: number) => [...bigOrganization({ ...trueSize, seed }).users.keys()];
    expect(bigOrganization(trueSize)).toEqual(bigOrganization(trueSize));
    expect(logins(1)).not.toEqual(logins(2));
  });

  it.each([
    { people: 0, teams: 0, repos: 0 },
    { people: 1, teams: 1, repos: 1 },
    { people: 3, teams: 2, repos: 5 },
    { people: 40, teams: 60, repos: 30 },
    { people: 20_000, teams: 3000, repos: 5000 },
  ])('keeps the rules of a state at %o', (size) => {
    const state = bigOrganization({ ...size, seed: 7 });
    expect(state.teams.size).toBe(size.teams);
    expect(state.repos.size).toBe(size.repos);
    expect(brokenRules(state)).toEqual([]);
  });

  it('is a valid state, and the same one when it is written and loaded', () => {
    const state = bigOrganization(trueSize);
    const files = [...serialiseState(state)].map(([path, text]) => ({ path, id: path, text }));
    const loaded = loadState(files, { prefix: 'state', today: '2026-11-22' });
    expect(loaded.problems).toEqual([]);
    expect(loaded.state.users).toEqual(state.users);
    expect(loaded.state.teams).toEqual(state.teams);
    expect(loaded.state.repos).toEqual(state.repos);
  });

  it('nests teams three deep and has teams beyond one page of members', () => {
    const { teams } = bigOrganization(trueSize);
    const depth = (slug: string | undefined): number =>
      slug === undefined ? 0 : 1 + depth(teams.get(keyOf(slug))?.parent);
    expect(Math.max(...[...teams.keys()].map(depth))).toBe(3);
    expect([...teams.values()].filter(({ members }) => members.size > 100).length).toBeGreaterThan(3);
  });

  it('gives each repository one to four teams of mixed roles', () => {
    const { repos } = bigOrganization(trueSize);
    const counts = [...repos.values()].map(({ teams }) => teams.size);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 4]);
    const roles = new Set([...repos.values()].flatMap(({ teams }) => [...teams.values()].map(({ role }) => role)));
    expect([...roles].sort()).toEqual(['admin', 'maintain', 'read', 'triage', 'write']);
  });
});

function brokenRules({ users, teams, repos }: OrgState): readonly string[] {
  const broken: string[] = [];
  const check = (holds: boolean, rule: string) => holds || broken.push(rule);
  for (const nouns of [users, teams, repos]) {
    check(new Set([...nouns.values()].map(({ id }) => id)).size === nouns.size, 'ids are unique');
  }
  for (const { login, sponsor } of users.values()) {
    check(/^[a-z\d]+(-[a-z\d]+)*$/iu.test(login) && login.length <= 39, `${login} is a login`);
    check(sponsor === undefined || users.get(keyOf(sponsor))?.role !== 'outside', `${login} has a sponsor inside`);
  }
  for (const { slug, parent, privacy, members } of teams.values()) {
    check(parent === undefined || (teams.has(parent) && privacy === 'closed'), `${slug} is nested as GitHub allows`);
    for (const [login, { role }] of members) {
      const org = users.get(login)?.role;
      check(org === 'member' || (org === 'owner' && role === 'maintainer'), `${login} may be ${role} of ${slug}`);
    }
  }
  for (const repo of repos.values()) {
    for (const slug of repo.teams.keys()) check(teams.has(slug), `${repo.name} is granted to a team`);
    for (const login of repo.collaborators.keys()) {
      const role = users.get(login)?.role;
      check(role === 'member' || role === 'outside', `${repo.name} is granted to ${login}`);
    }
  }
  return broken;
}

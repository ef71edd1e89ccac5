import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { invite } from '../world/invitations.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

/** So many members, all in one team and on one repository, and so many teams and repositories. */
function organizationOf(size: number): OrgState {
  const names = Array.from({ length: size }, (_, index) => `n${String(index).padStart(5, '0')}`);
  const mapOf = <T>(names: readonly string[], toValue: (name: string) => T): Map<Key, T> =>
    new Map(names.map((name) => [keyOf(name), toValue(name)]));
  const everyone = mapOf(names, (login) => ({ login, role: 'member' as const }));
  const team = { previously: [], managed: true, listsMembers: true };
  const repo = { previously: [], managed: true, listsTeams: true, listsCollaborators: true };
  const teams = new Map([[keyOf('all'), { to: 'all', role: 'read' }]]);
  return {
    ...anOrganization().state,
    users: everyone,
    teams: mapOf([...names, 'all'], (slug) => ({ ...team, slug, members: slug === 'all' ? everyone : new Map() })),
    repos: mapOf([...names, 'everyone'], (name) => ({
      ...repo,
      name,
      teams,
      collaborators: name === 'everyone' ? mapOf(names, (to) => ({ to, role: 'write' })) : new Map(),
    })),
  };
}

describe.each([101, 1001, 10_001])('lists of %i', (size) => {
  let at: SandboxFixture;
  beforeAll(async () => {
    at = await aSandbox(organizationOf(size));
    const { world } = at.sandbox;
    for (const account of world.members.keys()) invite(world, { account, role: 'direct_member', inviter: account });
  });
  afterAll(() => at.close());

  it.each([
    ['/orgs/acme/members', 0],
    ['/orgs/acme/invitations', 0],
    ['/orgs/acme/repos', 1],
    ['/orgs/acme/teams', 1],
    ['/orgs/acme/teams/all/members', 0],
    ['/orgs/acme/teams/all/repos', 1],
    ['/repos/acme/everyone/collaborators?affiliation=direct', 0],
  ])('%s is read to its end, each entry once', async (path, more) => {
    const query = path.includes('?') ? '&' : '?';
    const found = await at.readAll(`${path}${query}per_page=100`);
    expect(found).toHaveLength(size + more);
    expect(new Set(found.map((entry) => entry['id'])).size).toBe(size + more);
  });
});

describe('pages', () => {
  let at: SandboxFixture;
  beforeAll(async () => {
    at = await aSandbox(organizationOf(101));
  });
  afterAll(() => at.close());
  const linksOf = async (query: string): Promise<Record<string, string>> => {
    const { headers } = await at.ask('GET', `/orgs/acme/members${query}`);
    const links = (headers.get('link') ?? '').matchAll(/<[^>]*[?&]page=(\d+)[^>]*>; rel="(\w+)"/g);
    return Object.fromEntries([...links].map(([, page = '', rel = '']): [string, string] => [rel, page]));
  };

  it.each([
    ['', 30, { next: '2', last: '4' }],
    ['?page=2', 30, { prev: '1', next: '3', last: '4', first: '1' }],
    ['?page=4', 11, { prev: '3', first: '1' }],
    ['?per_page=1000', 100, { next: '2', last: '2' }],
    ['?page=9', 0, { prev: '8', first: '1' }],
    ['?per_page=nonsense&page=-1', 30, { next: '2', last: '4' }],
  ])('"%s" has %i entries', async (query, entries, links) => {
    expect((await at.ask('GET', `/orgs/acme/members${query}`)).body).toHaveLength(entries);
    expect(await linksOf(query)).toEqual(links);
  });

  it('a list that fits on one page has no Link', async () => {
    expect((await at.ask('GET', '/orgs/acme/outside_collaborators')).headers.get('link')).toBeNull();
  });
});

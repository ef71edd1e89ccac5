import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .withOwner('alice', { id: 1 })
  .withMember('bob', { id: 2 })
  .withMember('dana', { id: 3 })
  .withMember('both', { id: 4 })
  .withTeam('platform', { id: 11, name: 'Platform', maintainers: ['bob'], members: ['both'] })
  .withTeam('sre', { id: 12, parent: 'platform', members: ['dana', 'both'] })
  .withTeam('oncall', { id: 13, parent: 'sre' })
  .withTeam('hidden', { id: 14, privacy: 'secret', members: ['dana'] })
  .withRepo('api', { id: 21, teams: { platform: 'write', sre: 'read' } })
  .withRepo('old', { id: 22, archived: true, teams: { sre: 'read' } }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
});
afterEach(() => at.close());

const create = (body: object, as?: string) => at.ask('POST', '/orgs/acme/teams', as ? { as, body } : { body });
const parentOf = async (slug: string) => (await at.ask('GET', `/orgs/acme/teams/${slug}`)).body['parent'];

describe('making', () => {
  it.each([
    [{ name: 'New Team' }, { slug: 'new-team', privacy: 'secret', parent: null, members_count: 0 }],
    [
      { name: 'Below', parent_team_id: 11 },
      { privacy: 'closed', parent: { slug: 'platform' } },
    ],
    [
      { name: 'Rep', repo_names: ['acme/api'], maintainers: ['dana'] },
      { repos_count: 1, members_count: 1 },
    ],
  ])('%j', async (body, team) => {
    expect(await create(body)).toMatchObject({ status: 201, body: team });
  });

  it.each([
    [{ name: 'PLATFORM' }, { field: 'name', message: 'Name must be unique for this org' }],
    [{ name: 'x', parent_team_id: 11, privacy: 'secret' }, { field: 'privacy' }],
    [{ name: 'x', parent_team_id: 99 }, { field: 'parent_team_id' }],
    [{ name: 'x', maintainers: ['stranger'] }, { message: 'Invalid maintainers were specified.' }],
  ])('refuses %j', async (body, error) => {
    expect(await create(body)).toMatchObject({ status: 422, body: { errors: [error] } });
  });

  it('puts a person who makes it into it, and nobody for the app', async () => {
    await create({ name: 'Mine' }, 'bob');
    await create({ name: 'Bots' });
    const { teams } = await at.control('GET', 'state');
    expect(teams).toMatchObject({ mine: { members: { bob: 'maintainer' } }, bots: { members: {} } });
  });

  it("drops an app's nesting below somebody else's team where the switch says so, and a PATCH mends it", async () => {
    await create({ name: 'Top' }, 'alice');
    await at.control('POST', 'behaviours', { nestingDroppedOnCreate: true });
    const top = (await at.ask('GET', '/orgs/acme/teams/top')).body['id'];
    await at.ask('PATCH', '/orgs/acme/teams/top', { body: { privacy: 'closed' } });
    expect((await create({ name: 'Child', parent_team_id: top })).body).toMatchObject({ parent: null });
    const patched = await at.ask('PATCH', '/orgs/acme/teams/child', { body: { parent_team_id: top } });
    expect(patched.body).toMatchObject({ parent: { slug: 'top' } });
  });
});

describe('changing', () => {
  it('keeps the parent that is not mentioned, and un-nests with null', async () => {
    await at.ask('PATCH', '/orgs/acme/teams/sre', { body: { description: 'On call' } });
    expect(await parentOf('sre')).toMatchObject({ slug: 'platform' });
    await at.ask('PATCH', '/orgs/acme/teams/sre', { body: { parent_team_id: null } });
    expect(await parentOf('sre')).toBeNull();
  });

  it('renames with the slug, leaves nothing at the old one, and answers by id throughout', async () => {
    const renamed = await at.ask('PATCH', '/orgs/acme/teams/sre', { body: { name: 'Site Reliability' } });
    expect(renamed.body).toMatchObject({ id: 12, slug: 'site-reliability' });
    expect((await at.ask('GET', '/orgs/acme/teams/sre')).status).toBe(404);
    for (const path of ['/teams/12', '/organizations/1/team/12', '/organizations/1/team/12/members']) {
      expect((await at.ask('GET', path)).status).toBe(200);
    }
  });

  it.each([
    ['a circle', 'platform', { parent_team_id: 13 }],
    ['itself as parent', 'platform', { parent_team_id: 11 }],
    ['a secret parent', 'platform', { privacy: 'secret' }],
    ['a secret child', 'sre', { privacy: 'secret' }],
    ['to go below a secret team', 'oncall', { parent_team_id: 14 }],
  ])('refuses %s', async (_, slug, body) => {
    expect((await at.ask('PATCH', `/orgs/acme/teams/${slug}`, { body })).status).toBe(422);
  });

  it('deleting a parent deletes all below it', async () => {
    expect((await at.ask('DELETE', '/orgs/acme/teams/platform')).status).toBe(204);
    expect(Object.keys((await at.control('GET', 'state'))['teams'] ?? {})).toEqual(['hidden']);
    expect((await at.ask('DELETE', '/orgs/acme/teams/sre')).status).toBe(404);
  });
});

describe('members and repositories', () => {
  it('lists members of child teams as inherited, once, and without the words where the switch is off', async () => {
    expect(await at.readAll('/orgs/acme/teams/platform/members')).toMatchObject([
      { login: 'both', role: 'member', inherited: false },
      { login: 'bob', role: 'maintainer', inherited: false },
      { login: 'dana', role: 'member', inherited: true },
    ]);
    await at.control('POST', 'behaviours', { teamMembersCarryRole: false });
    expect((await at.ask('GET', '/orgs/acme/teams/platform/members')).body[0]).not.toHaveProperty('role');
    expect(await at.readAll('/orgs/acme/teams/platform/members?role=maintainer')).toMatchObject([{ login: 'bob' }]);
  });

  it('removing who is in a child team alone succeeds and changes nothing, and so does removing nobody', async () => {
    const remove = async (slug: string, login: string) =>
      (await at.ask('DELETE', `/orgs/acme/teams/${slug}/memberships/${login}`)).status;
    expect([await remove('platform', 'dana'), await remove('hidden', 'bob')]).toEqual([204, 204]);
    expect([await remove('platform', 'nobody'), await remove('none', 'bob')]).toEqual([404, 404]);
    expect(await at.readAll('/orgs/acme/teams/platform/members')).toMatchObject([
      { login: 'both' },
      { login: 'bob' },
      { login: 'dana', inherited: true },
    ]);
  });

  it('the older way of adding members invites nobody', async () => {
    await at.control('POST', 'change', { addAccounts: [{ login: 'eve', id: 91 }] });
    const put = (login: string) => at.ask('PUT', `/teams/13/members/${login}`);
    expect((await put('dana')).status).toBe(204);
    expect((await put('eve')).body).toMatchObject({ errors: [{ code: 'unaffiliated' }] });
    expect(await at.readAll('/teams/13/members')).toMatchObject([{ login: 'dana' }]);
    expect(await at.readAll('/orgs/acme/invitations')).toEqual([]);
  });

  it('lists inherited repositories with the strongest role, and direct grants alone on the repository', async () => {
    expect(await at.readAll('/orgs/acme/teams/oncall/repos')).toMatchObject([
      { name: 'api', role_name: 'write', permissions: { push: true, maintain: false } },
      { name: 'old', role_name: 'read' },
    ]);
    expect(await at.readAll('/repos/acme/api/teams')).toMatchObject([
      { slug: 'platform', permission: 'push', access_source: 'direct' },
      { slug: 'sre', permission: 'pull' },
    ]);
  });

  it('refuses to change access to an archived repository, or to an unknown role', async () => {
    const path = '/orgs/acme/teams/platform/repos/acme';
    expect((await at.ask('PUT', `${path}/old`, { body: { permission: 'push' } })).status).toBe(403);
    expect((await at.ask('DELETE', `${path}/old`)).status).toBe(403);
    expect((await at.ask('PUT', `${path}/api`, { body: { permission: 'rule' } })).status).toBe(422);
  });

  it('hides secret teams from members who are not in them', async () => {
    const seen = async (as: string) => (await at.ask('GET', '/orgs/acme/teams/hidden', { as })).status;
    expect([await seen('alice'), await seen('dana'), await seen('bob')]).toEqual([200, 200, 404]);
  });

  it('refuses organisations, and who may not: a maintainer may add members and invite nobody', async () => {
    await at.control('POST', 'change', {
      addAccounts: [
        { login: 'corp', id: 90, type: 'Organization' },
        { login: 'eve', id: 91 },
      ],
    });
    const put = (login: string, as?: string) =>
      at.ask('PUT', `/orgs/acme/teams/platform/memberships/${login}`, as ? { as } : {});
    expect((await put('corp')).status).toBe(422);
    expect((await put('nobody')).status).toBe(404);
    expect((await put('dana', 'bob')).status).toBe(200);
    expect((await put('eve', 'bob')).status).toBe(403);
    expect((await put('bob', 'dana')).status).toBe(403);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .withOwner('alice', { id: 1 })
  .withMember('bob', { id: 2 })
  .withOutside('carol', { id: 3 })
  .withTeam('sre', { id: 11, name: 'SRE', description: 'On call', maintainers: ['alice'] })
  .withRepo('api', { id: 21, teams: { sre: 'write' }, collaborators: { carol: 'read' } }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
});
afterEach(() => at.close());

describe('state', () => {
  it('tells all of the organisation, sorted', async () => {
    await at.control('POST', 'change', { addAccounts: [{ login: 'eve', id: 4 }] });
    await at.ask('POST', '/orgs/acme/invitations', { body: { invitee_id: 4, team_ids: [11] } });
    await at.ask('PUT', '/repos/acme/api/collaborators/eve', { body: { permission: 'pull' } });
    expect(await at.control('GET', 'state')).toEqual({
      organization: { name: 'acme', id: 1, basePermission: 'none' },
      members: { alice: { id: 1, role: 'owner' }, bob: { id: 2, role: 'member' } },
      invitations: [
        {
          login: 'eve',
          role: 'member',
          teams: ['sre'],
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
          expired: false,
        },
      ],
      failedInvitations: [],
      teams: {
        sre: {
          name: 'SRE',
          description: 'On call',
          privacy: 'closed',
          parent: null,
          members: { alice: 'maintainer' },
          repos: { api: 'write' },
        },
      },
      repos: {
        api: {
          archived: false,
          collaborators: { carol: 'read' },
          invitations: [{ login: 'eve', permission: 'read', expired: false }],
        },
      },
    });
  });
});

describe('requests', () => {
  it('tells what was asked, and which of it changed members, invitations, teams or access', async () => {
    await at.ask('GET', '/orgs/acme/members?per_page=5');
    await at.ask('PUT', '/orgs/acme/memberships/bob', { body: { role: 'admin' } });
    await at.ask('DELETE', '/orgs/acme/members/nobody');
    await at.ask('PUT', '/repositories/21/collaborators/bob');
    await at.ask('PATCH', '/orgs/acme', { body: { default_repository_permission: 'read' } });
    await at.ask('POST', '/orgs/acme/repos', { body: { name: 'new' } });
    await at.ask('POST', '/repos/acme/api/issues/1/comments', { body: { body: 'x' } });
    await at.ask('POST', '/graphql', { body: { query: '{ viewer { login } }' } });
    await at.control('GET', 'state');
    const asked = await at.control('GET', 'requests');
    expect(asked).toMatchObject({ total: 8, rest: 7, graphql: 1, writes: 4, points: 8, missing: 1 });
    expect(asked['entries']?.[0]).toEqual({
      method: 'GET',
      path: '/orgs/acme/members?per_page=5',
      status: 200,
      at: expect.any(String) as string,
      id: expect.any(String) as string,
      effect: false,
    });
    await at.control('DELETE', 'requests');
    expect(await at.control('GET', 'requests')).toMatchObject({ total: 0, writes: 0, entries: [] });
  });
});

describe('change', () => {
  it.each([
    [{ addMember: { login: 'carol', role: 'owner' } }, { members: { carol: { role: 'owner' } } }],
    [
      { addTeamMember: { team: 'sre', login: 'bob', role: 'maintainer' } },
      { teams: { sre: { members: { bob: 'maintainer' } } } },
    ],
    [
      { setCollaborator: { repo: 'api', login: 'bob', permission: 'push' } },
      { repos: { api: { collaborators: { bob: 'write' } } } },
    ],
    [{ rename: { login: 'bob', to: 'robert' } }, { members: { robert: { id: 2 } } }],
  ])('%j', async (change, expected) => {
    await at.control('POST', 'change', change);
    expect(await at.control('GET', 'state')).toMatchObject(expected);
  });

  it('sets up single sign-on, one identity or many at once', async () => {
    const query = `{ organization(login: "acme") { samlIdentityProvider { externalIdentities(first: 9) {
      nodes { user { login } samlIdentity { nameId emails { value } } scimIdentity { username } } } } } }`;
    const identities = async () => {
      const { body } = await at.ask('POST', '/graphql', { body: { query } });
      const provider = body['data']?.['organization']?.['samlIdentityProvider'];
      return provider === null ? null : provider?.['externalIdentities']?.['nodes'];
    };
    expect(await identities()).toBeNull();
    await at.control('POST', 'change', { setSamlIdentity: { login: 'bob', nameId: 'bob' } });
    await at.control('POST', 'change', {
      setSamlIdentity: [
        { login: 'alice', nameId: 'alice@example.org', emails: ['a@example.org'], scimUserName: 'al' },
        { login: null, nameId: 'new@example.org' },
        { login: 'alice', nameId: 'bob' },
      ],
    });
    expect(await identities()).toEqual([
      { user: { login: 'alice' }, samlIdentity: { nameId: 'bob', emails: [] }, scimIdentity: null },
      {
        user: { login: 'alice' },
        samlIdentity: { nameId: 'alice@example.org', emails: [{ value: 'a@example.org' }] },
        scimIdentity: { username: 'al' },
      },
      { user: null, samlIdentity: { nameId: 'new@example.org', emails: [] }, scimIdentity: null },
    ]);
  });

  it('takes away', async () => {
    await at.control('POST', 'change', { removeMember: { login: 'bob' } });
    await at.control('POST', 'change', { removeTeamMember: { team: 'sre', login: 'alice' } });
    await at.control('POST', 'change', { setCollaborator: { repo: 'api', login: 'carol', permission: null } });
    const after = await at.control('GET', 'state');
    expect(Object.keys(after['members'] ?? {})).toEqual(['alice']);
    expect(after).toMatchObject({ teams: { sre: { members: {} } }, repos: { api: { collaborators: {} } } });
  });
});

it('the clock moves by spans, and tells the time', async () => {
  const moved = await at.control('POST', 'clock', { advance: '1h30m' });
  expect(moved['aheadSeconds']).toBe(5400);
  expect(Date.parse(moved['now'] as unknown as string) - Date.now()).toBeGreaterThan(5_390_000);
});

it('limits and behaviours are told, and those not mentioned stay', async () => {
  expect(await at.control('POST', 'limits', { seats: 9, latencyMs: null })).toMatchObject({
    seats: 9,
    latencyMs: 0,
    invitationsPerDay: 500,
    graphqlNodes: 500_000,
  });
  expect(await at.control('GET', 'limits')).toMatchObject({ seats: 9 });
  await at.control('POST', 'behaviours', { retryAfterHeader: false });
  expect(await at.control('GET', 'behaviours')).toMatchObject({ retryAfterHeader: false, teamMembersCarryRole: true });
});

describe('bad input is a 400 that says what is wrong', () => {
  it.each([
    ['clock', '{', 'not JSON'],
    ['clock', [], 'body must be an object'],
    ['clock', { advance: 'soon' }, 'advance must be a span such as 7d'],
    ['clock', { advanse: '7d' }, 'Unknown: advanse. Known: advance.'],
    ['accept', {}, 'login must be a text; it is missing'],
    ['accept', { login: 'nobody' }, 'There is no account called nobody'],
    ['accept', { all: 'yes' }, 'all must be true'],
    ['change', {}, 'Give exactly one of addAccounts, setSamlIdentity, rename'],
    ['change', { addMember: { login: 'nobody' } }, 'addAccounts makes one'],
    ['change', { addMember: { login: 'bob', role: 'king' } }, 'role must be one of member, admin, owner'],
    ['change', { addAccounts: [{ login: 'BOB', id: 9 }] }, 'The login BOB is taken'],
    ['change', { addAccounts: [{ login: 'new', id: 2 }] }, 'The id 2 is taken by bob'],
    ['change', { rename: { login: 'bob', to: 'alice' } }, 'The login alice is taken'],
    ['change', { removeMember: { login: 'alice' } }, 'last owner'],
    ['change', { addTeamMember: { team: 'sre', login: 'carol' } }, 'carol is not a member'],
    ['change', { addTeamMember: { team: 'none', login: 'bob' } }, 'no team with the slug none'],
    ['change', { setCollaborator: { repo: 'none', login: 'bob', permission: 'read' } }, 'no repository called none'],
    ['change', { setCollaborator: { repo: 'api', login: 'bob', permission: 'rule' } }, 'permission must be'],
    ['limits', { seats: -1 }, 'seats must be a whole number'],
    ['limits', { primary: 'lots' }, 'primary must be'],
    ['limits', { secondary: 1 }, 'secondary must be'],
    ['behaviours', { retryAfterHeader: 'no' }, 'retryAfterHeader must be true or false'],
    ['behaviours', { putMembershipOnInvitee: 'x' }, 'must be one of keep, update'],
    ['behaviours', { quotaErrorCode: 5 }, 'quotaErrorCode must be a text or null'],
    ['faults', { match: 'orgs', status: 500 }, 'match must be a method'],
    ['faults', { match: 'GET (', status: 500 }, 'no regular expression'],
    ['faults', { match: 'GET /', status: 500, drop: true }, 'either status or drop or hang'],
    ['faults', { match: 'GET /', hang: 'yes' }, 'hang must be true'],
    ['change', { setManagedUsers: { managed: 1 } }, 'managed must be true or false'],
    ['change', { setSamlIdentity: { login: 'nobody', nameId: 'x' } }, 'There is no account called nobody'],
    ['change', { setSamlIdentity: [{ login: 'bob' }] }, 'nameId must be a text; it is missing'],
    ['change', { setSamlIdentity: { login: 'bob', nameId: 'x', emails: 'a@b' } }, 'emails must be a list of texts'],
    ['change', { setSamlIdentity: [7] }, 'setSamlIdentity must be an object'],
    ['faults', { match: 'GET /', status: 5 }, 'status must be from 200'],
    ['faults', { match: 'GET /', drop: true, times: 0 }, 'times must be at least 1'],
  ])('%s %j', async (call, body, message) => {
    const answer = await at.ask('POST', `/_sandbox/${call}`, { body });
    expect(answer.status).toBe(400);
    expect(answer.body['message']).toContain(message);
  });

  it('an unknown call is a 404', async () => {
    expect((await at.ask('GET', '/_sandbox/nothing')).status).toBe(404);
  });
});

import { describe, expect, it } from 'vitest';
import { githubOnSandbox } from '../../../test/support/github-on-sandbox.ts';
import { acme, withMembers } from '../../../test/support/live-organizations.ts';
import { keyOf } from '../../model/identity.ts';
import { bigOrganization } from '../../sandbox/organization-generator/big-organization.ts';
import { createReader } from './reader.ts';

describe('the organisation', () => {
  it('is told with its base permission, its counts and the account that reads', async () => {
    const { client } = await githubOnSandbox(acme);
    const { organization, actor } = await createReader(client, 'acme').organization({ customRoles: false });
    expect(organization).toMatchObject({ name: 'acme', id: 900_000_001, basePermission: 'none', repositories: 2 });
    expect(actor).toEqual({ login: 'rollcall[bot]', kind: 'app' });
  });

  it('is read by a person in two requests', async () => {
    const { client, sandbox, requests } = await githubOnSandbox(acme);
    const asAlice = await githubOnSandbox(acme, { client: { apiUrl: sandbox.url, auth: { token: 'as:Alice' } } });
    expect(client.actsAs).toBe('token');
    const { actor } = await createReader(asAlice.client, 'acme').organization({ customRoles: false });
    expect(actor).toEqual({ login: 'Alice', kind: 'user' });
    expect((await requests()).sort()).toEqual(['GET /orgs/acme', 'POST /graphql']);
  });

  it('tells its custom roles and what they build on', async () => {
    const customRoles = new Map([[keyOf('Security-Reader'), { name: 'Security-Reader', base: 'read' as const }]]);
    const { client } = await githubOnSandbox({ ...acme, organization: { ...acme.organization, customRoles } });
    const { organization } = await createReader(client, 'acme').organization({ customRoles: true });
    expect(organization.customRoles).toEqual(customRoles);
  });

  it('fails for a token that may not see the base permission, and says what it needs', async () => {
    const { client, control } = await githubOnSandbox(acme);
    const told = { login: 'acme', id: 900_000_001 };
    await control('POST faults', { match: 'GET ^/orgs/acme$', status: 200, body: told });
    await expect(createReader(client, 'acme').organization({ customRoles: false })).rejects.toThrow(
      /does not tell this token the base permission of acme.*admin:org/,
    );
  });
});

describe('people', () => {
  it('are all told, with role and id, outside collaborators too', async () => {
    const { client } = await githubOnSandbox(acme);
    expect(await createReader(client, 'acme').allUsers()).toEqual(
      new Map([
        ['alice', { login: 'Alice', id: 1001, role: 'owner' }],
        ['bob', { login: 'bob', id: 1002, role: 'member' }],
        ['dana', { login: 'dana', id: 1004, role: 'member' }],
        ['carol', { login: 'carol', id: 1003, role: 'outside' }],
      ]),
    );
  });

  it('are members or are missing, a request each', async () => {
    const { client, requests } = await githubOnSandbox(acme);
    const found = await createReader(client, 'acme').members(['ALICE', 'carol', 'nobody']);
    expect(found).toEqual(new Map([['alice', { login: 'Alice', id: 1001, role: 'owner' }]]));
    expect(await requests()).toHaveLength(3);
  });

  it.each([101, 1001, 10_001])('are all of %i', async (count) => {
    const { client } = await githubOnSandbox(withMembers(count));
    expect((await createReader(client, 'acme').allUsers()).size).toBe(count);
  });

  it.each([1, 5])('are all told by a GraphQL that answers no more than %i at once', async (graphqlNodes) => {
    const limits = { graphqlNodes, primary: null, secondary: false };
    const { client } = await githubOnSandbox(withMembers(12), { limits });
    expect((await createReader(client, 'acme').allUsers()).size).toBe(12);
  });

  it('are read by REST, with their roles, where GraphQL answers nothing', async () => {
    const { client, requests } = await githubOnSandbox(acme, { limits: { graphqlNodes: 0, primary: null } });
    const users = await createReader(client, 'acme').allUsers();
    expect([...users.values()].map(({ login, role }) => `${login} ${role}`).sort()).toEqual([
      'Alice owner',
      'bob member',
      'carol outside',
      'dana member',
    ]);
    expect(await requests()).toContain('GET /orgs/acme/members');
  });
});

describe('invitations', () => {
  it('are open, failed or to an address alone, with the teams that they bring', async () => {
    const { client, control } = await githubOnSandbox(acme);
    await control('POST change', {
      addAccounts: [
        { login: 'Eve', id: 2001 },
        { login: 'fay', id: 2002 },
      ],
    });
    const invite = (body: object) => client.writes.request('POST /orgs/{org}/invitations', { org: 'acme', ...body });
    await invite({ invitee_id: 2002, role: 'admin' });
    await control('POST clock', { advance: '8d' });
    await invite({ invitee_id: 2001, role: 'direct_member', team_ids: [77] });
    await invite({ email: 'someone@example.com' });
    const reader = createReader(client, 'acme');
    const { users, withoutLogin } = await reader.invitations();
    expect(withoutLogin).toBe(1);
    expect([...users.keys()].sort()).toEqual(['eve', 'fay']);
    expect(users.get(keyOf('fay'))).toMatchObject({ role: 'owner', invitation: { state: 'failed' } });
    expect(users.get(keyOf('eve'))).toMatchObject({ login: 'Eve', role: 'member', invitation: { state: 'open' } });
    const id = users.get(keyOf('eve'))?.invitation?.id ?? 0;
    expect(await reader.invitationTeams([id])).toEqual(new Map([[id, new Set(['payments'])]]));
    const [payments] = await reader.teams(['payments']);
    expect(payments?.invited).toEqual(new Set(['eve']));
  });

  it('to repositories are told with their role', async () => {
    const { client, control } = await githubOnSandbox(acme);
    await control('POST change', { addAccounts: [{ login: 'Eve', id: 2001 }] });
    const invited = { owner: 'acme', repo: 'Ledger', username: 'Eve', permission: 'push' };
    await client.writes.request('PUT /repos/{owner}/{repo}/collaborators/{username}', invited);
    const found = await createReader(client, 'acme').repoInvitations(['Ledger']);
    expect(found.get(keyOf('ledger'))?.get(keyOf('eve'))).toMatchObject({
      to: 'Eve',
      role: 'write',
      invitation: { expired: false },
    });
  });
});

describe('accounts', () => {
  it('are people, organisations or missing; a login is not followed to its new name', async () => {
    const { client, control } = await githubOnSandbox(acme);
    await control('POST change', { addAccounts: [{ login: 'globex', id: 3001, type: 'Organization' }] });
    await control('POST change', { rename: { login: 'bob', to: 'robert' } });
    const accounts = await createReader(client, 'acme').accounts(['bob', 'ROBERT', 'acme', 'nobody']);
    expect([...accounts]).toEqual([
      ['bob', { kind: 'missing', login: 'bob' }],
      ['robert', { kind: 'person', login: 'robert', id: 1002 }],
      ['acme', { kind: 'organization', login: 'acme', id: 900_000_001 }],
      ['nobody', { kind: 'missing', login: 'nobody' }],
    ]);
  });

  it('have a login of today, by id, in one request and one more for each that is not found', async () => {
    const { client, control, requests } = await githubOnSandbox(acme);
    await control('POST change', { rename: { login: 'bob', to: 'robert' } });
    const logins = await createReader(client, 'acme').loginsOf([1001, 1002, 1003, 4040]);
    expect([...logins]).toEqual([
      [1001, 'Alice'],
      [1002, 'robert'],
      [1003, 'carol'],
    ]);
    expect(await requests()).toEqual(['POST /graphql', 'GET /user/4040']);
  });

  it('are asked for fifty at a time', async () => {
    const { client, requests } = await githubOnSandbox(withMembers(120));
    const logins = Array.from({ length: 120 }, (_, index) => `m${index}`);
    const accounts = await createReader(client, 'acme').accounts(logins);
    expect([...accounts.values()].every(({ kind }) => kind === 'person')).toBe(true);
    expect(await requests()).toHaveLength(3);
  });
});

describe('terraform#1153, #567 (900 repositories took over 20 minutes)', () => {
  it('a whole organisation of 3,500 takes at most 180 requests and 250 points, and is told as it is', async () => {
    const big = bigOrganization({ people: 3500, teams: 500, repos: 2000, seed: 1 });
    const state = { ...big, organization: { ...big.organization, id: 900_000_001 } };
    const { client, sandbox } = await githubOnSandbox(state);
    const reader = createReader(client, 'acme');
    const [users, , teams, repos] = await Promise.all([
      reader.allUsers(),
      reader.invitations(),
      reader.allTeams(),
      reader.allRepos(),
      reader.organization({ customRoles: true }),
    ]);
    const asked = (await (await fetch(`${sandbox.url}/_sandbox/requests`)).json()) as { total: number; points: number };
    expect(asked.total).toBeLessThanOrEqual(180);
    expect(asked.points).toBeLessThanOrEqual(250);
    expect(users.size).toBe(state.users.size);
    expect(new Map(teams.map(({ team }) => [keyOf(team.slug), team.members.size]))).toEqual(
      new Map([...state.teams].map(([slug, { members }]) => [slug, members.size])),
    );
    expect(new Map(repos.map(({ name, collaborators }) => [keyOf(name), collaborators.size]))).toEqual(
      new Map([...state.repos].map(([name, { collaborators }]) => [name, collaborators.size])),
    );
  });
});

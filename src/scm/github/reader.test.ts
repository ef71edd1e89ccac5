import { describe, expect, it } from 'vitest';
import { githubOnSandbox } from '../../../test/support/github-on-sandbox.ts';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { bigOrganization } from '../../sandbox/organization-generator/big-organization.ts';
import type { LiveTeam } from '../live-reader.ts';
import { createReader } from './reader.ts';

const acme = anOrganization()
  .with({ id: 900_000_001 })
  .withOwner('Alice', { id: 1001 })
  .withMember('bob', { id: 1002 })
  .withMember('dana', { id: 1004 })
  .withOutside('carol', { id: 1003 })
  .withTeam('engineering', { id: 71, name: 'Engineering', description: 'All of it', maintainers: ['Alice'] })
  .withTeam('payments', { id: 77, name: 'Payments', parent: 'engineering', maintainers: ['bob'], members: ['dana'] })
  .withTeam('quiet', { id: 78, name: 'Quiet', privacy: 'secret' })
  .withRepo('payments-api', { id: 501, teams: { payments: 'write', engineering: 'triage' } })
  .withRepo('Ledger', { id: 502, collaborators: { carol: 'maintain' }, teams: { payments: 'admin' } }).state;

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

describe('teams', () => {
  it('have their settings, immediate members, children and repositories', async () => {
    const { client } = await githubOnSandbox(acme);
    const teams = await createReader(client, 'acme').allTeams();
    expect(teams.map(short)).toEqual([
      { slug: 'engineering', parent: undefined, members: ['Alice maintainer'], children: ['payments'] },
      { slug: 'payments', parent: 'engineering', members: ['bob maintainer', 'dana member'], children: [] },
      { slug: 'quiet', parent: undefined, members: [], children: [] },
    ]);
    expect(teams[0]?.team).toMatchObject({ id: 71, name: 'Engineering', description: 'All of it', privacy: 'closed' });
    expect(teams[2]?.team.privacy).toBe('secret');
  });

  it.each([
    [true, ['ledger admin', 'payments-api write']],
    [false, ['ledger admin', 'payments-api write']],
  ])('show their repositories, whether or not those inherited are among them (%s)', async (inclusive, expected) => {
    const behaviours = { graphqlTeamReposInclusive: inclusive };
    const { client } = await githubOnSandbox(acme, { behaviours });
    const [payments] = await createReader(client, 'acme').teams(['Payments']);
    expect([...(payments?.repos ?? [])].map(([key, { role }]) => `${key} ${role}`).sort()).toEqual(expected);
  });

  it('by slug are the same as in the list of all, in one request, and who has no such slug is missing', async () => {
    const { client, requests } = await githubOnSandbox(acme);
    const reader = createReader(client, 'acme');
    const all = await reader.allTeams();
    await requests();
    expect(await reader.teams(['payments', 'no-such-team', 'ENGINEERING', 'quiet'])).toEqual([all[1], all[0], all[2]]);
    expect(await requests()).toEqual(['POST /graphql']);
  });

  it.each([101, 1001])('have all of %i members and repositories', async (count) => {
    const { client } = await githubOnSandbox(teamWith(count));
    const reader = createReader(client, 'acme');
    const [big] = await reader.allTeams();
    expect([big?.team.members.size, big?.repos.size]).toEqual([count, count]);
    expect(await reader.teams(['big'])).toEqual([big]);
  });

  it.each([101, 1001])('are all of %i, and so are those below one', async (count) => {
    const { client } = await githubOnSandbox(teamAbove(count));
    const reader = createReader(client, 'acme');
    const all = await reader.allTeams();
    const big = all.find(({ team }) => team.slug === 'big');
    expect([all.length, big?.children.length]).toEqual([count + 1, count]);
    expect(await reader.teams(['big'])).toEqual([big]);
  });

  it.each([
    ['12', 12],
    ['1', 1],
  ])('are the same where GraphQL answers no more than %s nodes at once', async (_, graphqlNodes) => {
    const whole = await createReader((await githubOnSandbox(acme)).client, 'acme').allTeams();
    const limits = { graphqlNodes, primary: null, secondary: false };
    const reader = createReader((await githubOnSandbox(acme, { limits })).client, 'acme');
    expect(await reader.allTeams()).toEqual(whole);
    expect(await reader.teams(['payments', 'quiet'])).toEqual([whole[1], whole[2]]);
  });

  it('are those of a person that they are immediate members of, in one request', async () => {
    const { client, requests } = await githubOnSandbox(acme);
    const reader = createReader(client, 'acme');
    expect(await reader.teamsOf('BOB')).toEqual(['payments']);
    expect(await requests()).toEqual(['POST /graphql']);
    expect(await reader.teamsOf('carol')).toEqual([]);
  });
});

describe('members of a team that only REST tells', () => {
  const noList = { match: 'POST /graphql', status: 502, body: { data: null, errors: [{ message: 'timeout' }] } };
  const members = 'GET /orgs/acme/teams/engineering/members';

  it('are the immediate ones where REST says who is inherited', async () => {
    const { client, control, requests } = await githubOnSandbox(acme);
    const reader = createReader(client, 'acme');
    await control('POST faults', { ...noList, times: 1 });
    await control('POST limits', { graphqlNodes: 0 });
    const [engineering] = await reader.teams(['engineering']);
    expect(engineering && short(engineering).members).toEqual(['Alice maintainer']);
    expect(await requests()).toContain(members);
  });

  it('fail the read where it does not: child teams would count as members', async () => {
    const { client, control } = await githubOnSandbox(acme, { behaviours: { teamMembersCarryRole: false } });
    await control('POST limits', { graphqlNodes: 0 });
    await expect(createReader(client, 'acme').teams(['engineering'])).rejects.toThrow('only in a child team');
  });
});

describe('repositories', () => {
  it('have their direct collaborators', async () => {
    const { client } = await githubOnSandbox(acme);
    const repos = await createReader(client, 'acme').allRepos();
    expect(repos.map(({ name, id, archived }) => ({ name, id, archived }))).toEqual([
      { name: 'payments-api', id: 501, archived: false },
      { name: 'Ledger', id: 502, archived: false },
    ]);
    expect(repos[1]?.collaborators).toEqual(new Map([['carol', { to: 'carol', role: 'maintain' }]]));
  });

  it('by name have their teams too, and an old name leads to that of today', async () => {
    const { client, requests } = await githubOnSandbox(acme);
    const rename = { owner: 'acme', repo: 'Ledger', name: 'General-Ledger' };
    await client.writes.request('PATCH /repos/{owner}/{repo}', rename);
    await requests();
    const [ledger, ...others] = await createReader(client, 'acme').repos(['ledger', 'no-such-repo', 'General-ledger']);
    expect(others).toEqual([]);
    expect(ledger).toMatchObject({ name: 'General-Ledger', id: 502 });
    expect(ledger?.teams).toEqual(new Map([['payments', { to: 'payments', role: 'admin' }]]));
    expect(ledger?.collaborators).toEqual(new Map([['carol', { to: 'carol', role: 'maintain' }]]));
    expect(await requests()).toHaveLength(2);
  });

  it.each([true, false])('tell an owner’s grant once, whether or not its source stands twice (%s)', async (twice) => {
    const behaviours = { ownersDuplicatedInPermissionSources: twice };
    const { client, control } = await githubOnSandbox(acme, { behaviours });
    await control('POST change', { setCollaborator: { repo: 'payments-api', login: 'Alice', permission: 'read' } });
    const [api] = await createReader(client, 'acme').repos(['payments-api']);
    expect([...(api?.collaborators.keys() ?? [])]).toEqual(['alice']);
  });

  it.each([101, 1001])('have all of %i collaborators', async (count) => {
    const { client } = await githubOnSandbox(repoWith(count));
    const reader = createReader(client, 'acme');
    const [all] = await reader.allRepos();
    const [named] = await reader.repos(['shared']);
    expect([all?.collaborators.size, named?.collaborators.size]).toEqual([count, count]);
  });

  it('are read by REST, in doubt of the roles, where GraphQL does not tell the collaborators', async () => {
    const { client } = await githubOnSandbox(acme, { limits: { graphqlNodes: 1, primary: null, secondary: false } });
    const repos = await createReader(client, 'acme').allRepos();
    expect(repos.map(({ name }) => name)).toEqual(['payments-api', 'Ledger']);
    expect(repos[1]?.collaborators.get(keyOf('carol'))).toMatchObject({ role: 'maintain' });
    const { client: none } = await githubOnSandbox(acme, { limits: { graphqlNodes: 0, primary: null } });
    const [ledger] = await createReader(none, 'acme').repos(['Ledger']);
    expect(ledger?.collaborators).toEqual(
      new Map([['carol', { to: 'carol', role: 'maintain', doubt: 'maybe-masked' }]]),
    );
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

function short({ team, children }: LiveTeam) {
  const members = [...team.members.values()].map(({ login, role }) => `${login} ${role}`).sort();
  return { slug: team.slug, parent: team.parent, members, children };
}

function withMembers(count: number): OrgState {
  const { state } = anOrganization().with({ id: 900_000_001 }).withOwner('m0');
  const users = new Map(state.users);
  for (let index = 1; index < count; index++) users.set(keyOf(`m${index}`), { login: `m${index}`, role: 'member' });
  return { ...state, users };
}

function teamWith(count: number): OrgState {
  const state = withMembers(count);
  const members = [...state.users.values()].map(({ login }) => login);
  const { teams } = anOrganization().withTeam('big', { members }).state;
  const [repo] = anOrganization()
    .withRepo('r', { teams: { big: 'write' } })
    .state.repos.values();
  const names = Array.from({ length: count }, (_, index) => `repo-${index}`);
  const repos = new Map(names.flatMap((name) => (repo ? [[keyOf(name), { ...repo, name }] as const] : [])));
  return { ...state, teams, repos };
}

function teamAbove(count: number): OrgState {
  const [big, below] = anOrganization().withTeam('big').withTeam('below', { parent: 'big' }).state.teams.values();
  const slugs = Array.from({ length: count }, (_, index) => `below-${index}`);
  const teams = [...(big ? [big] : []), ...slugs.flatMap((slug) => (below ? [{ ...below, slug }] : []))];
  return { ...withMembers(1), teams: new Map(teams.map((team) => [keyOf(team.slug), team])) };
}

function repoWith(count: number): OrgState {
  const state = withMembers(count);
  const collaborators = Object.fromEntries([...state.users.values()].map(({ login }) => [login, 'triage']));
  return { ...state, repos: anOrganization().withRepo('shared', { collaborators }).state.repos };
}

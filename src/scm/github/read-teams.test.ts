import { describe, expect, it } from 'vitest';
import { githubOnSandbox } from '../../../test/support/github-on-sandbox.ts';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { acme, withMembers } from '../../../test/support/live-organizations.ts';
import { keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { LiveTeam } from '../live-reader.ts';
import { createReader } from './reader.ts';

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

function short({ team, children }: LiveTeam) {
  const members = [...team.members.values()].map(({ login, role }) => `${login} ${role}`).sort();
  return { slug: team.slug, parent: team.parent, members, children };
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

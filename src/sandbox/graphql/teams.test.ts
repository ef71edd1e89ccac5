import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleQueries } from './example-queries.ts';
import { aGraphqlSandbox, type GraphqlFixture } from './graphql-fixture.ts';

let at: GraphqlFixture;
beforeAll(async () => {
  at = await aGraphqlSandbox();
});
afterAll(() => at.close());
beforeEach(() => {
  at.sandbox.world.behaviours.graphqlTeamReposInclusive = true;
});

const organization = async (fields: string, as?: string) => {
  const answer = await at.query(`{ organization(login: "ACME") { ${fields} } }`, {}, as);
  expect(answer.errors).toEqual([]);
  return answer.data['organization'];
};

const member = (login: string, role: string) => ({ role, node: { login } });

describe('members of a team', () => {
  const members = async (args: string) => {
    const found = await organization(
      `team(slug: "platform") { members(first: 9${args}) { edges { role node { login } } } }`,
    );
    return found?.['team']?.['members']?.['edges'];
  };

  it('include those of child teams unless asked otherwise', async () => {
    const all = [member('bob', 'MEMBER'), member('alice', 'MAINTAINER'), member('dana', 'MEMBER')];
    expect(await members('')).toEqual(all);
    expect(await members(', membership: ALL')).toEqual(all);
  });

  it('are split into immediate ones and those of child teams; who is in both is immediate', async () => {
    expect(await members(', membership: IMMEDIATE')).toEqual([member('bob', 'MEMBER'), member('alice', 'MAINTAINER')]);
    expect(await members(', membership: CHILD_TEAM')).toEqual([member('dana', 'MEMBER')]);
  });

  it('are told without first or last too, as the Terraform provider asks', async () => {
    const found = await organization(`team(slug: "sre") { members { nodes { login } } }`);
    expect(found?.['team']?.['members']?.['nodes']).toEqual([{ login: 'dana' }, { login: 'bob' }]);
  });

  it('show owners as maintainers, however they were added', async () => {
    expect(await members(', role: MAINTAINER')).toEqual([member('alice', 'MAINTAINER')]);
  });
});

describe('repositories of a team', () => {
  const repositories = async (slug: string) => {
    const found = await organization(
      `team(slug: "${slug}") { repositories(first: 9) { totalCount edges { permission node { name } } } }`,
    );
    return found?.['team']?.['repositories']?.['edges'];
  };

  it('include those inherited from parents', async () => {
    expect(await repositories('sre')).toEqual([
      { permission: 'ADMIN', node: { name: 'web' } },
      { permission: 'WRITE', node: { name: 'api' } },
    ]);
  });

  it('are its own alone where the switch says so', async () => {
    at.sandbox.world.behaviours.graphqlTeamReposInclusive = false;
    expect(await repositories('sre')).toEqual([{ permission: 'ADMIN', node: { name: 'web' } }]);
  });

  it('show a custom role as the one that it builds on', async () => {
    at.sandbox.world.teams.get(12)?.repos.set(23, 'auditor');
    expect(await repositories('sre')).toContainEqual({ permission: 'TRIAGE', node: { name: 'old' } });
    at.sandbox.world.teams.get(12)?.repos.delete(23);
  });
});

describe('teams', () => {
  const slugs = async (args: string, as?: string) => {
    const found = await organization(`teams(first: 9${args}) { nodes { slug } }`, as);
    const nodes = found?.['teams']?.['nodes'] as unknown as { slug: string }[] | undefined;
    return nodes?.map(({ slug }) => slug);
  };

  it.each([
    ['', ['platform', 'sre', 'hidden']],
    [', rootTeamsOnly: true', ['platform', 'hidden']],
    [', query: "sr"', ['sre']],
    [', privacy: SECRET', ['hidden']],
    [', userLogins: ["DANA"]', ['platform', 'sre', 'hidden']],
    [', userLogins: ["alice"]', ['platform']],
    [', userLogins: ["nobody"]', []],
    [', orderBy: {field: NAME, direction: DESC}', ['sre', 'platform', 'hidden']],
  ])('are filtered by%s', async (args, expected) => {
    expect(await slugs(args)).toEqual(expected);
  });

  it('are hidden from who may not see them', async () => {
    expect(await slugs('', 'bob')).toEqual(['platform', 'sre']);
    expect(await slugs('', 'dana')).toEqual(['platform', 'sre', 'hidden']);
    expect(await slugs('', 'carol')).toEqual([]);
  });

  it('know what stands above and below them', async () => {
    const found = await organization(`
      sre: team(slug: "sre") { parentTeam { slug } ancestors(first: 9) { nodes { slug } } }
      platform: team(slug: "Platform") { parentTeam { slug } childTeams(first: 9) { nodes { slug } } privacy }
      none: team(slug: "none") { slug }`);
    expect(found).toEqual({
      sre: { parentTeam: { slug: 'platform' }, ancestors: { nodes: [{ slug: 'platform' }] } },
      platform: { parentTeam: null, childTeams: { nodes: [{ slug: 'sre' }] }, privacy: 'VISIBLE' },
      none: null,
    });
  });

  it('show the invitations that will bring people in, and the organisation who is pending', async () => {
    await at.control('POST', 'change', { addAccounts: [{ login: 'eve', id: 1009 }] });
    await at.ask('POST', '/orgs/acme/invitations', { body: { invitee_id: 1009, team_ids: [12] } });
    await at.ask('POST', '/orgs/acme/invitations', { body: { email: 'x@example.org', team_ids: [12] } });
    const found = await organization(`
      pendingMembers(first: 9) { nodes { login } }
      team(slug: "sre") { invitations(first: 9) { nodes { role email invitationType invitee { login databaseId } } } }`);
    const user = {
      role: 'DIRECT_MEMBER',
      email: null,
      invitationType: 'USER',
      invitee: { login: 'eve', databaseId: 1009 },
    };
    const email = { role: 'DIRECT_MEMBER', email: 'x@example.org', invitationType: 'EMAIL', invitee: null };
    expect(found?.['pendingMembers']?.['nodes']).toEqual([{ login: 'eve' }]);
    expect(found?.['team']?.['invitations']?.['nodes']).toEqual([user, email]);
  });
});

it('answers every example query without an error', async () => {
  const variables = { org: 'acme', login: 'bob', ids: [Buffer.from('04:User1002').toString('base64')] };
  for (const [name, query] of Object.entries(exampleQueries)) {
    const { status, errors, data } = await at.query(query, variables);
    expect([name, status, errors]).toEqual([name, 200, []]);
    expect(data).not.toBeNull();
  }
});

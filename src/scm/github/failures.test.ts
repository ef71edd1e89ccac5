import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { githubOnSandbox } from '../../../test/support/github-on-sandbox.ts';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { ReadError, RollcallError } from '../../model/errors.ts';
import { type ClientOptions, createClient } from './client.ts';
import { createReader } from './reader.ts';

const acme = anOrganization()
  .with({ id: 900_000_001 })
  .withOwner('alice')
  .withTeam('sre', { members: ['alice'] })
  .withRepo('api', { teams: { sre: 'write' }, collaborators: { alice: 'read' } }).state;

const members = {
  totalCount: 1,
  pageInfo: { hasNextPage: false, endCursor: null },
  edges: [{ role: 'MEMBER', node: { login: 'alice', databaseId: 1 } }],
};
const team = {
  databaseId: 1,
  slug: 'sre',
  name: 'sre',
  description: null,
  privacy: 'VISIBLE',
  parentTeam: null,
  members: { ...members, edges: [{ role: 'MEMBER', node: { login: 'alice' } }] },
  repositories: { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, edges: [] },
  invitations: { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
};
const teams = (nodes: unknown) => ({ totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null }, nodes });

describe('an answer that is not whole plans nothing', () => {
  it.each([
    [
      'an error beside all the data',
      { data: { organization: { membersWithRole: members } }, errors: [{ message: 'x' }] },
    ],
    ['null for the organisation', { data: { organization: null } }],
    ['null for the list', { data: { organization: { membersWithRole: null } } }],
    ['null for the edges', { data: { organization: { membersWithRole: { ...members, edges: null } } } }],
    [
      'null for a person',
      { data: { organization: { membersWithRole: { ...members, edges: [{ role: 'MEMBER', node: null }] } } } },
    ],
    [
      'a list that is shorter than its count',
      { data: { organization: { membersWithRole: { ...members, totalCount: 2 } } } },
    ],
    ['no data', {}],
    ['no data, and errors that are no list', { errors: 'x' }],
    ['a list', []],
  ])('members: %s', async (_, body) => {
    const { client, control } = await githubOnSandbox(acme);
    await control('POST faults', { match: 'POST ^/graphql$', status: 200, body, times: 9 });
    await expect(createReader(client, 'acme').allUsers()).rejects.toBeInstanceOf(ReadError);
  });

  it.each([
    ['null for the teams', null],
    ['null for a team', teams([null])],
    ['null for its members', teams([{ ...team, members: null }])],
    ['null for its repositories', teams([{ ...team, repositories: null }])],
    ['null for its invitations', teams([{ ...team, invitations: null }])],
    [
      'a role that nobody knows',
      teams([{ ...team, members: { ...team.members, edges: [{ role: 'BOSS', node: { login: 'a' } }] } }]),
    ],
  ])('teams: %s (AMD aup-learning-cloud#52)', async (_, found) => {
    const { client, control } = await githubOnSandbox(acme);
    const body = { data: { organization: { teams: found } } };
    await control('POST faults', { match: 'POST ^/graphql$', status: 200, body, times: 9 });
    await expect(createReader(client, 'acme').allTeams()).rejects.toBeInstanceOf(ReadError);
  });

  it.each(['GET ^/orgs/acme/invitations', 'GET ^/orgs/acme/failed_invitations'])('REST: %s', async (match) => {
    const { client, control } = await githubOnSandbox(acme);
    await control('POST faults', { match, status: 200, body: { message: 'not a list' } });
    await expect(createReader(client, 'acme').invitations()).rejects.toThrow('not a list');
  });
});

describe('a query that is too large', () => {
  const partial = {
    data: { organization: { teams: null } },
    errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', path: ['organization', 'teams'], message: 'Resource limits' }],
  };
  const timeout = {
    data: null,
    errors: [{ message: 'Something went wrong while executing your query. This may be the result of a timeout.' }],
  };

  it.each([
    ['a resource limit, with partial data', 200, partial],
    ['a timeout told with 502', 502, timeout],
    ['a timeout told with 200', 200, timeout],
    ['a page of nginx', 502, '<html><h1>502 Bad Gateway</h1></html>'],
    ['a page of another proxy', 504, 'upstream timed out'],
    ['too many nodes', 200, { errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message: 'This query requests up to …' }] }],
  ])('is asked for less: %s', async (_, status, body) => {
    const { client, control, requests } = await githubOnSandbox(acme);
    await control('POST faults', { match: 'POST ^/graphql$', status, body, times: 2 });
    expect(await createReader(client, 'acme').allTeams()).toHaveLength(1);
    expect(await requests()).toHaveLength(3);
  });
});

describe('what passes', () => {
  it.each([
    ['a dropped connection, GraphQL', { match: 'POST ^/graphql$', drop: true }],
    ['500, GraphQL', { match: 'POST ^/graphql$', status: 500 }],
    ['503, GraphQL', { match: 'POST ^/graphql$', status: 503, body: 'down' }],
    ['a dropped connection, REST', { match: 'GET ^/orgs/acme/outside_collaborators', drop: true }],
    ['502, REST', { match: 'GET ^/orgs/acme/outside_collaborators', status: 502 }],
  ])('is tried again: %s', async (_, fault) => {
    const { client, control } = await githubOnSandbox(acme);
    await control('POST faults', fault);
    expect((await createReader(client, 'acme').allUsers()).size).toBe(1);
  });

  it("is tried again: 502, for the token's own account, which is too little to be too large", async () => {
    const { client, control } = await githubOnSandbox(acme);
    await control('POST faults', { match: 'POST ^/graphql$', status: 502, times: 2 });
    const { actor } = await createReader(client, 'acme').organization({ customRoles: false });
    expect(actor.kind).toBe('app');
  });

  it.each(['RATE_LIMIT', 'RATE_LIMITED'])("is waited for: GraphQL's %s", async (type) => {
    const { client, control, logged } = await githubOnSandbox(acme);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': Math.ceil(Date.now() / 1000) };
    const body = { errors: [{ type, message: 'API rate limit already exceeded for user ID 1.' }] };
    await control('POST faults', { match: 'POST ^/graphql$', status: 200, headers, body });
    expect((await createReader(client, 'acme').allUsers()).size).toBe(1);
    expect(logged[0]).toContain('GitHub holds requests up (the rate limit)');
  });

  it('is waited for as long as GitHub says: secondary limits (otterdog#249)', async () => {
    const { client, control, logged } = await githubOnSandbox(acme);
    const body = { message: 'You have exceeded a secondary rate limit.' };
    await control('POST faults', { match: '* .*', status: 403, headers: { 'retry-after': '1' }, body, times: 2 });
    const started = Date.now();
    expect((await createReader(client, 'acme').allUsers()).size).toBe(1);
    expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
    expect(logged[0]).toContain('going on in 1 s');
  });
});

describe('what does not pass ends the read, and says why', () => {
  it('a rate limit that lasts, and until when', async () => {
    const { client, control } = await githubOnSandbox(acme);
    const reset = Math.floor(Date.now() / 1000) + 3000;
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    await control('POST faults', {
      match: 'POST ^/graphql$',
      status: 403,
      headers,
      body: { message: 'API rate limit' },
    });
    const until = new Date(reset * 1000).toISOString();
    await expect(createReader(client, 'acme').allTeams()).rejects.toThrow(`is used up until ${until}`);
  });

  it('a token that is not accepted', async () => {
    const { client } = await githubOnSandbox(acme, { client: { auth: { token: 'ghp_wrong' } } });
    const read = createReader(client, 'acme').allTeams();
    await expect(read).rejects.toThrow('The token is not accepted');
    await expect(read).rejects.not.toThrow('ghp_wrong');
  });

  it('a token without the right, which GitHub names', async () => {
    const { client, control } = await githubOnSandbox(acme);
    const headers = { 'x-accepted-github-permissions': 'members=read' };
    const body = { message: 'Resource not accessible by integration' };
    await control('POST faults', { match: 'GET ^/orgs/acme/invitations', status: 403, headers, body });
    await expect(createReader(client, 'acme').invitations()).rejects.toThrow(
      /GitHub refuses or hides the invitations \(403: Resource not accessible.*"Members: read".*members=read/,
    );
  });

  it('collaborators that the token may not see', async () => {
    const { client, control } = await githubOnSandbox(acme);
    const error = {
      type: 'FORBIDDEN',
      path: ['organization', 'repositories', 'nodes', 0, 'collaborators'],
      message: 'x',
    };
    const body = { data: { organization: { repositories: teams([null]) } }, errors: [error] };
    await control('POST faults', { match: 'POST ^/graphql$', status: 200, body });
    await expect(createReader(client, 'acme').allRepos()).rejects.toThrow('"Administration: read" of all repositories');
  });

  it('an organisation that is not there', async () => {
    const { client } = await githubOnSandbox(acme);
    await expect(createReader(client, 'acmee').allTeams()).rejects.toThrow('NOT_FOUND');
    await expect(createReader(client, 'acmee').organization({ customRoles: false })).rejects.toThrow(
      'GitHub refuses or hides the organisation acmee (404',
    );
  });

  it('an organisation of managed users, which has none either', async () => {
    const { client, control } = await githubOnSandbox(acme);
    await control('POST change', { setManagedUsers: { managed: true } });
    await expect(createReader(client, 'acme').invitations()).rejects.toThrow(
      /\(404.*Enterprise Managed Users has no inv/,
    );
  });

  it('GitHub Enterprise Server, which has no invitations', async () => {
    const { client, control, sandbox } = await githubOnSandbox(acme);
    const { client: ghes } = await githubOnSandbox(acme, { client: { apiUrl: `${sandbox.url}/api/v3` } });
    expect((await createReader(ghes, 'acme').allUsers()).size).toBe(1);
    await control('POST faults', { match: 'GET invitations', status: 404, times: 2 });
    await expect(createReader(ghes, 'acme').invitations()).rejects.toThrow('Enterprise Server has no invitations');
    expect(client.graphqlUrl).toBe(`${sandbox.url}/graphql`);
    expect(ghes.graphqlUrl).toBe(`${sandbox.url}/api/graphql`);
  });
});

describe('a server that is no GitHub', () => {
  const html: RequestListener = (_, response) => response.setHeader('content-type', 'text/html').end('<html>Hi</html>');

  it.each<[string, RequestListener, RegExp]>([
    ['answers HTML', html, /did not answer with JSON \(200\).*GITHUB_API_URL must be/],
    ['answers half of the JSON', half, /No answer from .*Check GITHUB_API_URL/],
    ['takes requests and says nothing', () => undefined, /No answer from .*no answer within 0.2 seconds/],
    ['answers 404 in HTML', (_, response) => response.writeHead(404).end('<html>'), /did not answer with JSON \(404\)/],
  ])('%s', async (_, listener, message) => {
    const client = clientOf(await serve(listener));
    await expect(createReader(client, 'acme').organization({ customRoles: false })).rejects.toThrow(message);
  });

  it('is down', async () => {
    const client = clientOf('http://127.0.0.1:9');
    await expect(createReader(client, 'acme').allTeams()).rejects.toThrow(/No answer from http:\/\/127.0.0.1:9/);
  });

  it('has a URL that is none', () => {
    expect(() => clientOf('api.github.com')).toThrow('GITHUB_API_URL is not a URL');
  });

  it('is not waited for once the run is interrupted', async () => {
    const interrupted = new AbortController();
    const client = clientOf(await serve(() => interrupted.abort('SIGINT')), { signal: interrupted.signal });
    const read = createReader(client, 'acme').allTeams();
    await expect(read).rejects.toBeInstanceOf(RollcallError);
    await expect(read).rejects.toThrow('Interrupted');
  });
});

function half(_: unknown, response: Parameters<RequestListener>[1]): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
  response.write('{"login":');
  setTimeout(() => response.destroy(), 20);
}

function clientOf(apiUrl: string, options: Partial<ClientOptions> = {}) {
  const auth = { token: 'x' };
  return createClient({ apiUrl, auth, pacing: 'off', log: () => undefined, timeoutSeconds: 0.2, ...options });
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

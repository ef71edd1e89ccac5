import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGraphqlSandbox, type GraphqlFixture } from './graphql-fixture.ts';

let at: GraphqlFixture;
beforeAll(async () => {
  at = await aGraphqlSandbox();
});
afterAll(() => at.close());
beforeEach(() => {
  Object.assign(at.sandbox.world.limits, { graphqlNodes: 500_000, primary: null });
});

const spent = async (query: string, variables = {}) => {
  await at.control('DELETE', 'requests');
  const { data, errors } = await at.query(query, variables);
  expect(errors).toEqual([]);
  const { points } = (await at.control('GET', 'requests')) as unknown as { points: number };
  return { points, rateLimit: data['rateLimit'] };
};

describe('the cost', () => {
  const sre = Buffer.from('04:Team12').toString('base64');
  const nested = (teams: string, members: string) =>
    `organization(login: "acme") { teams(first: ${teams}) { nodes { members(first: ${members}) { totalCount } } } }`;

  it.each([
    ['nothing', '', 1, 0],
    ['one list', 'organization(login: "acme") { teams(first: 100) { totalCount } }', 1, 100],
    ['lists in a list', nested('100', '50'), 1, 5100],
    [
      'two lists in a list',
      nested('100', '50').replace('nodes {', 'nodes { repositories(first: 2) { totalCount }'),
      2,
      5300,
    ],
    ['the same by aliases', `${nested('100', '1')} again: ${nested('100', '1')}`, 2, 400],
    [
      'lists of nodes by id',
      `nodes(ids: ["${sre}", "${sre}"]) { ... on Team { members(first: 10) { totalCount } } }`,
      1,
      20,
    ],
  ])('of %s is what GitHub documents, and is charged', async (_, query, cost, nodeCount) => {
    const { points, rateLimit } = await spent(`{ rateLimit { cost nodeCount } ${query} }`);
    expect({ points, rateLimit }).toEqual({ points: cost, rateLimit: { cost, nodeCount } });
  });

  it('counts sizes in variables, their defaults, and fragments', async () => {
    const query = `query ($n: Int!, $m: Int = 50) { rateLimit { nodeCount } organization(login: "acme") { ...Teams } }
      fragment Teams on Organization { teams(first: $n) { nodes { ... on Team { members(first: $m) { totalCount } } } } }`;
    expect((await spent(query, { n: 10 })).rateLimit).toEqual({ nodeCount: 510 });
    expect((await spent(query, { n: 10, m: 1 })).rateLimit).toEqual({ nodeCount: 20 });
  });

  it('is taken from the points of the hour', async () => {
    at.sandbox.world.limits.primary = 5000;
    const query = '{ rateLimit { limit remaining used resetAt } }';
    const [first, second] = [(await spent(query)).rateLimit, (await spent(query)).rateLimit];
    expect(first?.['limit']).toBe(5000);
    expect(Number(first?.['remaining']) - Number(second?.['remaining'])).toBe(1);
    expect(Number(first?.['used']) + Number(first?.['remaining'])).toBe(5000);
    expect(first?.['resetAt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });
});

describe('the primary limit', () => {
  it.each(['RATE_LIMIT', 'RATE_LIMITED'] as const)('is refused with 200 and the type %s', async (spelling) => {
    at.sandbox.world.limits.primary = 0;
    at.sandbox.world.behaviours.graphqlRateLimitSpelling = spelling;
    const { status, data, errors } = await at.query('{ viewer { login } }');
    expect({ status, data }).toEqual({ status: 200, data: undefined });
    expect(errors).toMatchObject([{ type: spelling, code: 'graphql_rate_limit' }]);
  });
});

describe('the resource limit', () => {
  const query = `{ organization(login: "acme") { login teams(first: 10) { nodes { slug members(first: 10) { totalCount } } } } }`;

  it('nulls what is beyond it and says so, with 200 and the rest of the data', async () => {
    at.sandbox.world.limits.graphqlNodes = 109;
    const { status, data, errors } = await at.query(query);
    expect(status).toBe(200);
    expect(data).toEqual({ organization: { login: 'acme', teams: { nodes: [null, null, null] } } });
    const path = ['organization', 'teams', 'nodes', 0, 'members'];
    const message = 'Resource limits for this query exceeded.';
    expect(errors[0]).toMatchObject({ type: 'RESOURCE_LIMITS_EXCEEDED', path, message });
  });

  it('leaves alone what is within it, and is off with null', async () => {
    for (const limit of [110, null]) {
      at.sandbox.world.limits.graphqlNodes = limit;
      expect((await at.query(query)).errors).toEqual([]);
    }
  });

  it('nulls everything where the first list is beyond it', async () => {
    at.sandbox.world.limits.graphqlNodes = 9;
    expect((await at.query(query)).data).toEqual({ organization: null });
  });

  it('does not lift the limit of 500,000 nodes, at which the query is not begun', async () => {
    at.sandbox.world.limits.graphqlNodes = null;
    const list = (size: number, inner: string) => `teams(first: ${size}) { nodes { ${inner} } }`;
    const inner = `childTeams(first: 100) { nodes { members(first: 100) { totalCount } } }`;
    const { data, errors } = await at.query(`{ organization(login: "acme") { ${list(100, inner)} } }`);
    expect(data).toBeUndefined();
    expect(errors[0]?.type).toBe('MAX_NODE_LIMIT_EXCEEDED');
    expect(errors[0]?.message).toContain('1,010,100 possible nodes which exceeds the maximum limit of 500,000');
  });
});

it('fails with a timeout where a control call asks for one', async () => {
  const message = 'Something went wrong while executing your query. This may be the result of a timeout.';
  const fault = { match: 'POST /graphql', status: 502, times: 1, body: { data: null, errors: [{ message }] } };
  await at.control('POST', 'faults', fault);
  expect(await at.query('{ viewer { login } }')).toEqual({ status: 502, data: null, errors: [{ message }] });
  expect((await at.query('{ viewer { login } }')).status).toBe(200);
});

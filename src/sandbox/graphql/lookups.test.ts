import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGraphqlSandbox, type GraphqlFixture } from './graphql-fixture.ts';

let at: GraphqlFixture;
beforeAll(async () => {
  at = await aGraphqlSandbox();
});
afterAll(() => at.close());

const id = (type: string, number: number) => Buffer.from(`0${type.length}:${type}${number}`).toString('base64');

describe('looking up by name', () => {
  it.each([
    ['user(login: "nobody") { login }', 'user', "Could not resolve to a User with the login of 'nobody'."],
    ['user(login: "acme") { login }', 'user', "Could not resolve to a User with the login of 'acme'."],
    [
      'organization(login: "bob") { login }',
      'organization',
      "Could not resolve to an Organization with the login of 'bob'.",
    ],
    [
      'repository(owner: "acme", name: "no") { name }',
      'repository',
      "Could not resolve to a Repository with the name 'acme/no'.",
    ],
  ])('%s is NOT_FOUND', async (query, field, message) => {
    const { status, data, errors } = await at.query(`{ ${query} }`);
    expect({ status, data }).toEqual({ status: 200, data: { [field]: null } });
    expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: [field], message }]);
  });

  it('answers what it finds beside what it does not, by aliases', async () => {
    const { data, errors } = await at.query(`{
      a0: user(login: "BOB") { login databaseId }
      a1: user(login: "gone") { login databaseId }
      a2: repositoryOwner(login: "acme") { __typename login }
      a3: repositoryOwner(login: "gone") { login }
    }`);
    expect(data).toEqual({
      a0: { login: 'bob', databaseId: 1002 },
      a1: null,
      a2: { __typename: 'Organization', login: 'acme' },
      a3: null,
    });
    expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['a1'] }]);
  });

  it('follows renamed repositories unless told not to, and renamed people never', async () => {
    await at.ask('PATCH', '/repos/acme/web', { body: { name: 'site' } });
    const named = (more: string) => at.query(`{ repository(owner: "acme", name: "web"${more}) { name } }`);
    expect((await named('')).data).toEqual({ repository: { name: 'site' } });
    expect((await named(', followRenames: false')).data).toEqual({ repository: null });
    await at.control('POST', 'change', { rename: { login: 'dana', to: 'diana' } });
    expect((await at.query('{ user(login: "dana") { login } }')).data).toEqual({ user: null });
  });
});

describe('looking up by id', () => {
  it('tells today’s login of each, and null with NOT_FOUND at the place of who is gone', async () => {
    const ids = [id('User', 1002), id('User', 77), id('Team', 12), id('Repository', 21), 'nonsense'];
    const { data, errors } = await at.query(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on User { login } ... on Team { slug } ... on Repository { name } } }`,
      { ids },
    );
    expect(data['nodes']).toEqual([
      { __typename: 'User', login: 'bob' },
      null,
      { __typename: 'Team', slug: 'sre' },
      { __typename: 'Repository', name: 'api' },
      null,
    ]);
    expect(errors.map(({ type, path }) => [type, path])).toEqual([
      ['NOT_FOUND', ['nodes', 1]],
      ['NOT_FOUND', ['nodes', 4]],
    ]);
  });

  it('gives ids that lead back', async () => {
    const { data } = await at.query(
      '{ organization(login: "acme") { id team(slug: "sre") { id } } user(login: "bob") { id } }',
    );
    expect(data['user']?.['id']).toBe(id('User', 1002));
    const found = await at.query(
      `{ node(id: "${String(data['organization']?.['team']?.['id'])}") { ... on Team { slug } } }`,
    );
    expect(found.data).toEqual({ node: { slug: 'sre' } });
  });

  it('takes a hundred at once and no more', async () => {
    const ask = (count: number) =>
      at.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        ids: Array.from({ length: count }, () => id('User', 1002)),
      });
    expect((await ask(100)).errors).toEqual([]);
    expect((await ask(101)).errors).toMatchObject([{ type: 'ARGUMENT_LIMIT' }]);
  });
});

describe('the viewer', () => {
  it.each([
    [undefined, 'rollcall[bot]'],
    ['alice', 'alice'],
  ])('is whose token it is: %s', async (as, login) => {
    expect((await at.query('{ viewer { login } }', {}, as)).data).toEqual({ viewer: { login } });
  });
});

describe('single sign-on', () => {
  const query = `{ organization(login: "acme") { samlIdentityProvider { externalIdentities(first: 9) {
    edges { node { samlIdentity { nameId emails { value } } user { login } } } } } } }`;

  it('is null where there is none, and else lists who is whom', async () => {
    expect((await at.query(query)).data).toEqual({ organization: { samlIdentityProvider: null } });
    const identity = { account: 1002, nameId: 'bob@example.org', emails: ['bob@example.org'] };
    at.sandbox.world.documents.set('saml', [identity, { account: null, nameId: 'new@example.org', emails: [] }]);
    const samlIdentity = { nameId: 'bob@example.org', emails: [{ value: 'bob@example.org' }] };
    const { data } = await at.query(query);
    expect(data['organization']?.['samlIdentityProvider']?.['externalIdentities']?.['edges']).toEqual([
      { node: { samlIdentity, user: { login: 'bob' } } },
      { node: { samlIdentity: { nameId: 'new@example.org', emails: [] }, user: null } },
    ]);
    expect((await at.query(query, {}, 'bob')).data).toEqual({ organization: { samlIdentityProvider: null } });
  });
});

describe('a query that cannot be answered', () => {
  it.each([
    ['{ viewer { login ', /^Syntax Error/],
    ['', /^Syntax Error/],
    [
      '{ viewer { nonsense } }',
      /^Cannot query field "nonsense" on type "User".*only a part of GitHub's GraphQL schema/,
    ],
    ['mutation { deleteRepository }', /^The sandbox answers no mutations/],
    ['query A { viewer { login } } query B { viewer { login } }', /^No operation named/],
  ])('%s is refused with 200 and an error', async (query, message) => {
    const { status, data, errors } = await at.query(query);
    expect({ status, data }).toEqual({ status: 200, data: undefined });
    expect(errors[0]?.message).toMatch(message);
  });

  it('counts as missing where GitHub may well have the answer', async () => {
    await at.control('DELETE', 'requests');
    await at.query('{ viewer { starredRepositories(first: 1) { totalCount } } }');
    expect(await at.control('GET', 'requests')).toMatchObject({ missing: 1, graphql: 1, writes: 0 });
  });

  it('is answered at /api/graphql too, and by who has a token alone', async () => {
    const body = { query: '{ viewer { login } }' };
    expect((await at.ask('POST', '/api/graphql', { body })).body).toEqual({
      data: { viewer: { login: 'rollcall[bot]' } },
    });
    expect((await at.ask('POST', '/graphql', { body, token: 'wrong' })).status).toBe(401);
  });
});

it('answers schema introspection', async () => {
  const { data, errors } = await at.query('{ __type(name: "Team") { fields { name } } }');
  expect(errors).toEqual([]);
  expect(JSON.stringify(data)).toContain('"slug"');
});

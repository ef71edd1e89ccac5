import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { addMember, removeMember } from '../world/members.ts';
import { addAccount } from '../world/accounts.ts';
import { aGraphqlSandbox, type GraphqlFixture } from './graphql-fixture.ts';

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { login: string }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
}

const organizationOf = (size: number) => {
  let organization = anOrganization().withOwner('owner', { id: 1 });
  for (let id = 2; id <= size; id += 1) organization = organization.withMember(`person-${id}`, { id });
  return organization.state;
};

async function membersPage(at: GraphqlFixture, args: string): Promise<Page> {
  const { data, errors } = await at.query(`{ organization(login: "acme") { membersWithRole(${args}) {
    totalCount nodes { login } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`);
  expect(errors).toEqual([]);
  return data['organization']?.['membersWithRole'] as unknown as Page;
}

async function allMembers(at: GraphqlFixture, first: number): Promise<string[]> {
  const found: string[] = [];
  for (let after = ''; ; ) {
    const page = await membersPage(at, `first: ${first}${after}`);
    found.push(...page.nodes.map(({ login }) => login));
    if (!page.pageInfo.hasNextPage) return found;
    after = `, after: "${page.pageInfo.endCursor}"`;
  }
}

describe.each([100, 101, 1001])('a list of %i', (size) => {
  it('is read to its end, each entry once', async () => {
    const at = await aGraphqlSandbox(organizationOf(size));
    for (const first of [100, 99]) {
      const found = await allMembers(at, first);
      expect(found).toHaveLength(size);
      expect(new Set(found).size).toBe(size);
    }
    await at.control('DELETE', 'requests');
    await allMembers(at, 100);
    expect(await at.control('GET', 'requests')).toMatchObject({
      total: Math.ceil(size / 100),
      graphql: Math.ceil(size / 100),
    });
    await at.close();
  });
});

describe('a page', () => {
  let at: GraphqlFixture;
  beforeAll(async () => {
    at = await aGraphqlSandbox(organizationOf(10));
  });
  afterAll(() => at.close());

  it('goes backwards too', async () => {
    const last = await membersPage(at, 'last: 3');
    expect(last.nodes.map(({ login }) => login)).toEqual(['person-8', 'person-9', 'person-10']);
    const before = await membersPage(at, `last: 3, before: "${last.pageInfo.startCursor}"`);
    expect(before.nodes.map(({ login }) => login)).toEqual(['person-5', 'person-6', 'person-7']);
    expect([last.pageInfo.hasNextPage, before.pageInfo.hasNextPage]).toEqual([false, true]);
  });

  it('goes on where it was when people come and go', async () => {
    const { pageInfo } = await membersPage(at, 'first: 4');
    const { world } = at.sandbox;
    removeMember(world, 2);
    addMember(world, addAccount(world, 'late', 99).id, 'member');
    const next = async () => (await membersPage(at, `first: 2, after: "${pageInfo.endCursor}"`)).nodes;
    expect(await next()).toEqual([{ login: 'person-5' }, { login: 'person-6' }]);
    removeMember(world, 4);
    expect((await next()).map(({ login }) => login)).toContain('person-6');
  });

  it.each([
    [
      '',
      'MISSING_PAGINATION_BOUNDARIES',
      'You must provide a `first` or `last` value to properly paginate the `teams` connection.',
    ],
    [
      '(first: 101)',
      'EXCESSIVE_PAGINATION',
      'Requesting 101 records on the `teams` connection exceeds the `first` limit of 100 records.',
    ],
    [
      '(last: 101)',
      'EXCESSIVE_PAGINATION',
      'Requesting 101 records on the `teams` connection exceeds the `last` limit of 100 records.',
    ],
    ['(first: 0)', 'EXCESSIVE_PAGINATION', '`first` on the `teams` connection cannot be less than one.'],
    ['(first: 1, after: "x")', 'INVALID_CURSOR_ARGUMENTS', '`x` does not appear to be a valid cursor.'],
  ])('is refused for teams%s', async (args, type, message) => {
    const { data, errors } = await at.query(`{ organization(login: "acme") { teams${args} { totalCount } } }`);
    expect(data).toEqual({ organization: null });
    expect(errors).toMatchObject([{ type, message, path: ['organization', 'teams'] }]);
  });
});

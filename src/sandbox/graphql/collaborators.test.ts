import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGraphqlSandbox, type GraphqlFixture } from './graphql-fixture.ts';

let at: GraphqlFixture;
beforeAll(async () => {
  at = await aGraphqlSandbox();
});
afterAll(() => at.close());
beforeEach(() => {
  at.sandbox.world.behaviours.ownersDuplicatedInPermissionSources = false;
});

interface Edge {
  readonly permission: string;
  readonly node: { readonly login: string };
  readonly permissionSources: readonly {
    permission: string;
    roleName: string;
    source: { kind: string; slug?: string };
  }[];
}

async function collaborators(affiliation: string, repo = 'api'): Promise<readonly Edge[]> {
  const sources = 'permissionSources { permission roleName source { kind: __typename ... on Team { slug } } }';
  const { data, errors } = await at.query(
    `{ repository(owner: "acme", name: "${repo}") {
      collaborators(first: 50, affiliation: ${affiliation}) { edges { permission node { login } ${sources} } }
    } }`,
  );
  expect(errors).toEqual([]);
  return data['repository']?.['collaborators']?.['edges'] as unknown as readonly Edge[];
}

const logins = (edges: readonly Edge[]) => edges.map(({ node }) => node.login).toSorted((a, b) => a.localeCompare(b));
const of = (edges: readonly Edge[], login: string) => edges.find(({ node }) => node.login === login);

describe('affiliations', () => {
  it('DIRECT lists explicit grants alone: no owner, nobody through a team or the base permission', async () => {
    expect(logins(await collaborators('DIRECT'))).toEqual(['carol', 'dana']);
    expect(logins(await collaborators('DIRECT', 'web'))).toEqual([]);
  });

  it('OUTSIDE lists those of them who are no members', async () => {
    expect(logins(await collaborators('OUTSIDE'))).toEqual(['carol']);
  });

  it('ALL lists everybody who can reach it', async () => {
    expect(logins(await collaborators('ALL'))).toEqual(['alice', 'bob', 'carol', 'dana']);
  });
});

describe('permissions', () => {
  it('are the highest of all ways, each with its source, inherited team grants included', async () => {
    expect(of(await collaborators('DIRECT'), 'dana')).toEqual({
      node: { login: 'dana' },
      permission: 'WRITE',
      permissionSources: [
        { permission: 'READ', roleName: 'read', source: { kind: 'Organization' } },
        { permission: 'WRITE', roleName: 'write', source: { kind: 'Team', slug: 'platform' } },
        { permission: 'READ', roleName: 'auditor', source: { kind: 'Repository' } },
      ],
    });
  });

  it('of outside collaborators come from the repository alone', async () => {
    const sources = of(await collaborators('DIRECT'), 'carol')?.permissionSources;
    expect(sources).toEqual([{ permission: 'READ', roleName: 'read', source: { kind: 'Repository' } }]);
  });

  const kinds = async () => {
    const alice = of(await collaborators('ALL'), 'alice');
    return alice?.permissionSources.map(({ source, permission }) => `${source.kind} ${permission}`);
  };

  it('of owners come from the organisation, and with the switch from the repository as well', async () => {
    expect(await kinds()).toEqual(['Organization ADMIN', 'Team WRITE']);
    at.sandbox.world.behaviours.ownersDuplicatedInPermissionSources = true;
    expect(await kinds()).toEqual(['Organization ADMIN', 'Team WRITE', 'Repository ADMIN']);
    expect(logins(await collaborators('DIRECT'))).toEqual(['carol', 'dana']);
  });
});

describe('who may not push', () => {
  const query = '{ repository(owner: "acme", name: "web") { name collaborators(first: 9) { totalCount } } }';

  it('gets null and FORBIDDEN, which is not empty', async () => {
    const { status, data, errors } = await at.query(query, {}, 'dana');
    expect(status).toBe(200);
    expect(data['repository']?.['collaborators']).toEqual({ totalCount: 3 });
    expect(errors).toEqual([]);
    const refused = await at.query(query.replace('web', 'old'), {}, 'dana');
    expect(refused.data).toEqual({ repository: { name: 'old', collaborators: null } });
    expect(refused.errors).toMatchObject([{ type: 'FORBIDDEN', path: ['repository', 'collaborators'] }]);
  });

  it('does not see a private repository at all', async () => {
    const { data, errors } = await at.query(query, {}, 'carol');
    expect(data).toEqual({ repository: null });
    expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['repository'] }]);
  });
});

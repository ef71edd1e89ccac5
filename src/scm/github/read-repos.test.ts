import { describe, expect, it } from 'vitest';
import { githubOnSandbox } from '../../../test/support/github-on-sandbox.ts';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { acme, withMembers } from '../../../test/support/live-organizations.ts';
import { keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { createReader } from './reader.ts';

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

describe('the role of a grant', () => {
  const answered = (permissionSources: unknown, more: object = {}) => {
    const edges = [{ permission: 'WRITE', node: { login: 'carol' }, permissionSources }];
    const collaborators = { totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null }, edges };
    const ledger = { databaseId: 502, name: 'Ledger', isArchived: false, owner: { login: 'acme' }, collaborators };
    const repositories = { totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [ledger] };
    return { match: 'POST ^/graphql$', status: 200, body: { data: { organization: { repositories } }, ...more } };
  };

  it('is in doubt where the person has other ways, and none is said to be the repository', async () => {
    const { client, control, requests } = await githubOnSandbox(acme);
    await control('POST faults', answered([{ roleName: 'write', source: { __typename: 'Team' } }]));
    const [ledger] = await createReader(client, 'acme').allRepos();
    expect(ledger?.collaborators.get(keyOf('carol'))).toEqual({ to: 'carol', role: 'write', doubt: 'maybe-masked' });
    expect(await requests()).toHaveLength(1);
  });

  it('is asked of REST, in doubt too, where GitHub refuses the sources to an app', async () => {
    const { client, control, requests } = await githubOnSandbox(acme);
    const path = ['organization', 'repositories', 'nodes', 0, 'collaborators', 'edges', 0, 'permissionSources'];
    const errors = [{ type: 'FORBIDDEN', path, message: 'Resource not accessible by integration' }];
    await control('POST faults', answered(null, { errors }));
    const [ledger] = await createReader(client, 'acme').allRepos();
    expect(ledger?.collaborators.get(keyOf('carol'))).toEqual({ to: 'carol', role: 'maintain', doubt: 'maybe-masked' });
    expect(await requests()).toEqual(['POST /graphql', 'GET /repos/acme/Ledger/collaborators']);
  });
});

function repoWith(count: number): OrgState {
  const state = withMembers(count);
  const collaborators = Object.fromEntries([...state.users.values()].map(({ login }) => [login, 'triage']));
  return { ...state, repos: anOrganization().withRepo('shared', { collaborators }).state.repos };
}

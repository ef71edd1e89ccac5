import { describe, expect, it } from 'vitest';
import { ReadError } from '../../model/errors.ts';
import { repoNodeOf } from './parse-repo.ts';

const source = (type: string, roleName: string | null) => ({ roleName, source: { __typename: type } });

function repoWith(permissionSources: unknown, permission = 'ADMIN') {
  return {
    databaseId: 1,
    name: 'api',
    isArchived: false,
    collaborators: {
      totalCount: 1,
      pageInfo: { hasNextPage: false, endCursor: null },
      edges: [{ permission, node: { login: 'Carol' }, permissionSources }],
    },
  };
}

describe('a direct collaborator', () => {
  it.each([
    ['the source that is the repository', [source('Organization', 'read'), source('Repository', 'triage')], 'triage'],
    ['a custom role by its name', [source('Repository', 'security-reader')], 'security-reader'],
    ["REST's words, should they come", [source('Repository', 'push')], 'write'],
    ['a source that stands twice', [source('Repository', 'admin'), source('Repository', 'admin')], 'admin'],
  ])('has the role of %s', (_, sources, role) => {
    expect(repoNodeOf(repoWith(sources)).collaborators?.items).toEqual([
      { login: 'Carol', granted: role, effective: 'admin', explained: true },
    ]);
  });

  it.each([
    ['no source is the repository', [source('Team', 'admin')], true],
    ['the source has no role name', [source('Repository', null)], true],
    ['two sources disagree', [source('Repository', 'admin'), source('Repository', 'read')], true],
    ['GitHub tells no sources', null, false],
  ])('has an unknown role where %s', (_, sources, explained) => {
    expect(repoNodeOf(repoWith(sources)).collaborators?.items).toEqual([
      { login: 'Carol', granted: undefined, effective: 'admin', explained },
    ]);
  });

  const whole = repoWith([]);
  it.each([
    ['the list is null', { ...whole, collaborators: null }],
    ['an edge is null', { ...whole, collaborators: { ...whole.collaborators, edges: [null] } }],
    ['the edges are null', { ...whole, collaborators: { ...whole.collaborators, edges: null } }],
    ['the page says nothing of the next', { ...whole, collaborators: { ...whole.collaborators, pageInfo: null } }],
    ['there is no count', { ...whole, collaborators: { ...whole.collaborators, totalCount: null } }],
    ['the login is no name', repoWithLogin('../evil')],
    ['the name has a line break', { ...whole, name: 'a\nb' }],
  ])('fails the read where %s', (_, node) => {
    expect(() => repoNodeOf(node)).toThrow(ReadError);
  });

  function repoWithLogin(login: string) {
    const [edge] = whole.collaborators.edges;
    return { ...whole, collaborators: { ...whole.collaborators, edges: [{ ...edge, node: { login } }] } };
  }
});

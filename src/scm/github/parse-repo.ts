import { type Page, pageOf } from './connection.ts';
import { type Fields, fieldsOf, flagOf, listOf, malformed, nameOf, numberOf } from './fields.ts';
import { repositoryRoleOf } from './roles.ts';

/** A repository as a query brings it, and perhaps the first page of its direct collaborators. */
export interface RepoNode {
  readonly id: number;
  readonly name: string;
  readonly archived: boolean;
  readonly collaborators?: Page<Collaborator>;
}

/** Someone with a grant of their own. */
export interface Collaborator {
  readonly login: string;
  /** The role of the grant itself; undefined where GitHub does not tell it. */
  readonly granted: string | undefined;
  /** The highest of all the roles the person has here, however they came by it. */
  readonly effective: string;
  /** GitHub said where the person's roles come from, whether or not a grant of their own was among them. */
  readonly explained: boolean;
}

export function repoNodeOf(node: Fields): RepoNode {
  const name = nameOf(node['name'], "a repository's name");
  const collaborators = node['collaborators'];
  return {
    id: numberOf(node['databaseId'], `the id of repository ${name}`),
    name,
    archived: flagOf(node['isArchived'], `whether repository ${name} is archived`),
    ...(collaborators === undefined ? {} : { collaborators: collaboratorPage(collaborators, name) }),
  };
}

export function collaboratorPage(value: unknown, repo: string): Page<Collaborator> {
  return pageOf(value, `the direct collaborators of ${repo}`, 'edges', collaboratorOf);
}

function collaboratorOf(edge: Fields, what: string): Collaborator {
  const sources = edge['permissionSources'];
  return {
    login: nameOf(fieldsOf(edge['node'], what)['login'], what),
    granted: sources === null ? undefined : grantedIn(listOf(sources, what), what),
    effective: repositoryRoleOf(edge['permission'], what),
    explained: sources !== null,
  };
}

/**
 * The grant is the source that is the repository itself. Its `permission` knows no triage, no maintain and no custom
 * role, so only `roleName` counts. Owners may have the source more than once; sources that disagree tell nothing.
 * @see https://docs.github.com/en/graphql/reference/objects#permissionsource
 */
function grantedIn(sources: readonly unknown[], what: string): string | undefined {
  const names = sources
    .map((source) => fieldsOf(source, what))
    .filter((source) => sourceType(source, what) === 'Repository')
    .map(({ roleName }) => (typeof roleName === 'string' ? repositoryRoleOf(roleName, what) : undefined));
  return new Set(names).size === 1 ? names[0] : undefined;
}

function sourceType({ source }: Fields, what: string): string {
  const type = fieldsOf(source, what)['__typename'];
  if (type === 'Repository' || type === 'Team' || type === 'Organization') return type;
  throw malformed(`a source in ${what}`, 'a repository, team or organisation', type);
}

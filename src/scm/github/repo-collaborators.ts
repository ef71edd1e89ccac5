import { type Key, keyOf } from '../../model/identity.ts';
import type { Grant } from '../../model/org-state.ts';
import type { GitHubClient } from './client.ts';
import { readList } from './connection.ts';
import { fieldsOf, nameOf } from './fields.ts';
import { ask, TooLarge } from './graphql-read.ts';
import { createLadder, halvesOf } from './ladder.ts';
import { type Collaborator, collaboratorPage, type RepoNode } from './parse-repo.ts';
import { collaboratorsQuery } from './queries/repos.ts';
import { getAll } from './rest-read.ts';
import { roleIn } from './roles.ts';

export const needs = 'the permission "Administration: read" of all repositories (scope repo)';

/** Apps were once refused the sources of a permission alone; the rest of the answer stands, and REST tells the role. */
export function isSourcesRefused({ type, path }: { type: string; path: readonly (string | number)[] }): boolean {
  return type === 'FORBIDDEN' && path.at(-1) === 'permissionSources';
}

/** Reads the direct collaborators of single repositories: what did not come with the repository. */
export function repoCollaborators(
  client: GitHubClient,
  org: string,
): (node: RepoNode) => Promise<ReadonlyMap<Key, Grant>> {
  const ladder = createLadder([100, ...halvesOf(100)]);
  return async ({ name, collaborators: first }) => {
    const what = `the direct collaborators of ${name}`;
    try {
      const people = await readList<Collaborator, number>({
        what,
        ladder,
        first,
        async page(size, after) {
          const variables = { org, name, first: size, after };
          const data = await ask(client, collaboratorsQuery, variables, { what, needs }, isSourcesRefused);
          return collaboratorPage(fieldsOf(data['repository'], `repository ${name}`)['collaborators'], name);
        },
        idOf: ({ login }) => keyOf(login),
      });
      if (people.every(({ granted, explained }) => granted !== undefined || explained)) return grantsOf(people);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
    }
    return readByRest(client, org, name);
  };
}

function grantsOf(people: readonly Collaborator[]): ReadonlyMap<Key, Grant> {
  return new Map(people.map((person) => [keyOf(person.login), grantOf(person)]));
}

function grantOf({ login, granted, effective }: Collaborator): Grant {
  if (granted !== undefined) return { to: login, role: granted };
  return { to: login, role: effective, doubt: 'maybe-masked' };
}

/** REST's `role_name` is the highest of all the roles a person has, so the grant itself may be lower. */
async function readByRest(client: GitHubClient, org: string, repo: string): Promise<ReadonlyMap<Key, Grant>> {
  const what = `the direct collaborators of ${repo}`;
  const route = 'GET /repos/{owner}/{repo}/collaborators';
  const people = await getAll(client, route, { owner: org, repo, affiliation: 'direct' }, { what, needs });
  return new Map(
    people.map((person) => {
      const fields = fieldsOf(person, what);
      const to = nameOf(fields['login'], what);
      return [keyOf(to), { to, role: roleIn(fields, what), doubt: 'maybe-masked' }];
    }),
  );
}

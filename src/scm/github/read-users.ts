import { type Key, keyOf } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import type { GitHubClient } from './client.ts';
import { pageOf, readList } from './connection.ts';
import { type Fields, fieldsOf, malformed, nameOf, numberOf } from './fields.ts';
import { ask } from './graphql-read.ts';
import { createLadder, halvesOf } from './ladder.ts';
import { membersQuery } from './queries/users.ts';
import { getAll, getOne, type Reading } from './rest-read.ts';
import { orgRoleOf } from './roles.ts';
import { sideBySide } from './side-by-side.ts';

const needs = 'the permission "Members: read" (scope read:org)';
const reading: Reading = { what: 'the members', needs };

/** All members with their roles, a hundred a request, and all outside collaborators. */
export async function readAllUsers(client: GitHubClient, org: string): Promise<ReadonlyMap<Key, User>> {
  const [members, outside] = await Promise.all([readAllMembers(client, org), readOutside(client, org)]);
  return usersByKey([...outside, ...members]);
}

async function readAllMembers(client: GitHubClient, org: string): Promise<readonly User[]> {
  return readList({
    what: reading.what,
    ladder: createLadder([100, ...halvesOf(100)]),
    async page(first, after) {
      const data = await ask(client, membersQuery, { org, first, after }, reading);
      const organization = fieldsOf(data['organization'], `the organisation ${org}`);
      return pageOf(organization['membersWithRole'], reading.what, 'edges', memberOf);
    },
    idOf: (user) => keyOf(user.login),
    otherwise: async () => [...(await readByRole(client, org, 'member')), ...(await readByRole(client, org, 'admin'))],
  });
}

function memberOf(edge: Fields, what: string): User {
  const node = fieldsOf(edge['node'], `an entry of ${what}`);
  return userOf(node['login'], node['databaseId'], orgRoleOf(edge['role'], what), what);
}

async function readByRole(client: GitHubClient, org: string, role: 'member' | 'admin'): Promise<readonly User[]> {
  const items = await getAll(client, 'GET /orgs/{org}/members', { org, role }, reading);
  return items.map((item) => {
    const { login, id } = fieldsOf(item, `an entry of ${reading.what}`);
    return userOf(login, id, role === 'admin' ? 'owner' : 'member', reading.what);
  });
}

export async function readOutsideCollaborators(client: GitHubClient, org: string): Promise<ReadonlyMap<Key, User>> {
  return usersByKey(await readOutside(client, org));
}

async function readOutside(client: GitHubClient, org: string): Promise<readonly User[]> {
  const what = 'the outside collaborators';
  const items = await getAll(client, 'GET /orgs/{org}/outside_collaborators', { org }, { what, needs });
  return items.map((item) => {
    const { login, id } = fieldsOf(item, `an entry of ${what}`);
    return userOf(login, id, 'outside', what);
  });
}

/** For more people than this, reading all members takes fewer requests. */
const fewPeople = 30;

/** The members among these logins. */
export async function readMembers(
  client: GitHubClient,
  org: string,
  logins: readonly string[],
): Promise<ReadonlyMap<Key, User>> {
  if (logins.length <= fewPeople) {
    const found = await sideBySide(logins, (login) => readMember(client, org, login));
    return usersByKey(found.filter((user) => user !== undefined));
  }
  const asked = new Set(logins.map(keyOf));
  const all = await readAllMembers(client, org);
  return usersByKey(all.filter((user) => asked.has(keyOf(user.login))));
}

async function readMember(client: GitHubClient, org: string, login: string): Promise<User | undefined> {
  const what = `the membership of ${login}`;
  const route = 'GET /orgs/{org}/memberships/{username}';
  const found = await getOne(client, route, { org, username: login }, { what, needs, orMissing: true });
  if (found === undefined) return undefined;
  const { state, role, user } = fieldsOf(found, what);
  if (state === 'pending') return undefined;
  if (state !== 'active') throw malformed(`the state of ${what}`, 'active or pending', state);
  const account = fieldsOf(user, what);
  const orgRole = orgRoleOf(role, what);
  return orgRole === undefined ? undefined : userOf(account['login'], account['id'], orgRole, what);
}

function userOf(login: unknown, id: unknown, role: User['role'] | undefined, what: string): User {
  if (role === undefined) throw malformed(`a role in ${what}`, 'member or admin', role);
  return { login: nameOf(login, `a login of ${what}`), id: numberOf(id, `an id of ${what}`), role };
}

function usersByKey(users: readonly User[]): ReadonlyMap<Key, User> {
  return new Map(users.map((user) => [keyOf(user.login), user]));
}

import type { Account } from '../../model/account.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { GitHubClient } from './client.ts';
import { fieldsOf, listOf, malformed, nameOf, numberOf } from './fields.ts';
import { ask } from './graphql-read.ts';
import { inBatches } from './ladder.ts';
import { accountsQuery, loginsQuery } from './queries/users.ts';
import { getOne } from './rest-read.ts';
import { sideBySide } from './side-by-side.ts';

const needs = 'no permission of its own';

/** The accounts behind logins, fifty a request. GitHub does not follow a renamed login to its account. */
export async function readAccounts(
  client: GitHubClient,
  logins: readonly string[],
): Promise<ReadonlyMap<Key, Account>> {
  const accounts = await inBatches(logins, 50, async (batch) => {
    const variables = Object.fromEntries(batch.map((login, index) => [`l${index}`, login]));
    const reading = { what: 'accounts', needs };
    const data = await ask(client, accountsQuery(batch.length), variables, reading, isNotFound);
    return batch.map((login, index) => accountOf(login, data[`a${index}`]));
  });
  return new Map(accounts.map((account, index) => [keyOf(logins[index] ?? account.login), account]));
}

function accountOf(asked: string, found: unknown): Account {
  if (found === null) return { kind: 'missing', login: asked };
  const { __typename: type, login, databaseId } = fieldsOf(found, `the account ${asked}`);
  const kinds = { User: 'person', Organization: 'organization' } as const;
  if (type !== 'User' && type !== 'Organization') throw malformed(`the account ${asked}`, 'a person', type);
  return { kind: kinds[type], login: nameOf(login, asked), id: numberOf(databaseId, `the id of ${asked}`) };
}

function isNotFound({ type }: { readonly type: string }): boolean {
  return type === 'NOT_FOUND';
}

/** For so few, one REST request each. */
const fewIds = 2;

/**
 * Today's logins of accounts, a hundred a request. Node ids in this form are an old one, so whom GraphQL does not find
 * is looked up once more by the numeric id alone.
 * @see https://docs.github.com/en/graphql/guides/migrating-graphql-global-node-ids
 */
export async function readLogins(client: GitHubClient, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const found = ids.length <= fewIds ? new Map<number, string>() : await readLoginsAtOnce(client, ids);
  const rest = ids.filter((id) => !found.has(id));
  const others = await sideBySide(rest, async (id) => [id, await readLogin(client, id)] as const);
  return new Map([...found, ...others.flatMap(([id, login]) => (login === undefined ? [] : [[id, login] as const]))]);
}

async function readLoginsAtOnce(client: GitHubClient, ids: readonly number[]): Promise<Map<number, string>> {
  const what = 'accounts by id';
  const entries = await inBatches(ids, 100, async (batch) => {
    const data = await ask(client, loginsQuery, { ids: batch.map(nodeId) }, { what, needs }, isNotFound);
    const nodes = listOf(data['nodes'], what);
    if (nodes.length !== batch.length) throw malformed(what, `a list of ${batch.length}`, nodes);
    return nodes.flatMap((node) => loginEntry(node, what));
  });
  return new Map(entries);
}

function loginEntry(node: unknown, what: string): (readonly [number, string])[] {
  if (node === null) return [];
  const { __typename: type, databaseId, login } = fieldsOf(node, what);
  return type === 'User' ? [[numberOf(databaseId, what), nameOf(login, what)]] : [];
}

async function readLogin(client: GitHubClient, id: number): Promise<string | undefined> {
  const what = `the account with id ${id}`;
  const route = 'GET /user/{account_id}';
  const found = await getOne(client, route, { account_id: id }, { what, needs, orMissing: true });
  return found === undefined ? undefined : nameOf(fieldsOf(found, what)['login'], what);
}

function nodeId(id: number): string {
  return Buffer.from(`04:User${id}`).toString('base64');
}

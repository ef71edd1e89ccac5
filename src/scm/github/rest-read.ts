import { failedAnswer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { listOf } from './fields.ts';
import { notAnApi, readFailure } from './read-failure.ts';

/** What is read, for messages: `what` continues "reading …", `needs` names the permission it takes. */
export interface Reading {
  readonly what: string;
  readonly needs: string;
}

/** Parameters of a route's template and of its query string. */
export type Parameters = Readonly<Record<string, string | number>>;

/** One GET. @returns the parsed body, or undefined where the answer is 404 and `orMissing` asks for that. */
export async function getOne(
  client: GitHubClient,
  route: `GET ${string}`,
  parameters: Parameters,
  { what, needs, orMissing = false }: Reading & { readonly orMissing?: boolean },
): Promise<unknown> {
  try {
    return (await get(client, route, parameters, what)).data;
  } catch (error) {
    const failed = failedAnswer(error);
    if (orMissing && failed.status === 404 && typeof failed.data === 'object') return undefined;
    throw readFailure(error, what, needs, client.apiUrl);
  }
}

/** No list of an organisation is longer: a `next` that never ends is not followed for ever. */
const maxPages = 10_000;

/**
 * A whole list, page after page as GitHub's `link` says.
 * @see https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export async function getAll(
  client: GitHubClient,
  route: `GET ${string}`,
  parameters: Parameters,
  reading: Reading,
): Promise<readonly unknown[]> {
  const { what, needs } = reading;
  const items: unknown[] = [];
  for (let page = 1; page <= maxPages; page++) {
    const { data, link } = await getPage(client, route, { ...parameters, per_page: 100, page }, reading);
    items.push(...listOf(data, what));
    if (!/;\s*rel="?next"?/.test(link)) return items;
  }
  throw readFailure(new Error('the list does not end'), what, needs, client.apiUrl);
}

async function getPage(client: GitHubClient, route: string, parameters: Parameters, { what, needs }: Reading) {
  try {
    return await get(client, route, parameters, what);
  } catch (error) {
    throw readFailure(error, what, needs, client.apiUrl);
  }
}

async function get(client: GitHubClient, route: string, parameters: Parameters, what: string) {
  const answer = await client.reads.request(route, parameters);
  const data: unknown = answer.data;
  if (typeof data !== 'object' || data === null) throw notAnApi(client.apiUrl, what, answer.status);
  return { data, link: answer.headers.link ?? '' };
}

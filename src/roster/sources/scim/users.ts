import { feedError, mostRows, type Origin, tooManyRows } from '../../origin.ts';
import type { JsonValue } from '../json-value.ts';
import { isObject, type JsonObject, memberOf } from './members.ts';

/** Query parameters of one page. */
export type Query = Readonly<Record<string, string>>;

export interface User {
  readonly id: string;
  readonly user: JsonObject;
}

/** What most servers give at most; one that gives fewer is asked more often. */
const count = '200';
const again = 'people may have come or gone while it was read, so run again';
const twice = `it gave somebody twice: ${again}; where that does not help, its paging does not work`;

/**
 * All users, page by page: by index (https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.4), or by cursor from where
 * the server gives one (https://www.rfc-editor.org/rfc/rfc9865). How many come on a page is the server's to choose, and
 * what it says of the page is not relied on: there are to be as many different people as it says there are in all.
 * @throws FeedError where that does not come out
 */
export async function* usersOf(ask: (query: Query) => Promise<JsonValue>, origin: Origin): AsyncGenerator<User> {
  const seen = new Set<string>();
  let query: Query | undefined = { startIndex: '1', count };
  let total: number | undefined;
  while (query !== undefined) {
    const page: Page = pageOf(await ask(query), origin);
    for (const user of page.users) {
      if (seen.has(user.id)) throw feedError(origin, 'feed-changed', twice);
      if (seen.add(user.id).size > mostRows) throw tooManyRows(origin);
      yield user;
    }
    const turn = { query, before: total, came: seen.size };
    query = nextQuery(page, turn, origin);
    total = page.total;
  }
}

interface Turn {
  readonly query: Query;
  /** What the page before said that there are. */
  readonly before: number | undefined;
  /** How many different people have come. */
  readonly came: number;
}

function nextQuery(
  { users, total, nextCursor }: Page,
  { query, before, came }: Turn,
  origin: Origin,
): Query | undefined {
  if (nextCursor !== undefined) return { cursor: nextCursor, count };
  const byCursor = 'cursor' in query;
  // Where somebody went, the next page begins one person too late; and as many as it says may have come all the same.
  if (before !== undefined && total !== undefined && before !== total && !byCursor) {
    throw feedError(origin, 'feed-changed', `it had ${before} people, and then ${total}: ${again}`);
  }
  // With cursors, the figure may be missing or an estimate. Where more were promised, somebody may be missing.
  if (came === total || (byCursor && (total ?? 0) < came)) return undefined;
  if (total === undefined)
    throw feedError(origin, 'feed-syntax', 'it does not say, as totalResults, how many there are');
  if (byCursor || users.length === 0 || came > total) {
    throw feedError(origin, 'feed-refused', `it says that it has ${total} people, and gave ${came}: ${again}`);
  }
  return { startIndex: String(came + 1), count };
}

interface Page {
  readonly users: readonly User[];
  readonly total: number | undefined;
  readonly nextCursor: string | undefined;
}

const listResponse = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

function pageOf(answer: JsonValue, origin: Origin): Page {
  const schemas = isObject(answer) ? memberOf(answer, 'schemas') : undefined;
  if (!isObject(answer) || !Array.isArray(schemas) || !schemas.some((schema) => isListResponse(schema as JsonValue))) {
    throw feedError(
      origin,
      'feed-syntax',
      'what it answered is no ListResponse of SCIM 2.0: correct url: in roster.yaml',
    );
  }
  const users = memberOf(answer, 'Resources') ?? [];
  if (!Array.isArray(users)) throw feedError(origin, 'feed-syntax', 'its Resources are no list');
  const total = memberOf(answer, 'totalResults');
  const nextCursor = memberOf(answer, 'nextCursor');
  return {
    users: (users as readonly JsonValue[]).map((user) => userOf(user, origin)),
    total: typeof total === 'string' && /^\d+$/.test(total) ? Number(total) : undefined,
    nextCursor: typeof nextCursor === 'string' && nextCursor !== '' ? nextCursor : undefined,
  };
}

function isListResponse(schema: JsonValue): boolean {
  return typeof schema === 'string' && schema.toLowerCase() === listResponse.toLowerCase();
}

function userOf(user: JsonValue, origin: Origin): User {
  const id = isObject(user) ? memberOf(user, 'id') : undefined;
  if (isObject(user) && typeof id === 'string' && id !== '') return { id, user };
  throw feedError(origin, 'feed-syntax', 'one of its Resources is no object with an id');
}

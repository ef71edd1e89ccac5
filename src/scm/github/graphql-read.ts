import { ReadError } from '../../model/errors.ts';
import { failedAnswer, isPassing, oneLine } from './answer.ts';
import { LimitReached } from './attempts.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, listOf } from './fields.ts';
import { pause } from './gate.ts';
import { notAnApi, permissionHint, readFailure } from './read-failure.ts';
import type { Reading } from './rest-read.ts';

/** One error of a GraphQL answer. */
interface GraphqlError {
  readonly type: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** The query asks for more than GitHub answers at once: ask for less. Where there is no less, the read fails. */
export class TooLarge extends ReadError {
  constructor(what: string, said: string) {
    const next = 'It may be overloaded. Try again later.';
    super('too-large', `GitHub gave up reading ${what}, however little was asked for at once (${said}). ${next}`);
  }
}

/** What is read by a query. */
interface Query extends Reading {
  /** It asks for so little that a timeout says nothing of its size: it is asked again, as after any outage. */
  readonly isTiny?: true;
}

export type Variables = Readonly<Record<string, unknown>>;

/**
 * One query. The answer is whole: any entry in `errors` fails the read, because what it concerns is null in the data.
 * Only what the caller tolerates may be missing.
 * @param tolerates whether an error is an answer, such as NOT_FOUND for one of many names
 * @throws TooLarge where GitHub gave up on the size of the query; ReadError for all else.
 */
export async function ask(
  client: GitHubClient,
  query: string,
  variables: Variables,
  reading: Query,
  tolerates: (error: GraphqlError) => boolean = () => false,
): Promise<Fields> {
  const { body, headers } = await send(client, query, variables, reading);
  const errors = body['errors'] === undefined ? [] : listOf(body['errors'], `the errors of ${reading.what}`);
  for (const error of errors.map(errorOf)) {
    if (isTooLarge(error)) throw new TooLarge(reading.what, error.message);
    if (!tolerates(error)) throw refusal(error, headers, reading);
  }
  return fieldsOf(body['data'], reading.what);
}

/** The waits after answers that say nothing of the query, in milliseconds: a dropped connection, an outage. */
const patience = [500, 2000];

async function send(client: GitHubClient, query: string, variables: Variables, { what, needs, isTiny }: Query) {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await client.reads.request({
        method: 'POST',
        url: client.graphqlUrl,
        query,
        variables,
        // Repeated here, not by plugin-retry, which would send a query that is too large three times more.
        request: { retries: 0 },
      });
      const data: unknown = answer.data;
      if (typeof data !== 'object' || data === null) throw notAnApi(client.apiUrl, what, answer.status);
      return { body: fieldsOf(data, what), headers: answer.headers };
    } catch (error) {
      if (isTiny === undefined && isTimeout(error)) throw new TooLarge(what, oneLine((error as Error).message));
      const wait = patience[attempt];
      if (wait === undefined || !isPassing(error)) throw readFailure(error, what, needs, client.apiUrl);
      await pause(client.clock, wait, client.signal);
    }
  }
}

/**
 * GitHub ends queries after ten seconds, with 502 or 504, in JSON or HTML, or with 200 and a sentence.
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#timeouts
 */
function isTimeout(error: unknown): boolean {
  if (error instanceof LimitReached || error instanceof ReadError) return false;
  const { status, message } = failedAnswer(error);
  if (status === 502 || status === 504) return true;
  return status !== undefined && timeoutText.test(message);
}

const timeoutText = /something went wrong while executing your query/i;

/** The timeout has no type, so its text must tell. */
function isTooLarge({ type, message }: GraphqlError): boolean {
  return type === 'RESOURCE_LIMITS_EXCEEDED' || type === 'MAX_NODE_LIMIT_EXCEEDED' || timeoutText.test(message);
}

function errorOf(value: unknown): GraphqlError {
  const { type, message, path } = fieldsOf(value, 'an error in the answer');
  return {
    type: typeof type === 'string' ? type : '',
    message: typeof message === 'string' ? oneLine(message) : '',
    path: Array.isArray(path) ? (path as GraphqlError['path']) : [],
  };
}

type Headers = Parameters<typeof permissionHint>[0]['headers'];

function refusal({ type, message }: GraphqlError, headers: Headers, { what, needs }: Reading): ReadError {
  const said = [type, message].filter((text) => text !== '').join(': ');
  if (type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES' || type === 'NOT_FOUND') {
    const hint = permissionHint({ headers }, needs);
    return new ReadError('no-permission', `GitHub refuses or hides ${what} (${said}). ${hint}`);
  }
  return new ReadError('partial-answer', `GitHub answered only a part of ${what} (${said}). Nothing is planned on it.`);
}

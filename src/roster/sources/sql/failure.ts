import type { FeedError } from '../../../model/errors.ts';
import { feedError, type FeedErrorCode, type Origin } from '../../origin.ts';

/** What went wrong, and what to do. */
export type Failure = readonly [code: FeedErrorCode, what: string];

export const failures = {
  noHost: ['feed-unreachable', 'the host that the address names is not known: correct the address'],
  noListener: [
    'feed-unreachable',
    'nobody listens at the address: is the server running, and are host and port right?',
  ],
  brokeOff: ['feed-unreachable', 'the connection to the server broke off: try again later'],
  badCertificate: [
    'feed-unreachable',
    'the certificate of the server is not trusted: name its authority and its host in the address',
  ],
  noTls: ['feed-unreachable', 'the server offers no TLS, which the address asks for'],
  refusedUser: [
    'feed-refused',
    'the server refuses the user: are user and password in the address right, and is it let in from here?',
  ],
  noDatabase: ['feed-refused', 'the server has no database of that name: correct the address'],
  busy: ['feed-unreachable', 'the server takes no connections at the moment: try again later'],
  forbidden: [
    'feed-refused',
    'the user may not read all that the query names: let it SELECT from there, and nothing more',
  ],
  writes: ['feed-refused', 'the query writes, and was stopped: write one SELECT that only reads'],
  several: ['feed-syntax', 'the query is more than one statement: write one SELECT'],
  slow: ['feed-unreachable', 'the query took too long, and was stopped: make it faster, or try again later'],
} as const satisfies Readonly<Record<string, Failure>>;

const network: Readonly<Partial<Record<string, Failure>>> = {
  ENOTFOUND: failures.noHost,
  EAI_AGAIN: failures.noHost,
  ECONNREFUSED: failures.noListener,
  ENOENT: failures.noListener,
  EHOSTUNREACH: failures.noListener,
  ENETUNREACH: failures.noListener,
  ECONNRESET: failures.brokeOff,
  EPIPE: failures.brokeOff,
};

/** What Node calls certificates that are not good. */
const certificate = /CERT|_SIGNATURE|UNABLE_TO_|^ERR_TLS_|^HOSTNAME_MISMATCH$/;

/**
 * The error for what a driver threw. Without the driver's own as its cause and without its words, which quote hosts,
 * users and values of rows.
 * @param known the driver's own codes
 */
export function failed(error: unknown, known: Readonly<Partial<Record<string, Failure>>>, origin: Origin): FeedError {
  const { code } = error as NodeJS.ErrnoException;
  const failure = known[code ?? ''] ?? network[code ?? ''];
  if (failure !== undefined) return feedError(origin, ...failure);
  if (certificate.test(code ?? '')) return feedError(origin, ...failures.badCertificate);
  const why = code === undefined ? '' : ` (${code})`;
  return feedError(origin, 'feed-refused', `the query failed${why}: does it run in the database's own client?`);
}

/** @param message of the database, from before any row was read: it can quote nothing but the query */
export function badQuery(message: string, origin: Origin): FeedError {
  return feedError(origin, 'feed-syntax', `the database does not take the query: ${message}: write one SELECT`);
}

/** @param cast how the query is to give it instead */
export function noText(column: string, type: string, cast: string): Failure {
  const what = `column ${JSON.stringify(column)} is of type ${type}, which has no plain text: write ${cast} AS … in the query, or leave it out`;
  return ['feed-columns', what];
}

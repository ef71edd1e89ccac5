import { once } from 'node:events';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure, type ConnectionOptions } from 'node:tls';
import { UsageError } from '../../../model/errors.ts';
import { isLoopback } from '../../loopback.ts';
import { feedError, type Origin } from '../../origin.ts';
import { brokenOff, type Conversation, converse, type Ldap } from './conversation.ts';

export interface Server {
  readonly host: string;
  readonly port: number;
  /** Whether the address starts with ldaps://. */
  readonly secure: boolean;
}

export interface Circumstances {
  readonly ldap: Ldap;
  readonly origin: Origin;
  /** Aborts with the error that says that time is over. */
  readonly signal: AbortSignal;
}

/** Without the address in the error: it may be a secret. */
export function parsedServer(text: string, { source, from }: Origin): Server {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const rest = url === undefined ? '?' : `${url.username}${url.password}${url.search}${url.hash}`;
  if (
    url === undefined ||
    !/^ldaps?:$/.test(url.protocol) ||
    url.hostname === '' ||
    !/^\/?$/.test(url.pathname + rest)
  ) {
    const message = `source ${source}: ${from} is no address of a directory: write ldaps:// or ldap:// and a host, perhaps with a port, and nothing more`;
    throw new UsageError('bad-hr-address', message);
  }
  const secure = url.protocol === 'ldaps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: url.port === '' ? (secure ? 636 : 389) : Number(url.port), secure };
}

/**
 * @param secret whether what is said must not be read on the way: over ldap:// to another machine STARTTLS comes first then
 * @throws FeedError where there is no connection, or none that is safe
 */
export async function connect(server: Server, secret: boolean, circumstances: Circumstances): Promise<Conversation> {
  const { ldap, origin, signal } = circumstances;
  const { host, port, secure } = server;
  const socket = secure ? connectSecure({ port, ...trust(host) }) : connectPlain({ host, port });
  await opened(socket, secure ? 'secureConnect' : 'connect', circumstances);
  const conversation = converse(socket, ldap, origin, signal);
  return secure || !secret || isLoopback(host) ? conversation : startTls(socket, host, conversation, circumstances);
}

/** https://www.rfc-editor.org/rfc/rfc4511#section-4.14 */
const startTlsOid = '1.3.6.1.4.1.1466.20037';

/** What came in clear is forgotten with the first conversation. */
async function startTls(
  plain: Socket,
  host: string,
  first: Conversation,
  circumstances: Circumstances,
): Promise<Conversation> {
  const { ldap, origin, signal } = circumstances;
  const { result } = await first.ask((messageId) => new ldap.ExtendedRequest({ messageId, oid: startTlsOid }));
  if (result.status !== 0) {
    first.close();
    throw feedError(
      origin,
      'feed-refused',
      'the server does not encrypt this connection, and a password is never sent in clear: write ldaps:// in roster.yaml, or have STARTTLS set up',
    );
  }
  first.release();
  // Whoever says more than that in clear is somebody in the middle: the conversation has ended then.
  if (plain.destroyed) throw brokenOff(undefined, origin);
  const socket = connectSecure({ socket: plain, ...trust(host) });
  await opened(socket, 'secureConnect', circumstances);
  return converse(socket, ldap, origin, signal);
}

function trust(host: string): ConnectionOptions {
  return { host, rejectUnauthorized: true, ...(isIP(host) === 0 ? { servername: host } : {}) };
}

async function opened(socket: Socket, event: string, { origin, signal }: Circumstances): Promise<void> {
  try {
    await once(socket, event, { signal });
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw signal.aborted ? signal.reason : brokenOff(error as NodeJS.ErrnoException, origin);
  }
}

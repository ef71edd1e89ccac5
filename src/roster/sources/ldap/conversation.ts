import type { Socket } from 'node:net';
import type * as Ldapts from 'ldapts';
import type { BindRequest, Control, ExtendedRequest, SearchEntry, SearchRequest } from 'ldapts';
import { feedError, mostBytes, type Origin, tooLarge } from '../../origin.ts';

/** The package, which is loaded when it is used. */
export type Ldap = typeof Ldapts;

type Request = BindRequest | ExtendedRequest | SearchRequest;

/** How a request ended. */
export interface Result {
  /** https://www.rfc-editor.org/rfc/rfc4511#appendix-A */
  readonly status: number;
  readonly controls?: readonly Control[] | undefined;
}

/** The whole answer to one request. */
export interface Answer {
  readonly result: Result;
  readonly entries: readonly SearchEntry[];
  /** How often it says that something is on another server. */
  readonly references: number;
}

/** One request after the other on one connection. */
export interface Conversation {
  /** @throws FeedError where no whole answer comes, or none that can be read */
  ask(request: (messageId: number) => Request): Promise<Answer>;
  /** Stops listening, and leaves the connection to others. */
  release(): void;
  close(): void;
}

interface Asked {
  readonly messageId: number;
  readonly entries: SearchEntry[];
  references: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Far longer than any entry of a person. */
const mostMessageBytes = 10_000_000;

/**
 * Speaks LDAP with the package's own messages and parser, and without its client: that one takes a page without entries
 * for the end of the list (Active Directory sends such in the middle), opens another connection, in clear, where one was
 * lost after STARTTLS, and waits where an answer cannot be read.
 */
export function converse(socket: Socket, ldap: Ldap, origin: Origin, signal: AbortSignal): Conversation {
  const parser = new ldap.MessageParser();
  const bytes = { all: 0, sinceMessage: 0 };
  let [lastId, asked, over]: [number, Asked | undefined, Error | undefined] = [0, undefined, undefined];

  const fail = (error: Error): void => {
    over ??= error;
    asked?.reject(over);
    asked = undefined;
    socket.destroy();
  };
  const garbled = (): void => fail(feedError(origin, 'feed-syntax', 'what the server answered is not LDAP'));
  const onData = (chunk: Buffer): void => {
    // Each message is a sequence. The parser waits for as many bytes as any other first word would mean.
    if (bytes.all === 0 && chunk[0] !== ldap.Ber.Sequence + ldap.Ber.Constructor) return garbled();
    bytes.all += chunk.length;
    bytes.sinceMessage += chunk.length;
    if (bytes.all > mostBytes || bytes.sinceMessage > mostMessageBytes) return fail(tooLarge(origin));
    try {
      parser.read(chunk, new Map());
    } catch {
      garbled();
    }
  };
  const onError = (error: Error): void => fail(brokenOff(error, origin));
  const onClose = (): void => fail(brokenOff(undefined, origin));
  const onAbort = (): void => fail(signal.reason as Error);

  parser.on('error', garbled);
  parser.on('message', (message) => {
    bytes.sinceMessage = 0;
    if (over !== undefined || asked === undefined || message.messageId !== asked.messageId) {
      // Number 0 is the server's word that it ends the connection (https://www.rfc-editor.org/rfc/rfc4511#section-4.4.1).
      return message.messageId === 0 ? onClose() : garbled();
    }
    if (message instanceof ldap.SearchEntry) asked.entries.push(message);
    else if (message instanceof ldap.SearchReference) asked.references += 1;
    else {
      const { entries, references, resolve } = asked;
      asked = undefined;
      resolve({ result: message, entries, references });
    }
  });
  socket.on('data', onData).on('error', onError).on('close', onClose);
  signal.addEventListener('abort', onAbort);

  const release = (): void => {
    socket.off('data', onData).off('error', onError).off('close', onClose);
    signal.removeEventListener('abort', onAbort);
  };
  return {
    release,
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (over !== undefined) return reject(over);
        lastId += 1;
        asked = { messageId: lastId, entries: [], references: 0, resolve, reject };
        socket.write(request(lastId).write());
      }),
    close() {
      release();
      // What comes after the end is nobody's.
      socket.on('error', () => undefined).destroy();
    },
  };
}

/** Without the error itself as its cause, which names the host: that may stand in a secret. */
export function brokenOff(error: NodeJS.ErrnoException | undefined, origin: Origin): Error {
  const { code = '' } = error ?? {};
  if (/CERT|SIGNATURE|ISSUER|CRL/.test(code)) {
    return feedError(
      origin,
      'feed-unreachable',
      `the server's certificate is not good (${code}): where it is from a CA of your own, set NODE_EXTRA_CA_CERTS to the file with that CA's certificate, and write the server's name as its certificate has it`,
    );
  }
  const why = code === '' ? '' : ` (${code})`;
  return feedError(origin, 'feed-unreachable', `the server cannot be reached, or broke off${why}: try again later`);
}

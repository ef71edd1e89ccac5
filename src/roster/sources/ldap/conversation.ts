import type { Socket } from 'node:net';
import type * as Ldapts from 'ldapts';
import type { BindRequest, Control, ExtendedRequest, SearchEntry, SearchReference, SearchRequest } from 'ldapts';
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

/** Far longer than any entry of a person. */
const mostMessageBytes = 10_000_000;

/**
 * Speaks LDAP with the package's own messages and parser, and without its client: that one takes a page without entries
 * for the end of the list (Active Directory sends such in the middle), opens another connection, in clear, where one was
 * lost after STARTTLS, and waits where an answer cannot be read.
 */
export function converse(socket: Socket, ldap: Ldap, origin: Origin, signal: AbortSignal): Conversation {
  const requests = oneByOne(socket);
  const brokeOff = (error?: Error): void => requests.fail(brokenOff(error, origin));
  const garbled = (): void => requests.fail(feedError(origin, 'feed-syntax', 'what the server answered is not LDAP'));
  const onMessage = (message: Message): void => {
    if (requests.hear(message, ldap)) return;
    // Number 0 is the server's word that it ends the connection (https://www.rfc-editor.org/rfc/rfc4511#section-4.4.1).
    if (message.messageId === 0) brokeOff();
    else garbled();
  };
  const onData = messagesFrom(ldap, { onMessage, garbled, tooMuch: () => requests.fail(tooLarge(origin)) });
  const onClose = (): void => brokeOff();
  const onAbort = (): void => requests.fail(signal.reason as Error);

  socket.on('data', onData).on('error', brokeOff).on('close', onClose);
  signal.addEventListener('abort', onAbort);
  const release = (): void => {
    socket.off('data', onData).off('error', brokeOff).off('close', onClose);
    signal.removeEventListener('abort', onAbort);
  };
  return {
    ask: requests.ask,
    release,
    close() {
      release();
      // What comes after the end is nobody's.
      socket.on('error', () => undefined).destroy();
    },
  };
}

/** What the package's parser makes of what comes: an entry, a reference, or how the request ended. */
type Message = SearchEntry | SearchReference | (Result & { readonly messageId: number });

interface Asked {
  readonly messageId: number;
  readonly entries: SearchEntry[];
  references: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** The request that waits for its answer, one at a time. */
function oneByOne(socket: Socket) {
  let [lastId, asked, over]: [number, Asked | undefined, Error | undefined] = [0, undefined, undefined];
  return {
    ask: (request: (messageId: number) => Request): Promise<Answer> =>
      new Promise((resolve, reject) => {
        if (over !== undefined) return reject(over);
        lastId += 1;
        asked = { messageId: lastId, entries: [], references: 0, resolve, reject };
        socket.write(request(lastId).write());
      }),
    /** @returns whether it belongs to what was asked */
    hear(message: Message, { SearchEntry, SearchReference }: Ldap): boolean {
      if (over !== undefined || asked === undefined || message.messageId !== asked.messageId) return false;
      if (message instanceof SearchEntry) asked.entries.push(message);
      else if (message instanceof SearchReference) asked.references += 1;
      else {
        const { entries, references, resolve } = asked;
        asked = undefined;
        resolve({ result: message, entries, references });
      }
      return true;
    },
    /** Nothing more is heard: the first reason counts. */
    fail(error: Error): void {
      over ??= error;
      asked?.reject(over);
      asked = undefined;
      socket.destroy();
    },
  };
}

interface Heard {
  readonly onMessage: (message: Message) => void;
  readonly garbled: () => void;
  readonly tooMuch: () => void;
}

/** Takes messages out of what comes, as long as it is LDAP and not more than it may be. */
function messagesFrom(ldap: Ldap, { onMessage, garbled, tooMuch }: Heard): (chunk: Buffer) => void {
  const parser = new ldap.MessageParser();
  const bytes = { all: 0, sinceMessage: 0 };
  parser.on('error', garbled);
  parser.on('message', (message) => {
    bytes.sinceMessage = 0;
    onMessage(message);
  });
  return (chunk) => {
    // Each message is a sequence. The parser waits for as many bytes as any other first word would mean.
    if (bytes.all === 0 && chunk[0] !== ldap.Ber.Sequence + ldap.Ber.Constructor) return garbled();
    bytes.all += chunk.length;
    bytes.sinceMessage += chunk.length;
    if (bytes.all > mostBytes || bytes.sinceMessage > mostMessageBytes) return tooMuch();
    try {
      parser.read(chunk, new Map());
    } catch {
      garbled();
    }
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

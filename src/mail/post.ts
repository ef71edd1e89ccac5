import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { MailError } from '../model/errors.ts';

/** A mail server, and who writes. */
export interface MailServer {
  readonly host: string;
  /** Undefined for the one that is usual. */
  readonly port: number | undefined;
  /** TLS from the first byte; by STARTTLS before anything else is said; or none, for this machine alone. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly pass: string } | undefined;
  readonly from: { readonly name: string; readonly address: string };
}

/** One message to one person. */
export interface Letter {
  /** As `recipientIn` gives it. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export type Delivery =
  /** The server has it. */
  | { readonly kind: 'sent' }
  /** The server does not take it for this person; `why` is its code, for its words hold the address. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It went out, and no answer came. */
  | { readonly kind: 'perhaps'; readonly why: string };

/** A connection over which one message after the other is sent. */
export interface Post {
  /** @throws MailError where this one was not sent, and no other will be */
  send(letter: Letter): Promise<Delivery>;
  close(): void;
}

/** Milliseconds. A server may take its time over a whole message. */
const patience = { connectionTimeout: 30_000, greetingTimeout: 30_000, dnsTimeout: 30_000, socketTimeout: 180_000 };

/**
 * Connects, and logs in where there is a login. A message is never sent twice by itself: the library's own transports
 * send again what got no answer, so that its connection alone is used.
 * @throws MailError without names or addresses of the server in it, which may be secret
 */
export async function openPost(server: MailServer): Promise<Post> {
  let connection: SMTPConnection | undefined = await connected(server);
  let isUsed = false;
  const drop = (): void => {
    connection?.close();
    connection = undefined;
    isUsed = false;
  };
  const send = async (letter: Letter): Promise<Delivery> => {
    connection ??= await connected(server);
    const wasUsed = isUsed;
    isUsed = true;
    try {
      const delivery = await sent(connection, server, letter);
      // What a server makes of a message after one that it refused depends on the server.
      if (delivery.kind !== 'sent') drop();
      return delivery;
    } catch (error) {
      drop();
      // Servers end a connection after some time, or so many messages: this one was not begun.
      if (wasUsed && error instanceof MailError) return send(letter);
      throw error;
    }
  };
  return { send, close: () => connection?.quit() };
}

async function connected({ host, port, tls, login }: MailServer): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host,
    ...(port === undefined ? {} : { port }),
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...patience,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      // It stays, for what goes wrong between two messages is seen by the next.
      connection.on('error', reject);
      connection.connect(() => resolve());
    });
    if (login !== undefined) await loggedIn(connection, login);
    return connection;
  } catch (error) {
    connection.close();
    throw notConnected(error);
  }
}

function loggedIn(
  connection: SMTPConnection,
  credentials: { readonly user: string; readonly pass: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ credentials }, (error) => (error ? reject(error) : resolve()));
  });
}

async function sent(
  connection: SMTPConnection,
  { from }: MailServer,
  { to, subject, text }: Letter,
): Promise<Delivery> {
  // Nothing that a machine answers to: https://www.rfc-editor.org/rfc/rfc3834#section-5
  const headers = { 'Auto-Submitted': 'auto-generated' };
  const mail = {
    from,
    to: { name: '', address: to },
    subject,
    text,
    headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const message = await new MailComposer(mail).compile().build();
  let begun = false;
  const stream = Readable.from(
    (function* () {
      begun = true;
      yield message;
    })(),
    { objectMode: false },
  );
  return new Promise((resolve, reject) => {
    connection.send({ from: from.address, to: [to] }, stream, (error) => {
      if (!error) return resolve({ kind: 'sent' });
      const code = codeOf(error);
      if (isAboutPerson(error)) return resolve({ kind: 'refused', why: `the mail server refused it (${code})` });
      if (begun && answerOf(error) === undefined) {
        return resolve({ kind: 'perhaps', why: `the connection broke after it was sent (${code})` });
      }
      reject(stopped(error));
    });
  });
}

interface Failure extends Error {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly originalCode?: string | undefined;
  readonly responseCode?: number | false | undefined;
  readonly response?: string | undefined;
  readonly rejectedErrors?: readonly Failure[] | undefined;
}

/** The recipient or the content is refused, and not the sender, the login or all mail of today. */
function isAboutPerson(error: Failure): boolean {
  const answer = answerOf(error);
  if (answer === undefined) return error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return answer !== 421 && /^(RCPT TO|DATA)/.test(error.command ?? error.rejectedErrors?.[0]?.command ?? '');
}

function answerOf(error: Failure): number | undefined {
  return error.responseCode || error.rejectedErrors?.[0]?.responseCode || undefined;
}

/** The server's figures, and the library's stable word; no words of theirs, which name addresses and hosts. */
function codeOf(error: Failure): string {
  const figures = /^\d{3}[ -](?:(\d\.\d{1,3}\.\d{1,3})\b)?/.exec(
    error.response ?? error.rejectedErrors?.[0]?.response ?? '',
  );
  const answer = answerOf(error);
  if (answer !== undefined) return [answer, ...(figures?.[1] === undefined ? [] : [figures[1]])].join(' ');
  const words = [error.originalCode, error.code].filter((word) => word !== undefined && /^[A-Z0-9_]+$/.test(word));
  return words[0] ?? 'no code';
}

function notConnected(error: unknown): MailError {
  const failure = error as Failure;
  const code = codeOf(failure);
  if (failure.code === 'EAUTH') {
    const message = `The mail server does not accept the login of ROLLCALL_SMTP_URL (${code}). Check the user and the password in it.`;
    return new MailError('mail-login', message);
  }
  if (failure.code === 'ETLS' || /CERT|SELF_SIGNED|VERIFY|ISSUER|TLS|SSL|EPROTO/.test(code)) {
    const message = `No secure connection to the mail server could be made (${code}). It must offer STARTTLS, or smtps:// must be used, with a certificate for its name; a CA of your own: NODE_EXTRA_CA_CERTS.`;
    return new MailError('mail-tls', message);
  }
  const message = `The mail server of ROLLCALL_SMTP_URL cannot be reached (${code}). Check the address, or try again later.`;
  return new MailError('mail-unreachable', message);
}

function stopped(error: Failure): MailError {
  const message = `The mail server takes no more mail from us (${codeOf(error)}). Check that it lets ROLLCALL_SMTP_FROM send, or try again later.`;
  return new MailError('mail-refused', message);
}

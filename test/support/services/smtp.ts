import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificates } from './certificates.ts';
import { findBinary, missingService } from './required.ts';
import { type Started, startServer } from './server.ts';
import { type Account, freePort, removeFolder, serverAccount, serverFolder } from './unprivileged.ts';

const exim = findBinary('exim4') ?? findBinary('exim');

/** What this machine lacks for a mail server, if anything. */
export const missingMailServer = missingService(exim, 'exim4', 'exim4-daemon-light');

export const login = { user: 'rollcall', pass: 'hunter2 p@ss' };

/** A message as it lies in the mailbox. */
export interface Received {
  /** Whom the server delivered it to. */
  readonly envelopeTo: string;
  readonly returnPath: string;
  /** How it came: `esmtp`, with `s` where there was TLS and `a` where somebody had logged in. */
  readonly protocol: string;
  /** By name in lower case, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decoded. */
  readonly subject: string;
  readonly text: string;
}

/**
 * Exim as a mail server of one's own, which delivers into a folder. Local parts that begin with `refused` have no mailbox,
 * those with `later` are put off; at members.example only who has logged in may write, which takes TLS.
 */
export interface MailServer {
  readonly port: number;
  /** TLS from the first byte. */
  readonly securePort: number;
  /** File with the certificate of the CA that signed the server's. */
  readonly ca: string;
  /** All that came so far, once so many are there. */
  received(atLeast: number): Promise<readonly Received[]>;
  /** Stops taking connections; the folder stays. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const account = serverAccount();
  const folder = serverFolder('exim', account);
  makeCertificates(folder, account);
  const [port, securePort] = [await freePort(), await freePort()];
  writeFileSync(join(folder, 'exim.conf'), configurationIn(folder, account, [port, securePort]));
  const command = [binary(), '-C', join(folder, 'exim.conf'), '-bdf'] as const;
  const server: Started = await startServer([...command], { cwd: folder, account }, () => greetingFrom(port));
  return {
    port,
    securePort,
    ca: join(folder, 'ca.pem'),
    received: (atLeast) => receivedIn(join(folder, 'mail', 'new'), atLeast),
    halt: () => server.stop(),
    async stop() {
      await server.stop();
      removeFolder(folder);
    },
  };
}

function binary(): string {
  if (exim === undefined) throw new Error(missingMailServer);
  return exim;
}

/** @see https://www.exim.org/exim-internet/html/exim-html/current/doc/html/spec_html/ch-main_configuration.html */
function configurationIn(folder: string, { uid, gid }: Account, [port, securePort]: readonly [number, number]): string {
  const [user, group] = [uid ?? process.getuid?.() ?? 0, gid ?? process.getgid?.() ?? 0];
  return `
primary_hostname = mail.test
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
pid_file_path = ${folder}/exim.pid
exim_user = ${user}
exim_group = ${group}
deliver_drop_privilege
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port} : ${securePort}
tls_on_connect_ports = ${securePort}
tls_advertise_hosts = *
tls_certificate = ${folder}/server.pem
tls_privatekey = ${folder}/server.key
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
domainlist ours = example.org : members.example
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =
smtp_accept_queue_per_connection = 0
smtp_accept_max_per_connection = 20
acl_smtp_rcpt = recipient
acl_smtp_data = accept

begin acl
recipient:
  deny domains = !+ours
       message = relay not permitted
  deny local_parts = ^refused
       message = no mailbox $local_part@$domain here
  defer local_parts = ^later
       message = come back later
  deny domains = members.example
       !authenticated = *
       message = members only
  accept

begin routers
mailbox:
  driver = accept
  transport = mailbox

begin transports
mailbox:
  driver = appendfile
  directory = ${folder}/mail
  maildir_format
  create_directory
  envelope_to_add
  return_path_add
  user = ${user}
  group = ${group}

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{${login.user}}}{eq{$auth3}{${login.pass}}}}}
  server_set_id = $auth2
`;
}

function greetingFrom(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', fail);
    socket.once('data', () => {
      socket.end('QUIT\r\n');
      done();
    });
  });
}

async function receivedIn(folder: string, atLeast: number): Promise<readonly Received[]> {
  const names = (): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
  for (const until = Date.now() + 120_000; names().length < atLeast && Date.now() < until; ) await sleep(50);
  return names()
    .toSorted()
    .map((name) => messageIn(readFileSync(join(folder, name), 'utf8')));
}

function messageIn(raw: string): Received {
  const end = raw.indexOf('\n\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n');
  const headers = new Map(
    lines.map((line) => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.replace(/^[^:]*:\s*/, '')]),
  );
  const isQuoted = headers.get('content-transfer-encoding') === 'quoted-printable';
  const body = raw.slice(end + 2);
  return {
    envelopeTo: headers.get('envelope-to') ?? '',
    returnPath: headers.get('return-path') ?? '',
    protocol: /\bwith (\S+)/.exec(headers.get('received') ?? '')?.[1] ?? '',
    headers,
    subject: decoded(headers.get('subject') ?? ''),
    text: isQuoted ? unquoted(body) : body,
  };
}

/** https://www.rfc-editor.org/rfc/rfc2047 */
function decoded(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : unquoted(text.replaceAll('_', ' ')),
    );
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

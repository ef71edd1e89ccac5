import { UsageError } from '../../model/errors.ts';
import type { MailServer } from '../../mail/post.ts';
import { recipientIn } from '../../mail/recipient.ts';
import { isLoopback } from '../../roster/loopback.ts';
import type { Context } from '../context.ts';

/**
 * The mail server of `ROLLCALL_SMTP_URL`, and who writes, `ROLLCALL_SMTP_FROM`. Only to this machine itself is anything
 * sent without TLS.
 * @throws UsageError that names the variable; none quotes it, as it may hold a password
 */
export function mailServerFrom(env: Context['env']): MailServer {
  const url = urlIn(env['ROLLCALL_SMTP_URL']?.trim() ?? '');
  const from = fromIn(env['ROLLCALL_SMTP_FROM']?.trim() ?? '');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const tls = url.protocol === 'smtps:' ? 'implicit' : isLoopback(host) ? 'none' : 'starttls';
  return { host, port: url.port === '' ? undefined : Number(url.port), tls, login: loginIn(url), from };
}

function urlIn(text: string): URL {
  if (text === '') {
    throw new UsageError(
      'no-mail-server',
      'ROLLCALL_SMTP_URL is not set, and --smtp needs a mail server: set it to smtps://USER:PASSWORD@HOST or smtp://HOST:587.',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '';
  if (isPlain && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && url.port !== '0') return url;
  throw new UsageError(
    'bad-mail-server',
    'ROLLCALL_SMTP_URL is no address of a mail server: write smtp://HOST:PORT or smtps://USER:PASSWORD@HOST:PORT, with special characters of the user and password as %XX, and nothing after the port.',
  );
}

function loginIn({ username, password }: URL): MailServer['login'] {
  if (username === '' && password === '') return undefined;
  const [user, pass] = [decoded(username), decoded(password)];
  if (user !== undefined && pass !== undefined && user !== '' && pass !== '') return { user, pass };
  throw new UsageError(
    'bad-mail-login',
    'ROLLCALL_SMTP_URL has a user without a password, or one that cannot be read: write smtps://USER:PASSWORD@HOST, with special characters as %XX.',
  );
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `Access <access@example.org>`, or the address alone. */
function fromIn(text: string): MailServer['from'] {
  const [, name = '', named] = /^([^<>\p{C}]*)<([^<>]+)>$/u.exec(text) ?? [];
  const address = recipientIn(named ?? text);
  if (address !== undefined) return { name: name.trim().replaceAll('"', ''), address };
  throw new UsageError(
    'no-mail-from',
    'ROLLCALL_SMTP_FROM has to say who writes: one address such as access@example.org, or Access <access@example.org>.',
  );
}

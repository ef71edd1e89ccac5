import { describe, expect, it } from 'vitest';
import { RollcallError } from '../../model/errors.ts';
import { mailServerFrom } from './mail-server.ts';

const from = 'access@example.org';

function serverOf(url: string, who = from) {
  return mailServerFrom({ ROLLCALL_SMTP_URL: url, ROLLCALL_SMTP_FROM: who });
}

function refusalOf(work: () => unknown): { readonly code: string; readonly message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof RollcallError) return error;
  }
  return { code: 'none', message: '' };
}

describe('the mail server', () => {
  it.each([
    ['smtp://mail.example.org', { host: 'mail.example.org', port: undefined, tls: 'starttls' }],
    ['smtp://mail.example.org:2525/', { host: 'mail.example.org', port: 2525, tls: 'starttls' }],
    ['smtps://mail.example.org', { host: 'mail.example.org', tls: 'implicit' }],
    ['smtp://localhost:25', { host: 'localhost', port: 25, tls: 'none' }],
    ['smtp://127.0.0.1:25', { tls: 'none' }],
    ['smtp://[::1]:25', { host: '::1', tls: 'none' }],
    ['smtp://[::ffff:127.0.0.1]:25', { tls: 'none' }],
    ['smtp://localhost.example.org', { tls: 'starttls' }],
    ['smtp://0.0.0.0', { tls: 'starttls' }],
    ['smtps://127.0.0.1', { tls: 'implicit' }],
    ['smtps://me:p%40ss%3Aword@h.example', { login: { user: 'me', pass: 'p@ss:word' } }],
    [' smtp://h.example\n', { login: undefined, from: { name: '', address: from } }],
  ])('is understood: %s', (url, expected) => {
    expect(serverOf(url)).toMatchObject(expected);
  });

  it.each([
    ['no-mail-server', ''],
    ['bad-mail-server', 'mail.example.org'],
    ['bad-mail-server', 'http://h.example'],
    ['bad-mail-server', 'smtp://'],
    ['bad-mail-server', 'smtp://h.example/hunter2'],
    ['bad-mail-server', 'smtp://h.example?hunter2'],
    ['bad-mail-server', 'smtp://h.example#hunter2'],
    ['bad-mail-server', 'smtp://me:hunter2@h.example:99999'],
    ['bad-mail-server', 'smtp://h.example:0'],
    ['bad-mail-login', 'smtp://hunter2@h.example'],
    ['bad-mail-login', 'smtp://:hunter2@h.example'],
    ['bad-mail-login', 'smtp://me:hunter2%zz@h.example'],
  ])('is refused without being quoted, %s: %s', (code, url) => {
    const refusal = refusalOf(() => serverOf(url));
    expect(refusal.code).toBe(code);
    expect(refusal.message).not.toContain('hunter2');
  });

  it.each([
    ['Access <access@example.org>', { name: 'Access', address: from }],
    ['"Zugänge, alle" <access@example.org>', { name: 'Zugänge, alle', address: from }],
    ['<access@example.org>', { name: '', address: from }],
  ])('is written to by %s', (who, expected) => {
    expect(serverOf('smtp://h.example', who).from).toEqual(expected);
  });

  it.each(['', 'Access', 'a@b.example, c@d.example', 'A <a@b.example>\r\nBcc: c@d.example', 'A\nB <a@b.example>'])(
    'is not written to by %j',
    (who) => {
      expect(refusalOf(() => serverOf('smtp://h.example', who)).code).toBe('no-mail-from');
    },
  );
});

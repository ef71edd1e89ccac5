import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseAddress } from './sql/database-url.ts';
import { mysqlUrl } from './sql/mysql.ts';
import { postgresUrl } from './sql/postgres.ts';

const origin = { source: 'hr', from: 'env:ROLLCALL_HR_URL' };
let folder: string;
let authority: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-url-'));
  authority = join(folder, 'ca.pem');
  writeFileSync(authority, 'CERTIFICATE');
});
afterAll(() => rmSync(folder, { recursive: true }));

function addressOf(url: string, words = postgresUrl): ReturnType<typeof databaseAddress> {
  const env = { ROLLCALL_HR_URL: url.replace('AUTHORITY', authority) };
  return databaseAddress('ROLLCALL_HR_URL', words, origin, { root: '/', env, now: () => new Date() });
}

describe('the URL of a database', () => {
  it('says who asks whom, with what is escaped taken back', () => {
    expect(addressOf('postgres://me%40acme:p%2F%25w@db.example:6432/h%20r?sslmode=disable')).toEqual({
      at: { host: 'db.example', port: 6432 },
      user: 'me@acme',
      password: 'p/%w',
      database: 'h r',
      tls: undefined,
    });
  });

  it.each([
    ['postgres', postgresUrl, 'postgresql://me@db.example/hr?sslmode=disable', { host: 'db.example', port: 5432 }],
    ['postgres by IPv6', postgresUrl, 'postgres://me@[::1]/hr', { host: '::1', port: 5432 }],
    ['postgres by socket', postgresUrl, 'postgres://me@localhost/hr?host=/run/pg', { path: '/run/pg', port: 5432 }],
    ['mysql', mysqlUrl, 'mysql://me@db.example/hr?ssl-mode=DISABLED', { host: 'db.example', port: 3306 }],
    ['mariadb by socket', mysqlUrl, 'mariadb://me@localhost/hr?socket=/run/m', { path: '/run/m', port: 3306 }],
  ])('reaches %s', (_, words, url, at) => {
    expect(addressOf(url, words).at).toEqual(at);
  });

  it.each([
    ['', undefined],
    ['?sslmode=disable', undefined],
    ['?sslmode=require', { trusted: 'anybody', authority: undefined }],
    ['?sslmode=verify-ca&sslrootcert=AUTHORITY', { trusted: 'vouched-for', authority: 'CERTIFICATE' }],
    ['?sslmode=verify-full', { trusted: 'by-name', authority: undefined }],
    ['?sslrootcert=AUTHORITY', { trusted: 'vouched-for', authority: 'CERTIFICATE' }],
  ])('asks for TLS with %j', (parameters, tls) => {
    expect(addressOf(`postgres://me@localhost/hr${parameters}`).tls).toEqual(tls);
  });

  it.each([
    ['s3cret', 'is no address like postgres://USER:PASSWORD@HOST/DATABASE'],
    ['mysql://me:s3cret@db.example/hr', 'is no address like postgres://USER:PASSWORD@HOST/DATABASE'],
    ['postgres://me:s3cret%@db.example/hr', 'has a % in it that is no escape'],
    [
      'postgres://me:s3cret@db.example/hr',
      'names another machine and does not say how TLS is done: write ?sslmode=verify-full',
    ],
    ['postgres://db.example/s3cret', 'names no user or no database'],
    ['postgres://s3cret@db.example', 'names no user or no database'],
    ['postgres://me:s3cret@db.example/hr?options=-c', 'has a parameter that is none of sslmode, sslrootcert, host'],
    ['postgres://me:s3cret@db.example/hr?sslmode=off', 'has a sslmode that is none of disable, require, verify-ca'],
    ['postgres://me@db.example/hr?sslmode=require&sslmode=disable', 'has one of the parameters'],
    ['postgres://me@db.example/hr?sslrootcert=/s3cret.pem', 'names with sslrootcert a file that cannot be read'],
  ])('is refused, and not quoted: %s', (url, message) => {
    let refusal: unknown;
    try {
      addressOf(url);
    } catch (error) {
      refusal = error;
    }
    expect(String(refusal)).toContain(`UsageError: source hr: env:ROLLCALL_HR_URL ${message}`);
    expect(inspect(refusal, { showHidden: true, depth: 9 })).not.toContain('s3cret');
  });
});

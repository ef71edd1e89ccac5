import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Feed } from '../src/model/roster.ts';
import { fromUrl, readerOf, readsAsAnyDatabase } from './support/any-database.ts';
import { readServer, refusalWithout } from './support/asking-databases.ts';
import { asSql, everybody, hrPeople } from './support/hr-people.ts';
import { type DatabaseServer, urlOf } from './support/services/database.ts';
import { postgresMissing, startPostgres } from './support/services/postgres.ts';
import { describeWith } from './support/services/required.ts';

const people = hrPeople(3_500);
const writes = `${fromUrl}the query writes, and was stopped: write one SELECT that only reads`;

// Whoever turns a DATE into a moment is a day off here.
beforeAll(() => void vi.stubEnv('TZ', 'Pacific/Kiritimati'));
afterAll(() => void vi.unstubAllEnvs());

describeWith(postgresMissing)('PostgreSQL', () => {
  let server: DatabaseServer;
  const postgres = { dialect: 'postgres', server: () => server } as const;
  const { read, refusal } = readerOf(postgres);

  beforeAll(async () => {
    server = await startPostgres();
    await server.run(`${asSql(people)}
      CREATE SEQUENCE numbers;
      CREATE FUNCTION stealthy() RETURNS text LANGUAGE plpgsql AS $$ BEGIN DELETE FROM people; RETURN 'done'; END $$;
      CREATE FUNCTION telling() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'Bob earns 9000'; END $$;
      CREATE PROCEDURE committing() LANGUAGE plpgsql AS $$ BEGIN COMMIT; DELETE FROM people; END $$;
      CREATE TYPE mood AS ENUM ('active', 'left'); CREATE DOMAIN word AS text;
      CREATE ROLE clerk LOGIN PASSWORD 's3cret';`);
  });
  afterAll(() => server?.stop());

  readsAsAnyDatabase(
    {
      ...postgres,
      withoutTls: 'sslmode=disable',
      withTls: 'sslmode=verify-full',
      sleeping: 'SELECT pg_sleep(60) AS id',
      tooManyRows: 'SELECT g AS id FROM generate_series(1, 1000002) g',
      tooManyBytes: `SELECT repeat('x', 1000000) AS name FROM generate_series(1, 1000)`,
    },
    people,
  );

  it('finds a row by its employee', async () => {
    const { rows } = await read(`SELECT ' E  7 ' AS id UNION ALL SELECT NULL UNION ALL SELECT repeat('E', 100)`);
    expect(rows.map(({ place }) => place)).toEqual(['id E 7', 'row 2', `id ${'E'.repeat(80)}`]);
  });

  it.each([
    ['a date', `DATE '2026-03-29'`, '2026-03-29'],
    ['a date that never comes', `DATE 'infinity'`, 'infinity'],
    ['a time', `TIMESTAMP '2026-03-29 00:00:00'`, '2026-03-29 00:00:00'],
    ['a moment, in UTC', `TIMESTAMPTZ '2026-03-29 00:30:00+02'`, '2026-03-28 22:30:00+00'],
    ['a long number', '12345678901234567890', '12345678901234567890'],
    ['a decimal', '1.50::numeric(9, 2)', '1.50'],
    ['true', 'true', 'true'],
    ['false', 'false', 'false'],
    ['an empty text', `''`, ''],
    ['a word of an enumeration', `'left'::mood`, 'left'],
    ['a domain', `'left'::word`, 'left'],
    ['a UUID', `'00000000-0000-0000-0000-00000000000a'::uuid`, '00000000-0000-0000-0000-00000000000a'],
    ['no value', 'NULL', undefined],
  ])('gives %s as text', async (_, expression, text) => {
    const { rows } = await read(`SELECT ${expression} AS id; -- as it is`);
    expect(rows[0]?.values['id']).toBe(text);
  });

  it.each([
    [`'\\xff'::bytea`, 'bytea'],
    [`'{"a":1}'::jsonb`, 'jsonb'],
    [`ARRAY['a']`, 'text[]'],
    [`ARRAY['left'::mood]`, 'mood[]'],
    [`ROW(1, 2)`, 'record'],
    [`INTERVAL '1 day'`, 'interval'],
  ])('refuses a column of %s', async (expression, type) => {
    expect(await refusal(`SELECT ${expression} AS name`)).toBe(
      `${fromUrl}column "name" is of type ${type}, which has no plain text: write CAST (name AS text) AS … in the query, or leave it out`,
    );
    expect((await read(`SELECT ${expression} AS other`)).rows).toEqual([{ place: 'row 1', values: {} }]);
  });

  it.each([
    ['INSERT', `INSERT INTO people (id) VALUES ('x') RETURNING id`, writes],
    ['DELETE', 'DELETE FROM people', writes],
    ['a WITH that deletes', 'WITH gone AS (DELETE FROM people RETURNING id) SELECT id FROM gone', writes],
    ['a function that writes', 'SELECT stealthy() AS id', writes],
    ['a sequence', `SELECT nextval('numbers') AS id`, writes],
    ['a lock', 'SELECT id FROM people FOR UPDATE', writes],
    [
      'another mode',
      `SELECT set_config('transaction_read_only', 'off', true) AS id, stealthy()`,
      `${fromUrl}the query failed (25001): does it run in the database's own client?`,
    ],
    [
      'two statements',
      'SELECT id FROM people; DROP TABLE people',
      `${fromUrl}the query is more than one statement: write one SELECT`,
    ],
    [
      'DROP',
      'DROP TABLE people',
      `${fromUrl}the database does not take the query: syntax error at or near "DROP": write one SELECT`,
    ],
    [
      'CALL',
      'CALL committing()',
      `${fromUrl}the database does not take the query: syntax error at or near "CALL": write one SELECT`,
    ],
    [
      'COMMIT',
      'COMMIT',
      `${fromUrl}the database does not take the query: syntax error at or near "COMMIT": write one SELECT`,
    ],
    [
      'COPY to a program',
      `COPY people TO PROGRAM 'cat > /tmp/rollcall-stolen'`,
      `${fromUrl}the database does not take the query: syntax error at or near "COPY": write one SELECT`,
    ],
  ])('writes nothing by %s', async (_, query, message) => {
    expect(await refusal(query)).toBe(message);
    expect((await read('SELECT count(*) AS id FROM people')).rows[0]?.values).toEqual({ id: '3500' });
    expect((await read('SELECT last_value AS id FROM numbers')).rows[0]?.values).toEqual({ id: '1' });
    expect(existsSync('/tmp/rollcall-stolen')).toBe(false);
  });

  it.each([
    ['a missing table', 'SELECT id FROM poeple', 'relation "poeple" does not exist: write one SELECT'],
    ['a missing column', 'SELECT idd FROM people', 'column "idd" does not exist: write one SELECT'],
    ['a slip', 'SELECT id FORM people', 'syntax error at or near "people": write one SELECT'],
    ['nothing', ';', 'syntax error at or near ";": write one SELECT'],
  ])('says of %s what the database says', async (_, query, message) => {
    expect(await refusal(query)).toBe(`${fromUrl}the database does not take the query: ${message}`);
  });

  it.each([
    ['SELECT id, id FROM people', 'two columns are called "id"'],
    ['SELECT id, status AS " id" FROM people', 'two columns are called "id"'],
    ['SELECT id, status AS " " FROM people', 'column 2 has no name'],
  ])('refuses names as of %s', async (query, message) => {
    expect(await refusal(query)).toBe(`${fromUrl}${message}: give each a name of its own in the query, with AS`);
  });

  it.each([
    ['what a function tells', 'SELECT telling() AS id', 'P0001'],
    ['what cannot be read as a number', 'SELECT name::int AS id FROM people', '22P02'],
  ])('does not quote %s', async (_, query, code) => {
    expect(await refusal(query)).toBe(
      `${fromUrl}the query failed (${code}): does it run in the database's own client?`,
    );
  });

  it('reaches a server by its socket', async () => {
    const { user, password, database, socket, port } = server;
    const url = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${socket}`;
    const reading = readServer('postgres', url, everybody);
    expect((await reading).rows).toHaveLength(3_500);
  });

  it('says so where the server ends the connection', async () => {
    let ended = false;
    const reading = refusal('SELECT pg_sleep(60) AS id').finally(() => {
      ended = true;
    });
    await vi.waitFor(async () => {
      await server.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'EXECUTE%'`);
      expect(ended).toBe(true);
    }, 10_000);
    expect(await reading).toBe(`${fromUrl}the connection to the server broke off: try again later`);
  });

  it('trusts the authority that the URL names, and no other', async () => {
    const certificate = selfSigned(join(server.socket, 'data'));
    await server.run('ALTER SYSTEM SET ssl = on');
    await server.run('SELECT pg_reload_conf()');
    const reading = (parameters: string, host = '127.0.0.1'): Promise<Feed> =>
      readServer('postgres', `${urlOf('postgres', server, { host })}?${parameters}`, inTls);
    const told = (feed: Feed): unknown => feed.rows[0]?.values['id'];
    await vi.waitFor(async () => expect(told(await reading('sslmode=require'))).toBe('true'), 10_000);
    expect(told(await reading(`sslmode=verify-full&sslrootcert=${certificate}`))).toBe('true');
    expect(told(await reading(`sslmode=verify-ca&sslrootcert=${certificate}`, 'localhost'))).toBe('true');
    for (const [parameters, host] of [
      ['sslmode=verify-full'],
      ['sslmode=verify-ca'],
      [`sslmode=verify-full&sslrootcert=${certificate}`, 'localhost'],
    ] as const) {
      expect(await refusalWithout(server, reading(parameters, host))).toBe(
        `${fromUrl}the certificate of the server is not trusted: name its authority and its host in the address`,
      );
    }
  });
});

const inTls = 'SELECT ssl AS id FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

/** Makes the certificate of 127.0.0.1 and its key where the server looks for them, owned as the folder is. */
function selfSigned(folder: string): string {
  const [certificate, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const subject = ['-subj', '/CN=rollcall', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const out = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...out], { stdio: 'pipe' });
  const { uid, gid } = statSync(folder);
  for (const file of [certificate, key]) {
    chmodSync(file, 0o600);
    chownSync(file, uid, gid);
  }
  return certificate;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fromUrl, readerOf, readsAsAnyDatabase } from './support/any-database.ts';
import { readServer } from './support/asking-databases.ts';
import { asSql, everybody, hrPeople } from './support/hr-people.ts';
import { type DatabaseServer, urlOf } from './support/services/database.ts';
import { mariadbMissing, startMariadb } from './support/services/mariadb.ts';
import { describeWith } from './support/services/required.ts';

const people = hrPeople(3_500);
const writes = `${fromUrl}the query writes, and was stopped: write one SELECT that only reads`;
const slip = `${fromUrl}the database does not take the query: You have an error in your SQL syntax`;
/** Where the server's user may write, too. */
const stolen = join(tmpdir(), `rollcall-stolen-${process.pid}`);

// Whoever turns a DATE into a moment is a day off here.
beforeAll(() => void vi.stubEnv('TZ', 'Pacific/Kiritimati'));
afterAll(() => void vi.unstubAllEnvs());

describeWith(mariadbMissing)('MariaDB', () => {
  let server: DatabaseServer;
  const mariadb = { dialect: 'mysql', server: () => server } as const;
  const { read, refusal } = readerOf(mariadb);

  beforeAll(async () => {
    server = await startMariadb();
    await server.run(`${asSql(people)}
      CREATE SEQUENCE numbers;
      CREATE TABLE others (id TEXT);
      CREATE FUNCTION stealthy() RETURNS TEXT BEGIN DELETE FROM people; RETURN 'done'; END;
      CREATE FUNCTION telling() RETURNS TEXT BEGIN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Bob earns 9000'; RETURN ''; END;
      CREATE PROCEDURE committing() BEGIN COMMIT; DELETE FROM people; SELECT 1 AS id; END;
      CREATE USER clerk@'%' IDENTIFIED BY 's3cret'; GRANT SELECT ON hr.others TO clerk@'%';`);
  });
  afterAll(() => server?.stop());

  readsAsAnyDatabase(
    {
      ...mariadb,
      withoutTls: 'ssl-mode=DISABLED',
      withTls: 'ssl-mode=VERIFY_IDENTITY',
      sleeping: 'SELECT id, SLEEP(60) FROM people',
      tooManyRows: 'SELECT seq AS id FROM seq_1_to_1000002',
      tooManyBytes: `SELECT REPEAT('x', 1000000) AS name FROM seq_1_to_1000`,
    },
    people,
  );

  it.each([
    ['a date', `DATE '2026-03-29'`, '2026-03-29'],
    ['a time', `TIMESTAMP '2026-03-29 00:00:00'`, '2026-03-29 00:00:00'],
    ['a moment, in UTC', 'FROM_UNIXTIME(1774737000)', '2026-03-28 22:30:00'],
    ['a long number', '18446744073709551615', '18446744073709551615'],
    ['a decimal', 'CAST(1.5 AS DECIMAL(30, 20))', '1.50000000000000000000'],
    ['true as a number', 'TRUE', '1'],
    ['an empty text', `''`, ''],
    ['a word of an enumeration', `CAST('left' AS CHAR)`, 'left'],
    ['another script', `'Åsa 李 🦀'`, 'Åsa 李 🦀'],
    ['no value', 'NULL', undefined],
  ])('gives %s as text', async (_, expression, text) => {
    const { rows } = await read(`SELECT ${expression} AS id;`);
    expect(rows[0]?.values['id']).toBe(text);
  });

  it.each([
    [`X'FF'`, 'BINARY'],
    [`CAST('a' AS BINARY)`, 'BINARY'],
    [`POINT(1, 2)`, 'GEOMETRY'],
  ])('refuses a column of bytes: %s', async (expression, type) => {
    expect(await refusal(`SELECT ${expression} AS name`)).toBe(
      `${fromUrl}column "name" is of type ${type}, which has no plain text: write CAST(name AS CHAR) AS … in the query, or leave it out`,
    );
    expect((await read(`SELECT ${expression} AS other`)).rows).toEqual([{ place: 'row 1', values: {} }]);
  });

  it.each([
    ['INSERT', `INSERT INTO people (id) VALUES ('x') RETURNING id`, slip],
    ['DELETE', 'DELETE FROM people', slip],
    ['a function that writes', 'SELECT stealthy() AS id', writes],
    ['a sequence', 'SELECT NEXT VALUE FOR numbers AS id', writes],
    ['a file', `SELECT id FROM people INTO OUTFILE '${stolen}'`, slip],
    ['a file of bytes', `SELECT id FROM people LIMIT 1 INTO DUMPFILE '${stolen}'`, slip],
    ['two statements', 'SELECT id FROM people; DROP TABLE people', slip],
    ['a statement in a comment', 'SELECT id FROM people /*!; DROP TABLE people */', slip],
    ['a bracket that it closes', 'SELECT id FROM people) AS a; DROP TABLE people; SELECT * FROM (SELECT 1', slip],
    ['DROP', 'DROP TABLE people', slip],
    ['CALL', 'CALL committing()', slip],
    ['a block', 'BEGIN NOT ATOMIC COMMIT; DELETE FROM people; END', slip],
    ['COMMIT', 'COMMIT', slip],
    ['another mode', 'SET SESSION TRANSACTION READ WRITE', slip],
  ])('writes nothing by %s', async (_, query, message) => {
    expect(await refusal(query)).toContain(message);
    expect((await read('SELECT count(*) AS id FROM people')).rows[0]?.values).toEqual({ id: '3500' });
    expect((await read('SELECT next_not_cached_value AS id FROM numbers')).rows[0]?.values).toEqual({ id: '1' });
    expect(existsSync(stolen)).toBe(false);
  });

  it.each([
    ['a missing table', 'SELECT id FROM poeple', `Table 'poeple' doesn't exist: write one SELECT`],
    ['a missing column', 'SELECT idd FROM people', `Unknown column 'idd' in `],
    ['two columns of one name', 'SELECT id, id FROM people', `Duplicate column name 'id': write one SELECT`],
  ])('says of %s what the database says', async (_, query, message) => {
    expect(await refusal(query)).toContain(`${fromUrl}the database does not take the query: ${message}`);
  });

  it('refuses names that are the same but for spaces', async () => {
    expect(await refusal('SELECT 1 AS `a  b`, 2 AS `a b`')).toBe(
      `${fromUrl}two columns are called "a b": give each a name of its own in the query, with AS`,
    );
  });

  it('does not quote what a function tells', async () => {
    expect(await refusal('SELECT telling() AS id')).toBe(
      `${fromUrl}the query failed (ER_SIGNAL_EXCEPTION): does it run in the database's own client?`,
    );
  });

  it('says so where the user has no such database', async () => {
    const other = { user: 'clerk', password: 's3cret', database: 'mysql' };
    expect(await refusal('SELECT id FROM people', other)).toContain(`${fromUrl}the server has no`);
    await expect(read('SELECT id FROM people', other)).rejects.not.toThrow(/s3cret|clerk/);
  });

  it('reaches a server by its socket', async () => {
    const url = `${urlOf('mysql', server, { host: 'localhost', port: 1 })}?socket=${server.socket}`;
    expect((await readServer('mysql', url, everybody)).rows).toHaveLength(3_500);
  });
});

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Feed } from '../src/model/roster.ts';
import { readSql } from '../src/roster/sources/sql.ts';
import { type TimeLimits, timeLimits } from '../src/roster/sources/sql/limits.ts';
import { asSql, everybody, hrPeople, hrSource } from './support/hr-people.ts';
import { expectFeedOf } from './support/same-feed.ts';
import { describeWith } from './support/services/required.ts';
import { runSqlite, sqliteMissing } from './support/services/sqlite.ts';

const people = hrPeople(3_500);
const modified = new Date('2026-11-19T03:00:00Z');
const from = 'FeedError source hr: people.db: ';
const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) AS id FROM c';

describeWith(sqliteMissing)('SQLite', () => {
  let root: string;
  const read = (query: string, limits: Partial<TimeLimits> = {}, file = 'people.db'): Promise<Feed> => {
    const source = hrSource({ kind: 'sql', dialect: 'sqlite', file, query });
    return readSql(source, source.reading, { root, env: {}, now: () => new Date() }, { ...timeLimits, ...limits });
  };
  const refusal = async (...args: Parameters<typeof read>): Promise<string> => {
    const ended = await read(...args).catch((error: unknown) => error);
    if (!(ended instanceof Error)) throw new Error('nothing was refused');
    return `${ended.name} ${ended.message}`;
  };

  beforeAll(() => {
    // The process that reads starts as this one: where vitest takes TypeScript, it is to take it too.
    vi.stubEnv('NODE_OPTIONS', `--import=${import.meta.resolve('tsx')}`);
    root = mkdtempSync(join(tmpdir(), 'rollcall-sqlite-'));
    runSqlite(join(root, 'people.db'), asSql(people));
    utimesSync(join(root, 'people.db'), modified, modified);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });

  it('gives the same people as an export does, as old as the file', async () => {
    const feed = await read(everybody);
    await expectFeedOf(people, feed);
    expect(feed.asOf).toEqual(modified);
  });

  it.each([
    ['a long number', '9223372036854775807', '9223372036854775807'],
    ['a fraction', '1.5', '1.5'],
    ['an empty text', `''`, ''],
    ['no value', 'NULL', undefined],
  ])('gives %s as text', async (_, expression, text) => {
    expect((await read(`SELECT ${expression} AS id`)).rows[0]?.values['id']).toBe(text);
  });

  it('refuses bytes where roster.yaml names the column, and there alone', async () => {
    expect(await refusal(`SELECT x'FF' AS name`)).toBe(
      `${from}column "name" is of type BLOB, which has no plain text: write CAST(name AS TEXT) AS … in the query, or leave it out`,
    );
    expect((await read(`SELECT x'FF' AS other`)).rows).toEqual([{ place: 'row 1', values: {} }]);
  });

  it.each([
    ['INSERT', `INSERT INTO people (id) VALUES ('x') RETURNING id`, 'the query writes, and was stopped'],
    ['DELETE', 'DELETE FROM people', 'the query writes, and was stopped'],
    ['a copy', `VACUUM INTO '/tmp/rollcall-stolen.db'`, 'the query '],
    ['another database', `ATTACH '/tmp/rollcall-stolen.db' AS stolen`, 'the query gives no rows at all'],
    ['two statements', 'SELECT id FROM people; DROP TABLE people', 'the query is more than one statement'],
  ])('writes nothing by %s', async (_, query, message) => {
    expect(await refusal(query)).toContain(from + message);
    expect((await read('SELECT count(*) AS id FROM people')).rows[0]?.values).toEqual({ id: '3500' });
    expect(existsSync('/tmp/rollcall-stolen.db')).toBe(false);
  });

  it.each([
    ['a missing table', 'SELECT id FROM poeple', 'the database does not take the query: no such table: poeple'],
    ['a slip', 'SELECT id FORM people', 'the database does not take the query: near "people": syntax error'],
    ['two columns of one name', 'SELECT id, id FROM people', 'two columns are called "id": give each a name'],
  ])('says of %s what is wrong', async (_, query, message) => {
    expect(await refusal(query)).toContain(from + message);
  });

  it('says so where the file is no database, or not there', async () => {
    writeFileSync(join(root, 'people.csv'), 'id,login,status\n'.repeat(100));
    expect(await refusal(everybody, {}, 'people.csv')).toBe(
      'FeedError source hr: people.csv: it is no SQLite database, or an encrypted one',
    );
    expect(await refusal(everybody, {}, 'people.sqlite')).toContain(`there is no file ${join(root, 'people.sqlite')}`);
    expect(await refusal(everybody, {}, '.')).toContain('is no plain file');
  });

  it('stops a query that takes too long', async () => {
    expect(await refusal(endless, { whole: 1_500 })).toBe(
      `${from}not all rows came within 1.5 seconds: try again later, or make the query faster`,
    );
  });

  it('waits for who writes, and gives up', async () => {
    const locking = `const D = require('better-sqlite3'); const d = new D(process.argv[1]);
      d.exec('BEGIN EXCLUSIVE'); console.log('locked'); setInterval(() => {}, 1000)`;
    const writer = spawn(process.execPath, ['-e', locking, join(root, 'people.db')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {},
    });
    await new Promise((done) => writer.stdout.once('data', done));
    expect(await refusal(everybody, { connect: 200 })).toBe(
      `${from}another program is writing to it: run again when it has finished`,
    );
    writer.kill('SIGKILL');
  });

  it('refuses a file that changes while it is read', async () => {
    const path = join(root, 'changing.db');
    runSqlite(path, asSql(people.slice(0, 10)));
    const reading = refusal(
      `${endless} WHERE x < 1 LIMIT 1`.replace('FROM c)', 'FROM c WHERE x < 9000000)'),
      {},
      'changing.db',
    );
    setTimeout(() => utimesSync(path, new Date(), new Date()), 100);
    expect(await reading).toContain('changing.db: it changed while it was read');
  });

  it('stops while rows come, where there are too many or too much', async () => {
    const numbers = (count: number): string =>
      `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT ${count})`;
    expect(await refusal(`${numbers(1_000_002)} SELECT x AS id FROM c`)).toContain('more than 1000000 rows');
    expect(await refusal(`${numbers(1_000)} SELECT hex(zeroblob(500000)) AS name FROM c`)).toContain(
      'larger than 200 MB',
    );
  });

  it('works as it is built', () => {
    const built = mkdtempSync(join(process.cwd(), 'node_modules/.rollcall-'));
    try {
      execFileSync(process.execPath, [
        'node_modules/typescript/bin/tsc',
        '-p',
        'tsconfig.build.json',
        '--outDir',
        built,
        '--noCheck',
      ]);
      const run = `const { readSource } = await import(${JSON.stringify(join(built, 'roster/read-source.js'))});
        const source = ${JSON.stringify({ name: 'hr', reading: { kind: 'sql', dialect: 'sqlite', file: 'people.db', query: everybody }, columns: { employee: 'id', status: 'status' } })};
        console.log((await readSource(source, { root: ${JSON.stringify(root)}, env: {}, now: () => new Date() })).rows.length)`;
      writeFileSync(join(built, 'run.mjs'), run);
      const printed = execFileSync(process.execPath, [join(built, 'run.mjs')], { encoding: 'utf8', env: {} });
      expect(printed).toBe('3500\n');
    } finally {
      rmSync(built, { recursive: true });
    }
  });
});

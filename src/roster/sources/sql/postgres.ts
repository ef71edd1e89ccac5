import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import type { Client, ClientConfig, DatabaseError, FieldDef, Query, QueryArrayConfig } from 'pg';
import { loadDriver } from '../../load-driver.ts';
import { feedError, type Origin } from '../../origin.ts';
import type { DatabaseAddress, UrlWords } from './database-url.ts';
import { badQuery, type Failure, failed, failures, noText } from './failure.ts';
import { type Asking, inSession, type Session } from './session.ts';

/** As https://www.postgresql.org/docs/current/libpq-connect.html has it. */
export const postgresUrl: UrlWords = {
  protocols: ['postgres:', 'postgresql:'],
  port: 5432,
  socket: 'host',
  mode: 'sslmode',
  authority: 'sslrootcert',
  modes: ['disable', 'require', 'verify-ca', 'verify-full'],
};

/**
 * Runs the query in a read-only transaction of PostgreSQL; rows come as the server sends them.
 * @throws FeedError whatever goes wrong
 */
export async function queryPostgres(asking: Asking): Promise<void> {
  const { address, origin } = asking;
  const { Client, Query } = await loadDriver(() => import('pg'), 'pg@8', origin.source);
  const socket = new Socket();
  const client = new Client(configOf(address, socket));
  // A connection that breaks off says so here too; what was under way fails with it.
  client.on('error', () => undefined);
  const session: Session = {
    socket,
    connect: () => client.connect(),
    read: () => readAll({ Query, client, origin }, asking),
    end: () => client.end(),
    explain: (error) => explain(error, origin),
  };
  await inSession(session, asking);
}

/** All is said here, for what is left open the driver looks up in the environment and in ~/.pgpass. */
function configOf({ at, user, password, database, tls }: DatabaseAddress, socket: Socket): ClientConfig {
  return {
    // A host that starts with a slash is the folder of the socket, whose name has the port in it.
    host: 'path' in at ? at.path : at.host,
    port: at.port,
    user,
    password: () => password,
    database,
    ssl: tls === undefined ? false : sslOf(tls),
    stream: () => socket,
    application_name: 'rollcall',
    // As the server writes it: dates are not shifted, and numbers keep their digits.
    types: { getTypeParser: () => (text: string) => text },
  };
}

function sslOf({ trusted, authority }: NonNullable<DatabaseAddress['tls']>): ClientConfig['ssl'] {
  return {
    rejectUnauthorized: trusted !== 'anybody',
    ...(authority !== undefined && { ca: authority }),
    ...(trusted === 'vouched-for' && { checkServerIdentity: () => undefined }),
  };
}

interface Talk {
  readonly Query: typeof Query;
  readonly client: Client;
  readonly origin: Origin;
}

async function readAll(talk: Talk, { query, result, limits }: Asking): Promise<void> {
  const { client, origin } = talk;
  await client.query(
    `BEGIN READ ONLY; SET LOCAL statement_timeout = ${limits.query}; SET LOCAL DateStyle = ISO; SET LOCAL TimeZone = UTC`,
  );
  // PREPARE takes one SELECT, INSERT and the like: nothing that a read-only transaction lets pass, such as COPY to a file.
  // Its name is new each time, for behind a pooler the connection is not ours alone.
  const name = `"rollcall ${randomUUID()}"`;
  await stream(talk, `PREPARE ${name} AS\n${query}`, ignored).catch((error: unknown) => {
    throw refusedQuery(error, origin);
  });
  const fields = await stream(talk, `EXECUTE ${name}`, {
    begin: (fields) => result.begin(fields.map((field) => field.name)),
    add: (row, fields) =>
      result.add(row.map((text, index) => (fields[index]?.dataTypeID === booleanType ? wordOf(text) : text))),
  });
  await refuseOtherTypes(
    talk,
    fields.filter((_, index) => result.kept(index)),
  );
  await client.query(`ROLLBACK; DEALLOCATE ${name}`);
}

type Cells = readonly (string | null)[];

interface Rows {
  begin(fields: readonly FieldDef[]): void;
  add(row: Cells, fields: readonly FieldDef[]): void;
}

const ignored: Rows = { begin: () => undefined, add: () => undefined };

/** The types of the driver lack `queryMode`. Extended takes one statement alone: what stands behind a semicolon is refused. */
interface OneStatement extends QueryArrayConfig {
  readonly queryMode: 'extended';
}

function stream({ Query, client }: Talk, text: string, rows: Rows): Promise<readonly FieldDef[]> {
  const config: OneStatement = { text, rowMode: 'array', queryMode: 'extended' };
  return new Promise((done, fail) => {
    let begun = false;
    const begin = (fields: readonly FieldDef[]): void => {
      if (!begun) rows.begin(fields);
      begun = true;
    };
    const query = new Query<Cells>(config);
    // What a listener throws would end the process.
    query.on('row', (row, given) =>
      orFail(fail, () => {
        begin(given?.fields ?? []);
        rows.add(row, given?.fields ?? []);
      }),
    );
    query.on('error', fail);
    query.on('end', ({ fields }) =>
      orFail(fail, () => {
        begin(fields);
        done(fields);
      }),
    );
    client.query(query);
  });
}

function orFail(fail: (error: Error) => void, act: () => void): void {
  try {
    act();
  } catch (error) {
    fail(error as Error);
  }
}

/** `bool` of pg_type, which PostgreSQL writes as t and f. */
const booleanType = 16;

function wordOf(text: string | null): string | null {
  return text === null ? null : text === 't' ? 'true' : 'false';
}

/** Categories of pg_type that are written as people write them: booleans, dates, enums, numbers, strings, addresses. */
const plainTypes = `typcategory IN ('B', 'D', 'E', 'N', 'S', 'I', 'X') OR typname = 'uuid'`;

async function refuseOtherTypes({ client, origin }: Talk, fields: readonly FieldDef[]): Promise<void> {
  const { rows } = await client.query<{ readonly oid: string; readonly type: string }>(
    `SELECT oid, format_type(oid, NULL) AS type FROM pg_type WHERE oid = ANY ($1::oid[]) AND NOT (${plainTypes})`,
    [fields.map((field) => field.dataTypeID)],
  );
  for (const { name, dataTypeID } of fields) {
    const other = rows.find((row) => row.oid === String(dataTypeID));
    if (other !== undefined) throw feedError(origin, ...noText(name, other.type, `CAST (${name} AS text)`));
  }
}

function refusedQuery(error: unknown, origin: Origin): unknown {
  const { code, message } = error as DatabaseError;
  const several = code === '42601' && message.includes('multiple commands');
  if (several) return feedError(origin, ...failures.several);
  return /^(?:42|0A|22|3F)/.test(code ?? '') ? badQuery(message, origin) : error;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const known: Readonly<Record<string, Failure>> = {
  '25006': failures.writes,
  '28000': failures.refusedUser,
  '28P01': failures.refusedUser,
  '3D000': failures.noDatabase,
  '42501': failures.forbidden,
  '53300': failures.busy,
  '57014': failures.slow,
  '57P01': failures.brokeOff,
  '57P02': failures.brokeOff,
  '57P03': failures.busy,
};

function explain(error: unknown, origin: Origin): Error {
  const { message } = error as Error;
  if (message.startsWith('Connection terminated')) return feedError(origin, ...failures.brokeOff);
  if (message.includes('does not support SSL')) return feedError(origin, ...failures.noTls);
  return failed(error, known, origin);
}

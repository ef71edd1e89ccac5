import { connect, type Socket } from 'node:net';
import type { Connection, ConnectionOptions, FieldPacket, QueryError, TypeCastField } from 'mysql2';
import { loadDriver } from '../../load-driver.ts';
import { feedError, type Origin } from '../../origin.ts';
import type { DatabaseAddress, UrlWords } from './database-url.ts';
import { badQuery, type Failure, failed, failures, noText } from './failure.ts';
import { type Asking, inSession, type Session } from './session.ts';

/** As https://dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html has it. */
export const mysqlUrl: UrlWords = {
  protocols: ['mysql:', 'mariadb:'],
  port: 3306,
  socket: 'socket',
  mode: 'ssl-mode',
  authority: 'ssl-ca',
  modes: ['DISABLED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'],
};

/**
 * Runs the query in a read-only transaction of MySQL or MariaDB; rows come as the server sends them.
 * @throws FeedError whatever goes wrong
 */
export async function queryMysql(asking: Asking): Promise<void> {
  const { address, origin } = asking;
  const { createConnection } = await loadDriver(
    async () => (await import('mysql2')).default,
    'mysql2@3',
    origin.source,
  );
  const { at } = address;
  const socket = 'path' in at ? connect(at.path) : connect(at.port, at.host);
  const connection = createConnection(configOf(address, socket));
  // A connection that breaks off says so here too; what was under way fails with it.
  connection.on('error', () => undefined);
  const session: Session = {
    socket,
    connect: () =>
      new Promise<void>((done, fail) => connection.connect((error) => (error === null ? done() : fail(error)))),
    read: () => readAll(connection, asking),
    end: () => new Promise<void>((done) => connection.end(() => done())),
    explain: (error) => explain(error, origin),
  };
  await inSession(session, asking);
}

function configOf({ at, user, password, database, tls }: DatabaseAddress, socket: Socket): ConnectionOptions {
  return {
    ...('path' in at ? {} : at),
    user,
    password,
    database,
    ...(tls !== undefined && { ssl: sslOf(tls) }),
    stream: () => socket,
    connectTimeout: 0,
    disableEval: true,
    charset: 'utf8mb4',
    rowsAsArray: true,
    multipleStatements: false,
    // A server may otherwise ask for files of this machine.
    flags: ['-LOCAL_FILES'],
    // As the server writes it: dates are not shifted, and numbers keep their digits.
    typeCast: (field: TypeCastField) => field.string(),
  };
}

function sslOf({ trusted, authority }: NonNullable<DatabaseAddress['tls']>): ConnectionOptions['ssl'] & object {
  return {
    rejectUnauthorized: trusted !== 'anybody',
    verifyIdentity: trusted === 'by-name',
    ...(authority !== undefined && { ca: authority }),
  };
}

async function readAll(connection: Connection, { query, result, origin, limits }: Asking): Promise<void> {
  const ask = async (text: string): Promise<Cells | undefined> => {
    let first: Cells | undefined;
    await stream(connection, text, { begin: () => undefined, add: (row) => void (first ??= row) });
    return first;
  };
  const isMariadb = /mariadb/i.test((await ask('SELECT VERSION()'))?.[0] ?? '');
  const limit = isMariadb ? `max_statement_time = ${limits.query / 1000}` : `max_execution_time = ${limits.query}`;
  await ask(`SET SESSION ${limit}, time_zone = '+00:00'`);
  await ask('START TRANSACTION READ ONLY');
  // Such a transaction lets a SELECT write a file, and a procedure end it. Inside another query none but a plain SELECT is
  // taken; run as it is, it keeps its order.
  await ask(`SELECT * FROM (\n${query.replace(/[;\s]+$/, '')}\n) AS people LIMIT 0`).catch((error: unknown) => {
    throw refusedQuery(error as QueryError, origin);
  });
  await stream(connection, query, {
    begin(fields) {
      result.begin(fields.map((field) => field.name));
      refuseBinary(
        fields.filter((_, index) => result.kept(index)),
        origin,
      );
    },
    add: (row) => result.add(row),
  });
  await ask('ROLLBACK');
}

type Cells = readonly (string | null)[];

interface Rows {
  begin(fields: readonly FieldPacket[]): void;
  add(row: Cells): void;
}

async function stream(connection: Connection, text: string, rows: Rows): Promise<void> {
  const answer = connection.query(text).stream();
  let fields: readonly FieldPacket[] = [];
  answer.on('fields', (given?: readonly FieldPacket[]) => {
    fields = given ?? [];
  });
  let begun = false;
  for await (const row of answer as AsyncIterable<Cells>) {
    if (!begun) rows.begin(fields);
    begun = true;
    rows.add(row);
  }
  if (!begun) rows.begin(fields);
}

/** Types of columns that are bytes in any case, and the character set of those that are bytes rather than text. */
const binaryTypes: Readonly<Partial<Record<number, string>>> = {
  16: 'BIT',
  242: 'VECTOR',
  245: 'JSON',
  255: 'GEOMETRY',
};
const textTypes: ReadonlySet<number | undefined> = new Set([15, 249, 250, 251, 252, 253, 254]);
const binaryCharset = 63;

function refuseBinary(fields: readonly FieldPacket[], origin: Origin): void {
  for (const { name, columnType, characterSet } of fields) {
    const isBytes = textTypes.has(columnType) && characterSet === binaryCharset;
    const type = binaryTypes[columnType ?? -1] ?? (isBytes ? 'BINARY' : undefined);
    if (type !== undefined) throw feedError(origin, ...noText(name, type, `CAST(${name} AS CHAR)`));
  }
}

const aboutTheQuery: ReadonlySet<string> = new Set([
  'ER_PARSE_ERROR',
  'ER_BAD_FIELD_ERROR',
  'ER_NON_UNIQ_ERROR',
  'ER_DUP_FIELDNAME',
  'ER_SP_DOES_NOT_EXIST',
  'ER_WRONG_FIELD_WITH_GROUP',
  'ER_MIX_OF_GROUP_FUNC_AND_FIELDS',
]);

function refusedQuery(error: QueryError, origin: Origin): unknown {
  const { code, message } = error;
  if (aboutTheQuery.has(code)) return badQuery(message, origin);
  // The message names the database, which stands in the URL.
  if (code === 'ER_NO_SUCH_TABLE') return badQuery(message.replace(/'[^'.]*\.([^']*)'/, "'$1'"), origin);
  return error;
}

/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const known: Readonly<Record<string, Failure>> = {
  ER_ACCESS_DENIED_ERROR: failures.refusedUser,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: failures.refusedUser,
  ER_HOST_NOT_PRIVILEGED: failures.refusedUser,
  ER_HOST_IS_BLOCKED: failures.refusedUser,
  ER_BAD_DB_ERROR: failures.noDatabase,
  ER_DBACCESS_DENIED_ERROR: failures.noDatabase,
  ER_CON_COUNT_ERROR: failures.busy,
  ER_TABLEACCESS_DENIED_ERROR: failures.forbidden,
  ER_COLUMNACCESS_DENIED_ERROR: failures.forbidden,
  ER_PROCACCESS_DENIED_ERROR: failures.forbidden,
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: failures.writes,
  ER_QUERY_TIMEOUT: failures.slow,
  // MariaDB's own, which the driver has no name for.
  '1969': failures.slow,
  HANDSHAKE_NO_SSL_SUPPORT: failures.noTls,
  PROTOCOL_CONNECTION_LOST: failures.brokeOff,
  ER_SERVER_SHUTDOWN: failures.brokeOff,
  ER_CONNECTION_KILLED: failures.brokeOff,
};

function explain(error: unknown, origin: Origin): Error {
  const { code, errno } = error as NodeJS.ErrnoException;
  return failed({ code: code ?? errno?.toString() }, known, origin);
}

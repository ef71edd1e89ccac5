/**
 * The process that reads a SQLite file. The library answers no sooner than a query has its next row, and a thread cannot
 * be stopped meanwhile, nor can the process that it is in: so it has one of its own, which can be killed.
 */
import type { Database, Statement } from 'better-sqlite3';
import { mostBytes, mostRows } from '../../origin.ts';
import type { Ask, SqliteCell, Told } from './sqlite-talk.ts';

type Raw = readonly (string | number | bigint | Buffer | null)[];

/** Rows in one message. */
const batch = 500;

// It listens on until it is killed, or alone: were it to end by itself, what it told last might be lost.
process.on('message', (ask: Ask) => void answer(ask));

async function answer({ path, query, patience }: Ask): Promise<void> {
  let before = true;
  try {
    const { default: Sqlite } = await import('better-sqlite3');
    const database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: patience });
    const statement = prepared(database, query);
    before = false;
    readAll(statement);
    tell({ kind: 'end' });
  } catch (error) {
    const { code, message, name } = error as NodeJS.ErrnoException;
    tell({ kind: 'failed', before, code: code ?? name, message });
  }
}

function prepared(database: Database, query: string): Statement<[], Raw> {
  const statement = database.prepare<[], Raw>(query);
  // What gives no rows is not run: VACUUM INTO, for one, writes a file though the database may only be read.
  if (!statement.reader) throw Object.assign(new Error(), { code: statement.readonly ? 'NO_ROWS' : 'SQLITE_READONLY' });
  return statement.raw().safeIntegers();
}

function readAll(statement: Statement<[], Raw>): void {
  tell({ kind: 'columns', names: statement.columns().map(({ name }) => name) });
  let [rows, bytes]: [(readonly SqliteCell[])[], number] = [[], 0];
  let count = 0;
  for (const row of statement.iterate()) {
    const cells = row.map(textOf);
    bytes = cells.reduce((sum, cell) => sum + (cell === false ? 0 : (cell?.length ?? 0)), bytes);
    if (bytes > mostBytes) throw Object.assign(new Error(), { code: 'TOO_LARGE' });
    rows.push(cells);
    if (rows.length === batch) rows = told(rows);
    if (++count > mostRows) break;
  }
  told(rows);
}

function told(rows: readonly (readonly SqliteCell[])[]): [] {
  tell({ kind: 'rows', rows });
  return [];
}

function textOf(value: Raw[number]): SqliteCell {
  if (value === null) return null;
  return Buffer.isBuffer(value) ? false : String(value);
}

function tell(told: Told): void {
  process.send?.(told);
}

import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';

type Constructor = typeof Sqlite;

function load(): Constructor | undefined {
  try {
    const loaded = createRequire(import.meta.url)('better-sqlite3') as Constructor;
    new loaded(':memory:').close();
    return loaded;
  } catch {
    return undefined;
  }
}

const loaded = load();

export const sqliteMissing =
  loaded === undefined
    ? 'better-sqlite3 is not installed for this Node: npm install --no-save --no-package-lock --save-dev better-sqlite3@12.11.1'
    : undefined;

/** Runs statements, several at once, on a database that is made where it is missing. */
export function runSqlite(path: string, statements: string): void {
  if (loaded === undefined) throw new Error(sqliteMissing);
  const database = new loaded(path);
  try {
    database.exec(statements);
  } finally {
    database.close();
  }
}

import { fork } from 'node:child_process';
import { extname, resolve } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { FeedError } from '../../../model/errors.ts';
import { loadDriver } from '../../load-driver.ts';
import { changedMeanwhile, plainFile } from '../../open-file.ts';
import { feedError, type Origin, tooLarge } from '../../origin.ts';
import { badQuery, type Failure, failed, failures, noText } from './failure.ts';
import { type TimeLimits, tooLate } from './limits.ts';
import type { Result } from './result.ts';
import type { Ask, SqliteCell, Told } from './sqlite-talk.ts';

interface Database {
  /** As in roster.yaml: from the checkout's root, or absolute. */
  readonly file: string;
  readonly root: string;
}

/**
 * Runs the query on a SQLite file that may only be read.
 * @returns when the file was modified
 * @throws FeedError whatever goes wrong
 */
export async function querySqlite(
  { file, root }: Database,
  query: string,
  result: Result,
  origin: Origin,
  limits: TimeLimits,
): Promise<Date> {
  await loadDriver(openInMemory, 'better-sqlite3@12', origin.source);
  const path = resolve(root, file);
  const before = await plainFile(path, origin);
  await askChild({ path, query, patience: limits.connect }, result, origin, limits);
  const after = await plainFile(path, origin);
  const same = after.mtimeMs === before.mtimeMs && after.size === before.size && after.ino === before.ino;
  if (!same) throw changedMeanwhile(origin);
  return before.mtime;
}

/** Only a database that is opened shows whether the package was built for this Node. */
async function openInMemory(): Promise<void> {
  const { default: Sqlite } = await import('better-sqlite3');
  new Sqlite(':memory:').close();
}

/** The child stands beside this file, in src as in dist, and starts as this process did. */
const child = fileURLToPath(new URL(`./sqlite-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url));

async function askChild(ask: Ask, result: Result, origin: Origin, limits: TimeLimits): Promise<void> {
  const { NODE_OPTIONS = '' } = env;
  const process = fork(child, { env: { NODE_OPTIONS }, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((done, fail) => {
      timer = setTimeout(() => fail(tooLate(origin, 'not all rows came', limits.whole)), limits.whole);
      process.once('error', fail);
      process.once('exit', () => fail(feedError(origin, 'feed-refused', 'the process that reads it ended too soon')));
      process.on('message', (told: Told) => {
        try {
          if (take(told, result, origin) === 'end') done();
        } catch (error) {
          fail(error);
        }
      });
      process.send(ask);
    });
  } finally {
    clearTimeout(timer);
    process.kill('SIGKILL');
  }
}

function take(told: Told, result: Result, origin: Origin): Told['kind'] {
  switch (told.kind) {
    case 'columns':
      result.begin(told.names);
      break;
    case 'rows':
      for (const row of told.rows) result.add(row.map((cell, index) => asText(cell, index, result, origin)));
      break;
    case 'failed':
      throw refusal(told, origin);
    case 'end':
      break;
  }
  return told.kind;
}

function asText(cell: SqliteCell, index: number, result: Result, origin: Origin): string | null {
  if (cell !== false) return cell;
  if (!result.kept(index)) return null;
  const column = result.finish().columns[index] ?? '';
  throw feedError(origin, ...noText(column, 'BLOB', `CAST(${column} AS TEXT)`));
}

/** https://www.sqlite.org/rescode.html, and the two of the child. */
const known: Readonly<Record<string, Failure>> = {
  SQLITE_READONLY: failures.writes,
  SQLITE_BUSY: ['feed-unreachable', 'another program is writing to it: run again when it has finished'],
  SQLITE_NOTADB: ['feed-syntax', 'it is no SQLite database, or an encrypted one'],
  SQLITE_CORRUPT: ['feed-syntax', 'the database is damaged: have it written again'],
  SQLITE_CANTOPEN: [
    'feed-missing',
    'it cannot be opened: may this user read it, and write beside it where it uses a write-ahead log?',
  ],
  NO_ROWS: ['feed-columns', 'the query gives no rows at all: write one SELECT'],
};

function refusal({ before, code, message }: Told & { readonly kind: 'failed' }, origin: Origin): FeedError {
  if (code === 'TOO_LARGE') return tooLarge(origin);
  if (code === 'RangeError' && message.includes('more than one statement'))
    return feedError(origin, ...failures.several);
  if (before && (code === 'SQLITE_ERROR' || code === 'RangeError')) return badQuery(message, origin);
  // An extended code says more, as in SQLITE_BUSY_RECOVERY.
  const plain = /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code;
  return failed({ code: plain }, known, origin);
}

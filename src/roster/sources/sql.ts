import type { Feed, Reading, Source } from '../../model/roster.ts';
import type { Origin } from '../origin.ts';
import type { Reach } from '../reach.ts';
import { databaseAddress } from './sql/database-url.ts';
import { type TimeLimits, timeLimits } from './sql/limits.ts';
import { createResult, type Result } from './sql/result.ts';

type SqlReading = Reading & { readonly kind: 'sql' };

/**
 * Reads people from a database: one SELECT, in a transaction that cannot write, within limits of time and size.
 * @throws FeedError where the database cannot be reached, refuses the query or breaks off
 * @throws UsageError where the driver or the variable with the URL is missing
 */
export async function readSql(
  source: Source,
  reading: SqlReading,
  reach: Reach,
  limits: TimeLimits = timeLimits,
): Promise<Feed> {
  const origin = { source: source.name, from: 'file' in reading ? reading.file : `env:${reading.url}` };
  const result = createResult(source, origin);
  const asOf = await fill(result, reading, origin, reach, limits);
  return { source: source.name, ...result.finish(), asOf };
}

/** @returns how old the rows are: those of a server are as fresh as its answer */
async function fill(
  result: Result,
  reading: SqlReading,
  origin: Origin,
  reach: Reach,
  limits: TimeLimits,
): Promise<Date> {
  switch (reading.dialect) {
    case 'postgres': {
      const { postgresUrl, queryPostgres } = await import('./sql/postgres.ts');
      const address = databaseAddress(reading.url, postgresUrl, origin, reach);
      await queryPostgres({ address, query: reading.query, result, origin, limits });
      return reach.now();
    }
    case 'mysql': {
      const { mysqlUrl, queryMysql } = await import('./sql/mysql.ts');
      const address = databaseAddress(reading.url, mysqlUrl, origin, reach);
      await queryMysql({ address, query: reading.query, result, origin, limits });
      return reach.now();
    }
    case 'sqlite': {
      const { querySqlite } = await import('./sql/sqlite.ts');
      return querySqlite({ file: reading.file, root: reach.root }, reading.query, result, origin, limits);
    }
  }
}

import type { Feed, Source } from '../model/roster.ts';
import type { Reach } from './reach.ts';

/**
 * Reads one HR source whole; what a kind needs is loaded when it is used.
 * @throws FeedError where it cannot be read, or is not sound as a whole
 * @throws UsageError where an environment variable, or the package that the kind needs, is missing
 */
export async function readSource(source: Source, reach: Reach): Promise<Feed> {
  const { reading } = source;
  switch (reading.kind) {
    case 'csv': {
      const { readCsv } = await import('./sources/csv.ts');
      return readCsv(source, reading, reach);
    }
    case 'json': {
      const { readJson } = await import('./sources/json.ts');
      return readJson(source, reading, reach);
    }
    case 'ldap': {
      const { readLdap } = await import('./sources/ldap.ts');
      return readLdap(source, reading, reach);
    }
    case 'sql': {
      const { readSql } = await import('./sources/sql.ts');
      return readSql(source, reading, reach);
    }
    case 'scim': {
      const { readScim } = await import('./sources/scim.ts');
      return readScim(source, reading, reach);
    }
  }
}

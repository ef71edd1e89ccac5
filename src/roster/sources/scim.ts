import type { Feed, Reading, Source } from '../../model/roster.ts';
import { valueOf } from '../environment.ts';
import { authorization, limitOf, parsedUrl, shownAddress } from '../open-url.ts';
import type { Origin } from '../origin.ts';
import type { Reach } from '../reach.ts';
import { type Cells, createCells } from './cells.ts';
import { type Referred, withManagers } from './managers.ts';
import { ask, type Service } from './scim/ask.ts';
import { type Path, parsedPath, textsAt } from './scim/path.ts';
import { type Query, type User, usersOf } from './scim/users.ts';

type ScimReading = Reading & { readonly kind: 'scim' };

/** For the whole list, with all waiting, in milliseconds. */
const timeLimit = 600_000;

/**
 * Reads the users of a SCIM 2.0 service to the end; columns are paths to attributes. All of them, or none.
 * @throws FeedError where the service gives no whole list
 * @throws UsageError where a column is no path, or the address or the environment does not fit
 */
export async function readScim(
  source: Source,
  reading: ScimReading,
  reach: Reach,
  within: number = timeLimit,
): Promise<Feed> {
  const origin = { source: source.name, from: shownAddress(reading) };
  const asOf = reach.now();
  const columns = [...new Set(Object.values(source.columns))];
  const paths = new Map(columns.map((column) => [column, parsedPath(column, source.name)]));
  const base = parsedUrl(valueOf(reading.url, source.name, reach), origin);
  const service = serviceOf(reading, base, origin, reach, within);
  const cells = createCells(source, origin, 'users');
  const referred: Referred[] = [];
  for await (const user of usersOf((query) => ask(addressOf(base, query), service), origin)) {
    referred.push({ row: rowOf(user, paths, cells), key: user.id });
  }
  cells.check();
  const present = new Set(referred.flatMap(({ row }) => Object.keys(row.values)));
  const rows = withManagers(referred, source, managerKey(paths.get(source.columns['manager'] ?? '')));
  return { source: source.name, columns: columns.filter((column) => present.has(column)), rows, asOf };
}

function serviceOf(reading: ScimReading, base: URL, origin: Origin, reach: Reach, within: number): Service {
  const accept = 'application/scim+json, application/json;q=0.9';
  const headers = { accept, ...authorization(reading, base, origin, reach) };
  return { headers, origin, limit: limitOf(within), until: Date.now() + within };
}

function addressOf(base: URL, query: Query): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/Users`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

function rowOf({ id, user }: User, paths: ReadonlyMap<string, Path>, cells: Cells): Referred['row'] {
  const values: Record<string, string> = {};
  for (const [column, path] of paths) {
    const texts = textsAt(user, path);
    if (texts === undefined) cells.flaw(column, 'has parts: name one of them in columns, as in name.formatted');
    const text = cells.textOf(column, texts ?? []);
    if (text !== undefined) values[column] = text;
  }
  return { place: `id ${id}`, values };
}

/** A manager is the id of another user: https://www.rfc-editor.org/rfc/rfc7643#section-4.3 */
function managerKey(path: Path | undefined): (text: string) => string | undefined {
  const { attribute = '', sub = 'value' } = path ?? {};
  const isId = attribute.toLowerCase() === 'manager' && sub.toLowerCase() === 'value';
  return (text) => (isId ? text : undefined);
}

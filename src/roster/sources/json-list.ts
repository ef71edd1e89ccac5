import type { FeedError } from '../../model/errors.ts';
import { type Feed, foldSpaces, type Row, type Source } from '../../model/roster.ts';
import { feedError, mostRows, type Origin, tooManyRows } from '../origin.ts';
import type { JsonValue } from './json-value.ts';

/** People as objects, flattened: what is nested is a column by its path, as in `department.name` or `emails.0.value`. */
export interface List {
  add(item: JsonValue, place: string): void;
  finish(): Pick<Feed, 'columns' | 'rows'>;
}

/** Data under keys rather than in lists would make a column of each person. */
const mostColumns = 10_000;
const deepest = 32;

export function createList(source: Source, origin: Origin): List {
  const wanted: ReadonlySet<string> = new Set(Object.values(source.columns));
  const columns = new Set<string>();
  const rows: Row[] = [];
  return {
    add(item, place) {
      const refuse = (what: string): FeedError => feedError(origin, 'feed-syntax', `${place} ${what}`);
      if (typeof item !== 'object' || item === null || Array.isArray(item)) throw refuse('is no object');
      const row: OneRow = { wanted, columns, values: new Map(), refuse };
      visit(row, item, '', 0);
      if (columns.size > mostColumns) throw refuse(`is where there are more than ${mostColumns} different keys`);
      if (rows.push({ place, values: valuesOf(row) }) > mostRows) throw tooManyRows(origin);
    },
    finish: () => ({ columns: [...columns], rows }),
  };
}

interface OneRow {
  readonly wanted: ReadonlySet<string>;
  /** Of all rows. */
  readonly columns: Set<string>;
  readonly values: Map<string, string | null>;
  readonly refuse: (what: string) => FeedError;
}

function visit(row: OneRow, value: JsonValue, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return addText(row, value, path);
  if (depth > deepest) throw row.refuse('is nested too deep');
  if (row.wanted.has(path)) {
    throw row.refuse(
      `has a list or an object as ${JSON.stringify(path)}: name in columns what is in it, as in ${JSON.stringify(`${path}.name`)}`,
    );
  }
  // Lists may be long, and there are few of which one item is asked for.
  if (Array.isArray(value) && ![...row.wanted].some((column) => column.startsWith(`${path}.`))) {
    row.columns.add(path);
    return;
  }
  for (const [key, inside] of Object.entries(value)) {
    visit(row, inside as JsonValue, depth === 0 ? foldSpaces(key) : `${path}.${foldSpaces(key)}`, depth + 1);
  }
}

function addText({ wanted, columns, values, refuse }: OneRow, value: string | boolean | null, path: string): void {
  columns.add(path);
  if (!wanted.has(path)) return;
  if (values.has(path)) throw refuse(`has ${JSON.stringify(path)} twice`);
  values.set(path, value === null ? null : String(value));
}

function valuesOf({ values }: OneRow): Row['values'] {
  return Object.fromEntries([...values].filter((pair): pair is [string, string] => pair[1] !== null));
}

import { foldSpaces, type Feed, type Row, type Source } from '../../../model/roster.ts';
import { feedError, mostRows, type Origin, tooManyRows } from '../../origin.ts';

/** What a query gives, row by row as it comes. */
export interface Result {
  /** @param names of all columns, once and before the first row */
  begin(names: readonly string[]): void;
  /** @param cells of the columns that are `kept`, as texts: the others are not looked at */
  add(cells: readonly (string | null)[]): void;
  /** Whether roster.yaml names the column: nothing else of HR's is kept. */
  kept(index: number): boolean;
  finish(): Pick<Feed, 'columns' | 'rows'>;
}

/** Longer than any employee id; the whole of it is in the row. */
const mostShown = 80;

export function createResult(source: Source, origin: Origin): Result {
  const wanted = new Set(Object.values(source.columns));
  const rows: Row[] = [];
  let columns: readonly string[] = [];
  let kept: ReadonlyMap<number, string> = new Map();
  return {
    begin(names) {
      columns = namesOf(names, origin);
      kept = new Map([...columns.entries()].filter(([, column]) => wanted.has(column)));
    },
    add(cells) {
      const pairs = [...kept].map(([index, column]) => [column, cells[index] ?? null] as const);
      const values = Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null));
      if (rows.push({ place: placeOf(values, source, rows.length + 1), values }) > mostRows) throw tooManyRows(origin);
    },
    kept: (index) => kept.has(index),
    finish: () => ({ columns, rows }),
  };
}

function namesOf(names: readonly string[], origin: Origin): readonly string[] {
  const columns = names.map(foldSpaces);
  const refuse = (what: string): never => {
    throw feedError(origin, 'feed-columns', `${what}: give each a name of its own in the query, with AS`);
  };
  if (columns.length === 0) {
    throw feedError(origin, 'feed-columns', 'the query gives no rows at all: write one SELECT');
  }
  const nameless = columns.indexOf('');
  if (nameless >= 0) refuse(`column ${nameless + 1} has no name`);
  const twice = columns.findIndex((column, index) => columns.indexOf(column) < index);
  if (twice >= 0) refuse(`two columns are called ${JSON.stringify(columns[twice])}`);
  return columns;
}

/**
 * A database gives rows in any order, and tomorrow in another: so a row is found, and the same again, by its employee.
 * Only one that names none has a number.
 */
function placeOf(values: Row['values'], { columns: { employee } }: Source, row: number): string {
  const id = foldSpaces(values[employee] ?? '');
  return id === '' ? `row ${row}` : `${employee} ${id.slice(0, mostShown)}`;
}

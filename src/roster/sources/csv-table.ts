import { foldSpaces, type Feed, type Row, type Source } from '../../model/roster.ts';
import { feedError, mostRows, type Origin, tooManyRows } from '../origin.ts';

/** Rows of a CSV file as they come: the first is the header. */
export interface Table {
  add(record: readonly string[]): void;
  /** @param ended whether the last row had a line end */
  finish(ended: boolean): Pick<Feed, 'columns' | 'rows'>;
}

/** So many row numbers are enough to find the mistake. */
const mostNamed = 5;

export function createTable(source: Source, delimiter: string, origin: Origin): Table {
  const rows: Row[] = [];
  const ragged = { named: [] as number[], all: 0 };
  let header: Header | undefined;
  let row = 0;
  return {
    add(record) {
      row += 1;
      if (record.length === 1 && record[0] === '') return;
      if (header === undefined) header = headerOf(record, source, delimiter, origin);
      else if (record.length === header.columns.length) rows.push(rowOf(record, row, header));
      else if (++ragged.all <= mostNamed) ragged.named.push(row);
      if (rows.length > mostRows) throw tooManyRows(origin);
    },
    finish(ended) {
      if (header === undefined) throw feedError(origin, 'feed-columns', 'it is empty: not even a header line');
      if (ragged.all > 0) throw feedError(origin, 'feed-ragged', raggedRows(ragged, header.columns.length));
      const last = rows.at(-1);
      if (last !== undefined && !ended && header.keepsLast) rows[rows.length - 1] = { ...last, unfinished: true };
      return { columns: header.columns, rows };
    },
  };
}

interface Header {
  readonly columns: readonly string[];
  /** The columns that roster.yaml names: nothing else of HR's is kept. */
  readonly kept: readonly (readonly [index: number, column: string])[];
  /** Whether one of them is the last. */
  readonly keepsLast: boolean;
}

function headerOf(record: readonly string[], source: Source, delimiter: string, origin: Origin): Header {
  const columns = record.map(foldSpaces);
  const refuse = (what: string): never => {
    throw feedError(origin, 'feed-columns', what);
  };
  const other = columns.length === 1 ? /[,;\t|]/.exec(record[0] ?? '')?.[0] : undefined;
  if (other !== undefined && other !== delimiter) {
    refuse(`the header is one column with ${JSON.stringify(other)} in it: write delimiter: ${JSON.stringify(other)}`);
  }
  const nameless = columns.indexOf('');
  if (nameless >= 0) refuse(`column ${nameless + 1} has no name in the header: give each a name of its own`);
  const twice = columns.findIndex((column, index) => columns.indexOf(column) < index);
  if (twice >= 0) refuse(`the header has ${JSON.stringify(columns[twice])} twice: give each column a name of its own`);
  const wanted = new Set(Object.values(source.columns));
  return {
    columns,
    kept: [...columns.entries()].filter(([, column]) => wanted.has(column)),
    keepsLast: wanted.has(columns.at(-1) ?? ''),
  };
}

function rowOf(record: readonly string[], row: number, { kept }: Header): Row {
  const values = Object.fromEntries(kept.map(([index, column]) => [column, record[index] ?? '']));
  return { place: `row ${row}`, values };
}

function raggedRows(
  { named, all }: { readonly named: readonly number[]; readonly all: number },
  columns: number,
): string {
  const more = all > named.length ? ` and ${all - named.length} more` : '';
  const which = all === 1 ? `row ${named[0]} has` : `rows ${named.join(', ')}${more} have`;
  return `${which} not the ${columns} columns of the header: is the file cut short, or a value with a delimiter in it not in quotes?`;
}

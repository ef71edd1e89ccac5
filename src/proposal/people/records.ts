import type { Records, RowWithoutEmployee } from '../../model/people.ts';
import type { Person } from '../../model/person.ts';
import type { Feed, Row, Source } from '../../model/roster.ts';
import { statusOf, unknown } from './status.ts';

/** Columns with a meaning of their own; every further one is an attribute. */
const meant: ReadonlySet<string> = new Set(['employee', 'login', 'email', 'status', 'leftOn']);

/**
 * What the rows of a feed say, one by one. Nothing is put together, corrected or guessed: a row without an employee id
 * is nobody's, and two rows of one employee are two records.
 * @param today ISO date, in UTC
 */
export function recordsOf(feed: Feed, source: Source, today: string): Records {
  const said = readerOf(feed, source, today);
  const people: Person[] = [];
  const rowsWithoutEmployee: RowWithoutEmployee[] = [];
  for (const row of feed.rows) {
    const employee = valueOf(row, source.columns.employee);
    if (employee === undefined) rowsWithoutEmployee.push(nobodys(said(row), source.name, row.place));
    else people.push(Object.freeze({ employee, ...said(row) }));
  }
  return Object.freeze({
    source: source.name,
    people: Object.freeze(people),
    rowsWithoutEmployee: Object.freeze(rowsWithoutEmployee),
  });
}

type Said = Omit<Person, 'employee'>;

function readerOf({ columns }: Feed, source: Source, today: string): (row: Row) => Said {
  const attributes = Object.entries(source.columns).filter(([name]) => !meant.has(name));
  const [logins, emails, dates] = ['login', 'email', 'leftOn'].map((name) => source.columns[name]);
  const datesAreMissing = dates !== undefined && !columns.includes(dates);
  return (row) => {
    const [word, leftOn] = [rawOf(row, source.columns.status), rawOf(row, dates)];
    const said = statusOf(word, leftOn?.trim() || undefined, source.status, today);
    // Whoever leaves later cannot be told from whoever has left where the whole column of dates is missing.
    const doubt = datesAreMissing ? 'unreadable-date' : row.unfinished === true ? 'unfinished-row' : undefined;
    const [login, email] = [valueOf(row, logins), valueOf(row, emails)];
    return {
      ...(login === undefined ? {} : { login }),
      ...(email === undefined ? {} : { email }),
      status: said.kind === 'left' && doubt !== undefined ? unknown(doubt) : said,
      attributes: attributesOf(row, attributes),
      evidence: Object.freeze([
        Object.freeze({ source: source.name, place: row.place, status: word, leftOn }),
      ] as const),
    };
  };
}

function nobodys({ login, email, status }: Said, source: string, place: string): RowWithoutEmployee {
  return Object.freeze({
    source,
    place,
    ...(login === undefined ? {} : { login }),
    ...(email === undefined ? {} : { email }),
    status,
  });
}

function attributesOf(row: Row, columns: readonly (readonly [string, string])[]): Person['attributes'] {
  const values = columns.map(([name, column]) => [name, valueOf(row, column)] as const);
  return Object.freeze(Object.fromEntries(values.filter((pair): pair is [string, string] => pair[1] !== undefined)));
}

/** Without spaces at the ends; what is empty then is no value. */
function valueOf(row: Row, column: string | undefined): string | undefined {
  return rawOf(row, column)?.trim() || undefined;
}

/** As HR wrote it. A column may be called `constructor`. */
function rawOf({ values }: Row, column: string | undefined): string | undefined {
  return column !== undefined && Object.hasOwn(values, column) ? values[column] : undefined;
}

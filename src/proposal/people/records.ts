import type { Records, RowWithoutEmployee } from '../../model/people.ts';
import type { Person } from '../../model/person.ts';
import type { Feed, Row, Source } from '../../model/roster.ts';
import { statusOf, unknown } from './status.ts';

/** So many signs of a status or date are kept as evidence: no word that means something is as long. */
const longest = 1_000;

/** Columns with a meaning of their own; every further one is an attribute. */
const meant: ReadonlySet<string> = new Set(['employee', 'login', 'email', 'status', 'leftOn']);

/** What decoders put where bytes are no character: the text is another than HR's. */
const replacement = '\u{fffd}';

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
    const employee = valueOf(row, source.columns.employee, cutIn(row, feed));
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

function readerOf(feed: Feed, source: Source, today: string): (row: Row) => Said {
  const attributes = Object.entries(source.columns).filter(([name]) => !meant.has(name));
  const [logins, emails, dates] = ['login', 'email', 'leftOn'].map((name) => source.columns[name]);
  const datesAreMissing = dates !== undefined && !feed.columns.includes(dates);
  const saysWhoLeft = (column: string): boolean => [...meant].some((name) => source.columns[name] === column);
  return (row) => {
    const cut = cutIn(row, feed);
    const [word, leftOn] = [rawOf(row, source.columns.status), rawOf(row, dates)];
    const said = statusOf(word, leftOn?.trim() || undefined, source.status, today);
    // Whoever leaves later cannot be told from whoever has left where the whole column of dates is missing.
    const isUnfinished = cut !== undefined && saysWhoLeft(cut);
    const doubt = datesAreMissing ? 'unreadable-date' : isUnfinished ? 'unfinished-row' : undefined;
    const login = valueOf(row, logins, cut);
    // Half a login is nobody's; an address that leads to another account would take its place.
    const email = cut !== undefined && cut === logins ? undefined : valueOf(row, emails, cut);
    return {
      ...(login === undefined ? {} : { login }),
      ...(email === undefined ? {} : { email }),
      status: said.kind === 'left' && doubt !== undefined ? unknown(doubt) : said,
      attributes: attributesOf(row, attributes, cut),
      evidence: Object.freeze([
        Object.freeze({ source: source.name, place: row.place, status: evidenceOf(word), leftOn: evidenceOf(leftOn) }),
      ] as const),
    };
  };
}

function evidenceOf(text: string | undefined): string | undefined {
  return text === undefined || text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
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

function attributesOf(
  row: Row,
  columns: readonly (readonly [string, string])[],
  cut: string | undefined,
): Person['attributes'] {
  const values = columns.map(([name, column]) => [name, valueOf(row, column, cut)] as const);
  const isIntact = (pair: readonly [string, string | undefined]): pair is [string, string] =>
    pair[1] !== undefined && !pair[1].includes(replacement);
  return Object.freeze(Object.fromEntries(values.filter(isIntact)));
}

/** The column whose value may be cut short in this row: half an id, login or department is somebody else's. */
function cutIn({ unfinished }: Row, { columns }: Feed): string | undefined {
  return unfinished === true ? columns.at(-1) : undefined;
}

/** Without spaces at the ends; what is empty then is no value. */
function valueOf(row: Row, column: string | undefined, cut: string | undefined): string | undefined {
  return column === cut ? undefined : rawOf(row, column)?.trim() || undefined;
}

/** As HR wrote it. A column may be called `constructor`. */
function rawOf({ values }: Row, column: string | undefined): string | undefined {
  return column !== undefined && Object.hasOwn(values, column) ? values[column] : undefined;
}

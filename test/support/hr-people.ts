import type { Reading, Source } from '../../src/model/roster.ts';

/** Someone in HR's database; null is NULL. */
export interface HrPerson {
  readonly id: string;
  readonly login: string | null;
  readonly status: string | null;
  /** ISO date. */
  readonly left_on: string | null;
  /** More digits than a number of JavaScript holds. */
  readonly badge: string | null;
  readonly name: string;
}

const columns = ['id', 'login', 'status', 'left_on', 'badge', 'name'] as const;

/** As many people as asked, no two alike, with all that tends to go wrong between a database and us. */
export function hrPeople(count: number): readonly HrPerson[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `E${String(index + 1).padStart(5, '0')}`,
    login: index % 7 === 3 ? null : `user-${index + 1}`,
    status: index % 11 === 5 ? null : index % 13 === 6 ? '' : index % 5 === 4 ? 'terminated' : 'on leave',
    left_on: index % 5 === 4 ? `2026-03-${String((index % 31) + 1).padStart(2, '0')}` : null,
    badge: index % 17 === 2 ? null : String(9_007_199_254_740_993n + BigInt(index)),
    name: [`Åsa O'Brien`, '李 🦀', '=cmd(), "quoted"', '  two\nlines '][index % 4] ?? '',
  }));
}

export function asCsv(people: readonly HrPerson[]): string {
  const rows = people.map((person) => columns.map((column) => `"${(person[column] ?? '').replaceAll('"', '""')}"`));
  return [columns, ...rows].map((row) => `${row.join()}\n`).join('');
}

/** Makes the table and fills it; with a column that roster.yaml does not name. */
export function asSql(people: readonly HrPerson[]): string {
  const quoted = (text: string | null): string => (text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`);
  const rows = people.map((person) => `(${columns.map((column) => quoted(person[column])).join()}, 9000.50)`);
  return `
    CREATE TABLE people (id VARCHAR(10), login VARCHAR(40), status VARCHAR(20), left_on DATE, badge BIGINT,
      name VARCHAR(100), salary DECIMAL(10, 2));
    INSERT INTO people VALUES ${rows.join()};`;
}

/** Everything that the table says, in an order of its own. */
export const everybody = 'SELECT id, login, status, left_on, badge, name, salary FROM people ORDER BY id DESC';

/** A source called hr whose columns are those of the table, without the salary. */
export function hrSource<R extends Reading>(reading: R): Source & { readonly reading: R } {
  return {
    name: 'hr',
    reading,
    columns: { employee: 'id', login: 'login', status: 'status', leftOn: 'left_on', badge: 'badge', name: 'name' },
    status: { active: new Set(['active', 'on leave']), left: new Set(['terminated']) },
    expect: { atLeast: 1, dropPercent: 2, unknownPercent: 2, freshWithin: undefined },
  };
}

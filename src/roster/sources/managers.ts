import type { Row, Source } from '../../model/roster.ts';

/** Rows as a source has them, where a manager is named by something else than the employee id. */
export interface Referred {
  readonly row: Row;
  /** What others call this row. */
  readonly key: string;
}

/**
 * Rules ask for a manager by employee id: puts it where the column `manager` names a row of this source. A manager who
 * is not among the rows is none, and so is one whose key two rows have.
 * @param keyOf the key that a text is, or undefined where it is none, and stays as it is
 */
export function withManagers(
  referred: readonly Referred[],
  { columns }: Source,
  keyOf: (text: string) => string | undefined,
): readonly Row[] {
  const column = columns['manager'];
  if (column === undefined) return referred.map(({ row }) => row);
  const employees = employeesByKey(referred, columns.employee);
  return referred.map(({ row }) => {
    const written = textOf(row, column);
    const key = written === undefined ? undefined : keyOf(written);
    if (key === undefined) return row;
    const { [column]: _, ...others } = row.values;
    const manager = employees.get(key);
    return { ...row, values: manager === undefined ? others : { ...others, [column]: manager } };
  });
}

function employeesByKey(referred: readonly Referred[], column: string): ReadonlyMap<string, string | undefined> {
  const employees = new Map<string, string | undefined>();
  for (const { row, key } of referred) {
    employees.set(key, employees.has(key) ? undefined : textOf(row, column));
  }
  return employees;
}

/** A column may be called `constructor`. */
function textOf({ values }: Row, column: string): string | undefined {
  return Object.hasOwn(values, column) ? values[column] : undefined;
}

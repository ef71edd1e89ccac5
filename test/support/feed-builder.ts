import type { Expectation, Feed, Source } from '../../src/model/roster.ts';

const expectation: Expectation = { atLeast: 1, dropPercent: 2, unknownPercent: 2, freshWithin: undefined };

/** A source whose columns are called as what they mean; `terminated` is left, `active` and `on leave` are active. */
export function aSource(name = 'hr', expect: Partial<Expectation> = {}, attributes: readonly string[] = []): Source {
  const columns = ['employee', 'login', 'email', 'status', 'leftOn', ...attributes];
  return {
    name,
    reading: { kind: 'csv', file: `../${name}.csv`, delimiter: ',' },
    columns: {
      employee: 'employee',
      status: 'status',
      ...Object.fromEntries(columns.map((column) => [column, column])),
    },
    status: { active: new Set(['active', 'on leave']), left: new Set(['terminated']) },
    expect: { ...expectation, ...expect },
  };
}

type Cells = Readonly<Record<string, string>>;

/** A feed of these rows, the first of them in `row 2`, with every column of the source. */
export function aFeed(source: Source, rows: readonly Cells[], asOf = new Date('2026-11-22T06:00:00Z')): Feed {
  return {
    source: source.name,
    columns: Object.values(source.columns),
    rows: rows.map((values, index) => ({ place: `row ${index + 2}`, values })),
    asOf,
  };
}

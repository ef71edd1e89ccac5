import { compare } from '../../model/order.ts';
import type { Records, Saying } from '../../model/people.ts';
import type { Person } from '../../model/person.ts';

/** A row of the source that stands at `rank` in the order of precedence, from 0. */
export interface Ranked {
  readonly rank: number;
  readonly person: Person;
}

/** A value, and which row of which source gives it. */
export interface Said extends Saying {
  readonly rank: number;
}

/** The rows of all sources that name an employee, by employee. */
export function rowsByEmployee(records: readonly Records[]): ReadonlyMap<string, readonly [Ranked, ...Ranked[]]> {
  const byEmployee = new Map<string, [Ranked, ...Ranked[]]>();
  for (const [rank, { people }] of records.entries()) {
    for (const person of people) {
      const rows = byEmployee.get(person.employee);
      if (rows === undefined) byEmployee.set(person.employee, [{ rank, person }]);
      else rows.push({ rank, person });
    }
  }
  return byEmployee;
}

/** What rows give of one thing, sorted; those that give nothing of it are left out. */
export function saidOf(rows: readonly Ranked[], of: (person: Person) => string | undefined): readonly Said[] {
  const said = rows.flatMap(({ rank, person }) => {
    const value = of(person);
    if (value === undefined) return [];
    const [{ source, place }] = person.evidence;
    return [{ rank, source, place, employee: person.employee, value }];
  });
  return said.sort(bySource);
}

/** By the order of sources, then by place and by what is said: never by the order of rows. */
export function bySource(a: Said, b: Said): number {
  return (
    a.rank - b.rank ||
    byPlace(a.place, b.place) ||
    compare(a.value, b.value) ||
    compare(a.employee ?? '', b.employee ?? '')
  );
}

/** `row 9` before `row 10`. */
export function byPlace(a: string, b: string): number {
  return a.length - b.length || compare(a, b);
}

/** @param fold what makes two spellings the same value */
export function differs(said: readonly Said[], fold = asWritten): boolean {
  return new Set(said.map(({ value }) => fold(value))).size > 1;
}

/** The value of the first source that gives one alone: a source that contradicts itself says nothing. */
export function takenOf(said: readonly Said[], fold = asWritten): string | undefined {
  for (const rank of new Set(said.map(({ rank }) => rank))) {
    const values = said.filter((one) => one.rank === rank);
    if (!differs(values, fold)) return values.map(({ value }) => value).sort(compare)[0];
  }
  return undefined;
}

/** For a conflict. A source that was joined with itself says everything once. */
export function sayingsOf(said: readonly Said[]): readonly Saying[] {
  return onceEach(said.map(({ source, place, employee, value }) => Object.freeze({ source, place, employee, value })));
}

/** The same things, frozen, each once; plain data whose keys stand in one order. */
export function onceEach<T>(things: readonly T[]): readonly T[] {
  return Object.freeze([...new Map(things.map((thing) => [JSON.stringify(thing), thing])).values()]);
}

function asWritten(value: string): string {
  return value;
}

import { counted } from '../../model/figures.ts';
import { compare } from '../../model/order.ts';
import { claimsOf } from '../people/logins.ts';
import { byPlace, rowsByEmployee, type Said } from '../people/said.ts';
import { type Check, type Judged, the } from './judged.ts';
import { inRows, listed } from './words.ts';

/** Each employee stands in one row. */
export function employees({ records, source }: Judged): ReturnType<Check> {
  const twice = [...rowsByEmployee([records])]
    .filter(([, rows]) => rows.length > 1)
    .map(([employee, rows]) => [employee, rows.map(({ person }) => person.evidence[0].place)] as const);
  if (twice.length === 0) return [];
  const message = `${the(source)} has ${counted(twice.length, 'employee id')} in more than one row: ${named(twice)}. Have each employee exported once.`;
  return [{ message, figures: { duplicates: twice.length } }];
}

/** Each login is one employee's, in whatever case it is written. */
export function logins({ records, source }: Judged): ReturnType<Check> {
  const twice = [...claimsOf([records])]
    .filter(([, claims]) => isOfSeveral(claims))
    .map(([login, claims]) => [login, claims.map(({ place }) => place)] as const);
  if (twice.length === 0) return [];
  const message = `${the(source)} gives ${counted(twice.length, 'login')} to more than one employee: ${named(twice)}. Have it put right whose it is.`;
  return [{ message, figures: { duplicates: twice.length } }];
}

/** One employee in two rows is said already; of two rows that name nobody, each is somebody else's. */
function isOfSeveral([first, ...others]: readonly Said[]): boolean {
  return others.some(({ employee }) => employee === undefined || employee !== first?.employee);
}

/** The same whatever the order of rows. */
function named(twice: readonly (readonly [string, readonly string[]])[]): string {
  const sorted = twice.toSorted(([a], [b]) => compare(a, b));
  return listed(sorted.map(([name, places]) => inRows(name, places.toSorted(byPlace))));
}

import { type Key, keyOf } from '../../model/identity.ts';
import { compare } from '../../model/order.ts';
import type { Conflict, People, Records } from '../../model/people.ts';
import type { Person } from '../../model/person.ts';
import { claimsOf, isShared } from './logins.ts';
import { merged } from './merged.ts';
import { byPlace, onceEach, rowsByEmployee, type Said, sayingsOf } from './said.ts';
import { unknown } from './status.ts';

/**
 * What all sources say together, put together by employee id. Attributes are those of the first source that has them;
 * a status is what every row says, or unknown. Nobody in a login conflict is left.
 * @param records of every source in the roster, in its order. While one is missing, nothing may be concluded from the
 * others: it might call active whom they call left, and its attributes might come first.
 */
export function joined(records: readonly Records[]): People {
  const all = [...rowsByEmployee(records)]
    .sort(([a], [b]) => compare(a, b))
    .map(([employee, rows]) => merged(employee, rows));
  const claims = claimsOf(records);
  const conflicts = [...all.flatMap(({ conflicts }) => conflicts), ...sharedLogins(claims)];
  const inLoginConflict = partiesOf(conflicts);
  return Object.freeze({
    people: Object.freeze(all.map(({ person }) => keptIf(inLoginConflict.employees.has(person.employee), person))),
    conflicts: Object.freeze(conflicts),
    rowsWithoutEmployee: withoutEmployee(records),
    inLoginConflict,
  });
}

/** Whoever is said to have left is kept where it is not certain whose account would be taken. */
export function keptIf(inConflict: boolean, person: Person): Person {
  if (!inConflict || person.status.kind !== 'left') return person;
  return Object.freeze({ ...person, status: unknown('login-conflict') });
}

function sharedLogins(claims: ReadonlyMap<Key, readonly Said[]>): readonly Conflict[] {
  return [...claims]
    .filter(([, claims]) => isShared(claims))
    .sort(([a], [b]) => compare(a, b))
    .map(([login, claims]) => Object.freeze({ kind: 'shared-login', login, sayings: sayingsOf(claims) }));
}

function partiesOf(conflicts: readonly Conflict[]): People['inLoginConflict'] {
  const sayings = conflicts.flatMap(({ kind, sayings }) =>
    kind === 'shared-login' || kind === 'several-logins' ? sayings : [],
  );
  return Object.freeze({
    employees: new Set(sayings.flatMap(({ employee }) => employee ?? []).sort(compare)),
    logins: new Set(sayings.map(({ value }) => keyOf(value)).sort(compare)),
  });
}

function withoutEmployee(records: readonly Records[]): People['rowsWithoutEmployee'] {
  return onceEach(
    records.flatMap(({ rowsWithoutEmployee }) => rowsWithoutEmployee.toSorted((a, b) => byPlace(a.place, b.place))),
  );
}

import type { Person } from '../../model/person.ts';
import { managerOf } from './attributes.ts';
import { some, type Truth } from './truth.ts';

/** ByEmployee by employee id. */
export type ByEmployee = ReadonlyMap<string, Person>;

/** Longer than any organisation is deep. */
const stepsAtMost = 64;

interface Chain {
  /** Employee ids, nearest first, each once. */
  readonly managers: ReadonlySet<string>;
  /** It goes round, or on for ever: where it leads cannot be told. */
  readonly broken: boolean;
}

/** From a person upwards, as far as the data goes. Who is their own manager is at the top. */
export function chainOf(employee: string, people: ByEmployee): Chain {
  const managers = new Set<string>();
  let below = employee;
  while (managers.size < stepsAtMost) {
    const person = people.get(below);
    const above = person === undefined ? undefined : managerOf(person);
    if (above === undefined || above === below) return { managers, broken: false };
    if (above === employee || managers.has(above)) return { managers, broken: true };
    managers.add(above);
    below = above;
  }
  return { managers, broken: true };
}

/**
 * Whether a person reports to one of these employees, directly or through others. A chain that ends without meeting a
 * manager tells nothing: a link may be missing. It is false only where the chain passes by the manager, and comes to
 * somebody to whom the manager reports as well. Nobody reports to themselves.
 */
export function reportsTo(employees: readonly string[], people: ByEmployee): (person: Person) => Truth {
  const above = new Map(employees.map((employee) => [employee.trim(), chainOf(employee.trim(), people)]));
  return (person) => {
    const chain = chainOf(person.employee, people);
    return some([...above].map(([manager, its]) => isBelow(person, chain, manager, its)));
  };
}

function isBelow(person: Person, chain: Chain, manager: string, above: Chain): Truth {
  if (person.employee === manager) return false;
  if (chain.managers.has(manager)) return true;
  if (above.broken) return 'unknown';
  return [person.employee, ...chain.managers].some((employee) => above.managers.has(employee)) ? false : 'unknown';
}

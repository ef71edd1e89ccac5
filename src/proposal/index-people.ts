import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { User } from '../model/org-state.ts';
import type { Person } from '../model/person.ts';

/** Ways to find people, and users by employee. */
export interface PeopleIndex {
  /** Whose employee id is theirs alone. */
  readonly byEmployee: ReadonlyMap<string, Person>;
  /** Several people under one employee id. */
  readonly doubles: readonly (readonly Person[])[];
  /** Who has a login in HR, by employee id. */
  readonly claimants: ReadonlyMap<Key, readonly Person[]>;
  /** Users whom the state binds to an employee. */
  readonly usersOf: ReadonlyMap<string, readonly Key[]>;
  /** The person a user is, by employee id, and by login where the state has none. */
  readonly personFor: (key: Key, user: User) => Person | undefined;
}

export function indexPeople(people: readonly Person[], users: readonly (readonly [Key, User])[]): PeopleIndex {
  const sorted = [...people].sort((a, b) => compare(a.employee, b.employee));
  const groups = grouped(sorted, ({ employee }) => employee);
  const byEmployee = new Map(
    [...groups].flatMap(([employee, [person, ...others]]) =>
      person === undefined || others.length > 0 ? [] : [[employee, person] as const],
    ),
  );
  const claimants = grouped(sorted, loginOf);
  const bound = grouped(users, ([, { employee }]) => employee);
  const usersOf = new Map([...bound].map(([employee, entries]) => [employee, entries.map(([key]) => key)] as const));
  return {
    byEmployee,
    doubles: [...groups.values()].filter((group) => group.length > 1),
    claimants,
    usersOf,
    personFor: (key, user) => {
      if (user.employee !== undefined) return byEmployee.get(user.employee);
      const [claimant, ...others] = claimants.get(key) ?? [];
      const isTheirs = claimant !== undefined && others.length === 0 && !usersOf.has(claimant.employee);
      return isTheirs ? claimant : undefined;
    },
  };
}

/** The login that HR has for a person, folded. */
export function loginOf({ login }: Person): Key | undefined {
  return login === undefined || login.trim() === '' ? undefined : keyOf(login.trim());
}

function grouped<T, K>(items: readonly T[], keyFor: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyFor(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

import type { Person } from '../../model/person.ts';

/** The attribute that holds the employee id of a person's manager. */
const manager = 'manager';

/** What HR says, or undefined where it says nothing. `employee` is an attribute that everybody has. */
export function attributeOf(person: Person, name: string): string | undefined {
  if (name === 'employee') return person.employee;
  const value = Object.hasOwn(person.attributes, name) ? person.attributes[name] : undefined;
  return value === undefined || value.trim() === '' ? undefined : value;
}

/** The manager's employee id, as it is written: employee ids are never folded. */
export function managerOf(person: Person): string | undefined {
  return attributeOf(person, manager)?.trim();
}

import type { Value } from './parse-yaml.ts';
import type { Places } from './places.ts';
import type { SchemaProblem } from './schema-problems.ts';

/**
 * Takes out of a value the entries that the schema refused, so that all the rest of the file can still be understood.
 * @returns undefined where the value as a whole was refused
 */
export function prune(root: Value, problems: readonly SchemaProblem[], places: Places): Value | undefined {
  const refused = new Map<object, Set<string | number>>();
  for (const { container, key } of problems) {
    if (container === undefined || key === undefined) return undefined;
    const keys = refused.get(container) ?? new Set();
    refused.set(container, keys.add(key));
  }
  for (const [container, keys] of refused) {
    if (Array.isArray(container)) pruneList(container as Value[], keys, places);
    else for (const key of keys) Reflect.deleteProperty(container, key);
  }
  return root;
}

function pruneList(list: Value[], refused: ReadonlySet<string | number>, places: Places): void {
  const left = [...list.keys()].filter((index) => !refused.has(index));
  places.keepOnly(list, left);
  const values = left.map((index) => list[index] as Value);
  list.splice(0, list.length);
  for (const value of values) list.push(value);
}

import { type Key, keyOf } from '../model/identity.ts';
import type { Value } from './parse-yaml.ts';

/** What an edited file is to mean, worked out apart from its text. */

/** A map as the parser makes it. */
export type Plain = Readonly<Record<string, Value>>;

/** Without prototype, as the parser's maps are, so that two can be compared. */
export function bare(entries: Readonly<Record<string, Value>>): Plain {
  return Object.assign(Object.create(null) as object, entries) as Plain;
}

/** A map with another value, or none, under a key. */
export function withKey(map: Value | undefined, key: string, value: Value | undefined): Value {
  const entries = Object.entries(map ?? {}).filter(([name]) => name !== key);
  return bare(
    Object.fromEntries<Value>(
      value === undefined ? entries : [...entries, [key, isPlain(value) ? bare(value) : value]],
    ),
  );
}

export function isPlain(value: Value | undefined): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map under a key; empty where there is none. */
export function mapAt(value: Value | undefined, key: string): Plain {
  const found = isPlain(value) ? value[key] : undefined;
  return isPlain(found) ? found : bare({});
}

/** The list under a key; empty where there is none. */
export function listAt(value: Value | undefined, key: string): readonly Value[] {
  const found = isPlain(value) ? value[key] : undefined;
  return Array.isArray(found) ? (found as readonly Value[]) : [];
}

/** A name for comparison; '' for what is no name. */
export function folded(value: Value | undefined): Key {
  return keyOf(typeof value === 'string' ? value : '');
}

/** How a map spells a name. */
export function spelling(map: Plain, name: string): string | undefined {
  return Object.keys(map).find((key) => keyOf(key) === keyOf(name));
}

import type { JsonValue } from '../json-value.ts';

export type JsonObject = Readonly<Record<string, JsonValue>>;

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What an object holds under a name, whatever its case (https://www.rfc-editor.org/rfc/rfc7643#section-2.1). Where it
 * holds two things under one name, neither is the one.
 */
export function memberOf(object: JsonObject, name: string): JsonValue | undefined {
  const folded = name.toLowerCase();
  const keys = Object.keys(object).filter((key) => key.toLowerCase() === folded);
  const [key] = keys;
  return key === undefined || keys.length > 1 ? undefined : object[key];
}

import { UsageError } from '../../../model/errors.ts';
import type { JsonValue } from '../json-value.ts';
import { isObject, type JsonObject, memberOf } from './members.ts';

/** Where in a user the text of a column stands: https://www.rfc-editor.org/rfc/rfc7644#section-3.10 */
export interface Path {
  /** URN of the extension that it belongs to; undefined for the core schema. */
  readonly schema: string | undefined;
  readonly attribute: string;
  /** Of several values, those that have this. */
  readonly filter: { readonly attribute: string; readonly value: string } | undefined;
  readonly sub: string | undefined;
}

const name = '[a-z$][\\w$-]*';
const form = new RegExp(
  `^(?:(?<schema>urn:.+):)?(?<attribute>${name})(?:\\[ ?(?<on>${name}) eq (?<value>"[^"\\\\]*"|true|false) ?\\])?(?:\\.(?<sub>${name}))?$`,
  'i',
);
const core = 'urn:ietf:params:scim:schemas:core:2.0:user';

/**
 * @param column as in `userName`, `name.formatted`, `emails[type eq "work"].value` or `urn:…:User:department`
 * @throws UsageError where it is no such path
 */
export function parsedPath(column: string, source: string): Path {
  const { schema, attribute, on, value, sub } = form.exec(column)?.groups ?? {};
  if (attribute === undefined) {
    const message = `source ${source}: ${JSON.stringify(column)} is no path to an attribute of SCIM: correct columns in roster.yaml, as in userName, name.formatted or emails[type eq "work"].value`;
    throw new UsageError('bad-hr-column', message);
  }
  return {
    schema: schema?.toLowerCase() === core ? undefined : schema,
    attribute,
    filter: on === undefined ? undefined : { attribute: on, value: (value ?? '').replaceAll('"', '') },
    sub,
  };
}

/**
 * All texts that a user has there: true and false are words. Of several values the one that is `primary` alone counts,
 * where one is.
 * @returns undefined where there are parts, of which the path names none
 */
export function textsAt(user: JsonObject, { schema, attribute, filter, sub }: Path): readonly string[] | undefined {
  const holder = schema === undefined ? user : memberOf(user, schema);
  const held = isObject(holder) ? memberOf(holder, attribute) : undefined;
  const all = listed(held).filter((value) => filter === undefined || has(value, filter.attribute, filter.value));
  const primary = all.filter((value) => has(value, 'primary', 'true'));
  const texts = (primary.length === 1 ? primary : all).map((value) => textOf(value, sub));
  return texts.includes('parts') ? undefined : texts.flatMap((text) => (typeof text === 'string' ? [] : [text.is]));
}

/** Null and an empty list are no value: https://www.rfc-editor.org/rfc/rfc7643#section-2.5 */
function listed(value: JsonValue | undefined): readonly JsonValue[] {
  const values = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return values.filter((one) => one !== undefined && one !== null);
}

function has(value: JsonValue, attribute: string, wanted: string): boolean {
  const found = isObject(value) ? memberOf(value, attribute) : undefined;
  return (typeof found === 'string' || typeof found === 'boolean') && `${found}`.toLowerCase() === wanted.toLowerCase();
}

function textOf(value: JsonValue, sub: string | undefined): { readonly is: string } | 'none' | 'parts' {
  if (!isObject(value)) return typeof value === 'object' || sub !== undefined ? 'parts' : { is: String(value) };
  const part = memberOf(value, sub ?? 'value');
  if (part === null || (part === undefined && sub !== undefined)) return 'none';
  return part === undefined || typeof part === 'object' ? 'parts' : { is: String(part) };
}

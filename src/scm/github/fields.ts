import { ReadError } from '../../model/errors.ts';

/** Reading untrusted answers: each value is what it must be, or the read fails. `what` names it in the message. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw malformed(what, 'an object', value);
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw malformed(what, 'a list', value);
}

/** A name, title or time: longer ones are none that GitHub would give. */
export function textOf(value: unknown, what: string): string {
  if (typeof value === 'string' && value.length <= 2000) return value;
  throw malformed(what, 'a text', value);
}

/** A login, slug or name: never empty, and nothing that could leave a URL's segment or a terminal's line. */
export function nameOf(value: unknown, what: string): string {
  const name = textOf(value, what);
  if (/^[^\s/\\\p{Cc}]{1,255}$/u.test(name)) return name;
  throw malformed(what, 'a name', value);
}

/** A count or numeric id. */
export function numberOf(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw malformed(what, 'a number', value);
}

export function flagOf(value: unknown, what: string): boolean {
  if (typeof value === 'boolean') return value;
  throw malformed(what, 'true or false', value);
}

export function malformed(what: string, due: string, value: unknown): ReadError {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  return new ReadError('malformed-answer', `GitHub's answer is not whole: ${what} is ${got}, not ${due}. Try again.`);
}

import type { Context } from 'hono';
import type { Env } from '../app.ts';
import { refusal } from './answers.ts';

export type Body = Readonly<Record<string, unknown>>;

/** The JSON object of a request; nothing at all, and null (which go-github sends for nothing), is an empty one. */
export async function bodyOf(c: Context<Env>): Promise<Body> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return {};
    if (isObject(value)) return value;
  } catch {
    // answered below, as for any other text
  }
  throw refusal(400, 'Problems parsing JSON');
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw malformed(name, value, 'a string');
}

export function numberIn(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw malformed(name, value, 'an integer');
}

export function booleanIn(body: Body, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw malformed(name, value, 'a boolean');
}

export function listIn<T extends 'string' | 'number'>(
  body: Body,
  name: string,
  of: T,
): (T extends 'string' ? string : number)[] {
  const value = body[name] ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === of)) {
    return value as (T extends 'string' ? string : number)[];
  }
  throw malformed(name, value, `an array of ${of}s`);
}

/** One of a few words, or undefined where the field is absent. */
export function wordIn<T extends string>(body: Body, name: string, words: readonly T[]): T | undefined {
  const value = textIn(body, name);
  if (value === undefined || (words as readonly string[]).includes(value)) return value as T | undefined;
  throw refusal(422, `Invalid request.\n\n${value} is not a member of ${JSON.stringify(words)}.`);
}

export function required<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw refusal(422, `Invalid request.\n\n"${name}" wasn't supplied.`);
}

function malformed(name: string, value: unknown, kind: string) {
  return refusal(422, `Invalid request.\n\nFor '${name}', ${JSON.stringify(value)} is not ${kind}.`);
}

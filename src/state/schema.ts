import { readFileSync } from 'node:fs';
import { type ErrorObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Kind } from './layout.ts';

const kinds: readonly Kind[] = ['organization', 'policy', 'roster', 'exceptions', 'users', 'team', 'repo'];
let compiled: ReadonlyMap<Kind, ValidateFunction> | undefined;

/** What the schema of this kind of file finds wrong with a value. Pure but for reading the schemas once. */
export function schemaErrors(kind: Kind, value: unknown): readonly ErrorObject[] {
  compiled ??= compile();
  const validate = compiled.get(kind);
  if (validate === undefined) throw new TypeError(`there is no schema for ${kind}`);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** The schemas stand beside src/ and dist/ alike. */
function readSchema(name: string): Record<string, unknown> {
  const url = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}

function compile(): ReadonlyMap<Kind, ValidateFunction> {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, strictRequired: false });
  ajv.addFormat('date', isDate);
  ajv.addSchema(readSchema('definitions'));
  return new Map(kinds.map((kind) => [kind, ajv.compile(readSchema(kind))]));
}

/** A day that the calendar has, written as 2026-11-20. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

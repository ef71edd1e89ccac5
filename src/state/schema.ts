import { readFileSync } from 'node:fs';
import { type ErrorObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Kind } from './layout.ts';

const compiled = new Map<Kind, ValidateFunction>();

/** What the schema of this kind of file finds wrong with a value. Pure but for reading each schema once. */
export function schemaErrors(kind: Kind, value: unknown): readonly ErrorObject[] {
  const validate = compiled.get(kind) ?? compile(kind);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** The schemas stand beside src/ and dist/ alike. */
function readSchema(name: string): Record<string, unknown> {
  const url = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}

let ajv: Ajv2020 | undefined;

/** When the first file of its kind comes: that costs more than a hundred files do. */
function compile(kind: Kind): ValidateFunction {
  ajv ??= withDefinitions();
  const validate = ajv.compile(readSchema(kind));
  compiled.set(kind, validate);
  return validate;
}

/** That our own schemas are schemas is for tests to find out; here it would take half of the time. */
function withDefinitions(): Ajv2020 {
  const made = new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strictRequired: false,
    validateSchema: false,
    meta: false,
  });
  made.addFormat('date', isDate);
  return made.addSchema(readSchema('definitions'));
}

/** A day that the calendar has, written as 2026-11-20. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** The definition of each kind of entry, by its own word. */
const definitions: Readonly<Record<string, string>> = {
  run: 'run',
  'take-over': 'takeOver',
  request: 'request',
  outcome: 'outcome',
  check: 'check',
  end: 'end',
};

let compiled: ReadonlyMap<string, ValidateFunction> | undefined;

/**
 * What is wrong with an entry, in a few words; undefined where nothing is. Its own kind is looked at alone, which says
 * more than that it fits none, and costs a fraction.
 */
export function whyNoEntry(value: unknown): string | undefined {
  compiled ??= compile();
  const word = typeof value === 'object' && value !== null && 'entry' in value ? String(value.entry) : '';
  const validate = compiled.get(word);
  if (validate === undefined) return 'it is no entry of a journal';
  if (validate(value)) return undefined;
  const error = validate.errors?.[0];
  return `${error?.instancePath ?? ''} ${error?.message ?? 'does not fit'}`.trim();
}

/** When the first line comes: most commands read no journal. That our schemas are schemas is for tests to find out. */
function compile(): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv2020({ allowUnionTypes: true, validateSchema: false, meta: false });
  ajv.addSchema([readSchema('plan'), readSchema('journal')]);
  return new Map(
    Object.entries(definitions).map(([word, definition]) => [
      word,
      ajv.compile({ $ref: `journal.schema.json#/$defs/${definition}` }),
    ]),
  );
}

/** The schemas stand beside src/ and dist/ alike. */
function readSchema(name: string): Record<string, unknown> {
  const url = new URL(`../../../schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}

import type { ErrorObject } from 'ajv';
import { quoteIt, type Value, type YamlProblem } from './parse-yaml.ts';
import type { Places } from './places.ts';
import { didYouMean } from './suggest.ts';

/** One finding of the schema, with the entry that it is about: `key` of `container`; both undefined for the whole file. */
export interface SchemaProblem extends YamlProblem {
  readonly container: object | undefined;
  readonly key: string | number | undefined;
}

/** Turns what ajv says into problems with a place and words for people. */
export function schemaProblems(root: Value, errors: readonly ErrorObject[], places: Places): SchemaProblem[] {
  return telling(errors).map((error) => {
    const steps = stepsOf(error);
    const { container, key } = follow(root, steps);
    const span = container === undefined || key === undefined ? undefined : places.span(container, key);
    const offset = span === undefined ? 0 : pointsAtKey(error) ? span.key : span.value;
    return { container, key, offset, message: messageOf(error, steps.at(-1), span?.source) };
  });
}

/**
 * Where one of several shapes would do, ajv reports every shape that does not fit. What lies deeper says more than the
 * choice itself; otherwise the choice says it all. That something is missing goes without saying where a key is named.
 */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const said = errors.filter((error) => error.keyword !== 'propertyNames' && !/\/oneOf\/\d/.test(error.schemaPath));
  const having = (keyword: string): ReadonlySet<string> =>
    new Set(said.filter((error) => error.keyword === keyword).map(({ instancePath }) => instancePath));
  const [choices, incomplete] = [having('anyOf'), having('required')];
  const deeper = new Set([...choices].filter((path) => said.some((error) => isBelow(error, path))));
  return said.filter((error) => {
    if (error.keyword === 'minProperties') return !incomplete.has(error.instancePath);
    if (!choices.has(error.instancePath) || isInside(error)) return true;
    return error.keyword === 'anyOf' && !deeper.has(error.instancePath);
  });
}

function isBelow(error: ErrorObject, path: string): boolean {
  return error.instancePath.startsWith(`${path}/`) || (error.instancePath === path && isInside(error));
}

function isInside({ keyword }: ErrorObject): boolean {
  return keyword === 'additionalProperties' || keyword === 'required' || keyword === 'minProperties';
}

function pointsAtKey(error: ErrorObject): boolean {
  return isInside(error) || error.keyword === 'oneOf' || error.propertyName !== undefined;
}

/** The way to the entry that the error is about. */
function stepsOf(error: ErrorObject): string[] {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (error.propertyName !== undefined) return [...steps, error.propertyName];
  if (error.keyword !== 'additionalProperties') return steps;
  return [...steps, (error.params as { additionalProperty: string }).additionalProperty];
}

function follow(root: Value, steps: readonly string[]): Pick<SchemaProblem, 'container' | 'key'> {
  let container: object | undefined;
  let key: string | number | undefined;
  let value: Value | undefined = root;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) break;
    container = value;
    key = Array.isArray(value) ? Number(step) : step;
    value = (value as Record<string, Value>)[step];
  }
  return { container, key };
}

interface Described {
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** A secret may stand here by mistake: it is not shown. */
  readonly writeOnly?: boolean;
}

function messageOf(error: ErrorObject, name: string | undefined, source: string | undefined): string {
  const schema = error.parentSchema as Described;
  const described = schema.description === undefined ? '' : `. ${schema.description}`;
  if (schema.writeOnly === true) return `what stands here will not do${described}`;
  switch (error.keyword) {
    case 'additionalProperties':
      return `unknown key ${JSON.stringify(name)}${didYouMean(name ?? '', Object.keys(schema.properties ?? {}))}`;
    case 'required':
      return `the key ${JSON.stringify((error.params as { missingProperty: string }).missingProperty)} is missing`;
    case 'dependentRequired':
      return dependentMessage(error.params as { property: string; missingProperty: string });
    case 'type':
      if (schema.format === 'date') return `${source ?? show(error.data)} is not a date${described}`;
      // Quotes alone would not make a duration of a number.
      if (typeof error.data === 'number' && schema.pattern !== undefined && !fits(source ?? '', schema.pattern))
        return `${source ?? show(error.data)} will not do here${described}`;
      return typeMessage(error, name, source);
    case 'enum':
      return enumMessage(error);
    case 'format':
      return `${show(error.data)} is not a date${described}`;
    case 'minProperties':
      return `something is missing here${described}`;
    case 'oneOf':
      return `this needs exactly one of several keys${described}`;
    default:
      return `${show(error.propertyName ?? error.data)} will not do here${described}`;
  }
}

function dependentMessage({ property, missingProperty }: { property: string; missingProperty: string }): string {
  return `${JSON.stringify(property)} stands here without ${JSON.stringify(missingProperty)}: write both, or neither`;
}

/** @param pattern of our own schemas, never of a file */
function fits(text: string, pattern: string): boolean {
  return new RegExp(pattern, 'u').test(text);
}

function typeMessage(error: ErrorObject, name: string | undefined, source: string | undefined): string {
  const wanted = [(error.params as { type: string | string[] }).type].flat();
  const { data } = error as { data: unknown };
  if (data === null && source === undefined) return missingValue(name, wanted);
  if (wanted.includes('string') && typeof data !== 'object') return quoteIt(source ?? show(data), data);
  if (data === null && wanted.includes('string')) return quoteIt(source ?? 'null', data);
  return `${kindOf(data)} stands where ${wanted.map((type) => due[type] ?? type).join(' or ')} is due`;
}

function missingValue(name: string | undefined, wanted: readonly string[]): string {
  const subject = name === undefined || /^\d+$/.test(name) ? 'this' : JSON.stringify(name);
  const none = wanted.includes('array')
    ? ': write [] for none'
    : wanted.includes('object')
      ? ': write {} for none'
      : '';
  return `${subject} has no value${none}${none === '' ? ': give it one, or' : ', or'} leave it out`;
}

const due: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a map',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function kindOf(data: unknown): string {
  if (Array.isArray(data)) return 'a list';
  return typeof data === 'object' && data !== null ? 'a map' : show(data);
}

/** What REST and other tools call the same thing. */
const synonyms: Readonly<Record<string, string>> = { pull: 'read', push: 'write', admin: 'owner', visible: 'closed' };

function enumMessage(error: ErrorObject): string {
  const allowed = (error.params as { allowedValues: readonly string[] }).allowedValues;
  const word = String(error.data);
  const synonym = Object.hasOwn(synonyms, word) ? synonyms[word] : undefined;
  const hint =
    synonym !== undefined && allowed.includes(synonym) ? `; did you mean "${synonym}"?` : didYouMean(word, allowed);
  return `${kindOf(error.data)} stands where one of ${allowed.join(', ')} is due${hint}`;
}

/** A value as a short text; what came from a file may be long. */
function show(data: unknown): string {
  const text = JSON.stringify(data) ?? String(data);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

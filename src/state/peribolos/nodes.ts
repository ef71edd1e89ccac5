import { type ParsedYaml, parseYaml, quoteIt, type Value } from '../parse-yaml.ts';
import type { Span } from '../places.ts';
import type { Notes } from './notes.ts';
import type { Place, Word } from './written.ts';

/** A file by the name that the user knows it by. */
export interface PeribolosFile {
  readonly file: string;
  readonly text: string;
}

/** A value in a file, and where it stands. */
export interface Node extends Place {
  readonly value: Value | undefined;
  readonly source: Source;
  /** How it is spelled, where YAML reads it as something else than text. */
  readonly spelled?: string;
  readonly comment: string;
}

interface Source extends Pick<ParsedYaml, 'places'> {
  readonly file: string;
}

export interface Field {
  readonly key: Word;
  readonly value: Node;
}

/** The whole of a file as one node; what the parser has to say goes to the notes. */
export function parseFile({ file, text }: PeribolosFile, notes: Notes): Node {
  const { value, places, problems } = parseYaml(text);
  for (const { offset, message } of problems) notes.problem({ file, ...places.at(offset) }, message);
  const start = { file, line: 1, column: 1 };
  if (value === undefined && problems.length === 0) notes.problem(start, 'the file is empty');
  return { value, source: { file, places }, ...start, comment: '' };
}

/** A text; anything else there is a problem, numbers above all, for `249043822` is somebody's login. */
export function readWord(node: Node, notes: Notes): Word | undefined {
  const { value, file, line, column, comment, spelled } = node;
  if (typeof value === 'string') return { text: value, file, line, column, comment };
  notes.problem(
    node,
    isCollection(value) ? `one word is due here, not a ${kindOf(value)}` : quoteIt(spelled ?? '', value),
  );
  return undefined;
}

/** A list of texts; a key without a value is an empty list, as it is in Go. */
export function readWords(node: Node | undefined, notes: Notes): readonly Word[] {
  if (isNothing(node)) return [];
  if (Array.isArray(node.value)) {
    const list = node.value as readonly Value[];
    return list.flatMap((_, index) => readWord(childOf(node, list, index), notes) ?? []);
  }
  notes.problem(node, `a list is due here, not a ${kindOf(node.value)}`);
  return [];
}

/** The keys and values of a map; a key without a value is an empty map. */
export function readFields(node: Node | undefined, notes: Notes): ReadonlyMap<string, Field> {
  if (isNothing(node)) return new Map();
  if (!isCollection(node.value) || Array.isArray(node.value)) {
    notes.problem(node, `a map is due here, not a ${kindOf(node.value)}`);
    return new Map();
  }
  const map = node.value as Readonly<Record<string, Value>>;
  return new Map(Object.keys(map).map((key) => [key, fieldOf(node, map, key)]));
}

export function isNothing(node: Node | undefined): node is undefined {
  return node?.value === undefined || node.value === null;
}

function fieldOf(node: Node, map: Readonly<Record<string, Value>>, key: string): Field {
  const span = node.source.places.span(map, key);
  const value = childOf(node, map, key);
  const { file, comment } = value;
  return { key: { text: key, file, ...node.source.places.at(span?.key ?? 0), comment }, value };
}

function childOf({ source }: Node, container: object, key: string | number): Node {
  const span: Span | undefined = source.places.span(container, key);
  return {
    value: (container as Readonly<Record<string | number, Value>>)[key],
    source,
    file: source.file,
    ...source.places.at(span?.value ?? 0),
    ...(span?.source !== undefined && { spelled: span.source }),
    comment: source.places.comment(span),
  };
}

function isCollection(value: Value | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

function kindOf(value: Value | undefined): string {
  if (Array.isArray(value)) return 'list';
  return isCollection(value) ? 'map' : 'single word';
}

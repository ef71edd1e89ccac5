import { isCollection, isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { isDeepStrictEqual } from 'node:util';
import { RollcallError } from '../model/errors.ts';
import { keyOf } from '../model/identity.ts';
import { parseYaml, type Value } from './parse-yaml.ts';

/** A file cannot be edited as asked: it is not what it must be, or no edit of the text would mean what was asked. */
export class EditError extends RollcallError {
  /** In the file's text, from 1; undefined where no one line is to blame. */
  readonly line: number | undefined;

  constructor(code: string, message: string, options: ErrorOptions & { readonly line?: number | undefined } = {}) {
    super(code, message, options);
    this.line = options.line;
  }
}

export type ParsedMap = YAMLMap.Parsed;
export type Collection = ParsedMap | YAMLSeq.Parsed;
export type Entry = Pair<ParsedNode, ParsedNode | null>;

export interface OpenFile {
  /** Undefined where the file holds nothing but comments. */
  readonly root: ParsedMap | undefined;
  readonly value: Value;
}

/** The top map of a file and the value of it all; a file of comments alone has an empty map. */
export function openFile(text: string): OpenFile {
  const { root, value, problems } = parseYaml(text);
  if (problems.length > 0 || (root !== undefined && !isMap(root))) {
    const line = lineOf(text, problems[0]?.offset ?? 0);
    throw new EditError('not-editable', `this cannot be read: ${problems[0]?.message ?? 'it holds no map'}`, { line });
  }
  return { root, value: value ?? (Object.create(null) as Value) };
}

/**
 * Makes sure that an edited text means exactly what was asked, and nothing else moved.
 * @throws EditError where it does not; the caller keeps the text it had
 */
export function meaning(text: string, wanted: Value): string {
  const { value, problems } = parseYaml(text);
  if (problems.length === 0 && isDeepStrictEqual(value, wanted)) return text;
  throw new EditError('edit-failed', 'the edit would change more than was asked');
}

/** The entry of a map by name, in any case. */
export function entryIn(map: ParsedMap | undefined, name: string): Entry | undefined {
  return map?.items.find(({ key }) => isScalar(key) && keyOf(String(key.value)) === keyOf(name));
}

/** Replaces `start` to `end` of a text. */
export function splice(text: string, start: number, end: number, insert: string): string {
  return text.slice(0, start) + insert + text.slice(end);
}

/** A part of a text and what comes in its place. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** Several splices of one text in one go, however many they are. What is put in at the same place keeps its order. */
export function spliceAll(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, insert } of splices.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), insert);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** How the file ends its lines. */
export function eolOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line's content ends: before the line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return text[at - 1] === '\r' && at > offset ? at - 1 : at;
}

/** Where the next line starts; the text's end on the last. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** Where the entry begins. */
export function startOf(entry: Entry | ParsedNode): number {
  return 'key' in entry ? entry.key.range[0] : entry.range[0];
}

/** Where the entry's last character stands, comments and blank lines after it not counted. */
export function endOf(text: string, entry: Entry | ParsedNode): number {
  if ('key' in entry) return entry.value === null ? entry.key.range[1] : endOf(text, entry.value);
  if (isCollection(entry) && entry.flow !== true) {
    const last = entry.items.at(-1);
    if (last !== undefined) return endOf(text, last);
  }
  const end = entry.range[1];
  return end - (/[\r\n]*$/.exec(text.slice(entry.range[0], end))?.[0].length ?? 0);
}

/** Just behind the colon of an entry. */
export function afterColon(text: string, entry: Entry): number {
  return text.indexOf(':', entry.key.range[1]) + 1;
}

/** The list or map that an entry holds; undefined where it is empty or there is none. */
export function collectionOf(entry: Entry | undefined): Collection | undefined {
  const value = entry?.value;
  if (!isMap(value) && !isSeq(value)) return undefined;
  return value.items.length === 0 ? undefined : value;
}

/**
 * Writes a flow list or map as a block, one entry a line; comments inside it stay with their entries.
 * `members: [a, b] # c` becomes `members: # c` with `- a` and `- b` below.
 */
export function expandFlow(text: string, entry: Entry): string {
  const flow = collectionOf(entry);
  if (flow?.flow !== true) return text;
  const indent = `${text.slice(lineStart(text, startOf(entry)), startOf(entry)).replace(/\S/g, ' ')}  `;
  const bullet = isSeq(flow) ? '- ' : '';
  const lines: string[] = [];
  const items = flow.items as readonly (Entry | ParsedNode)[];
  let gapStart = flow.range[0] + 1;
  for (const item of items) {
    addComments(lines, text.slice(gapStart, startOf(item)), indent);
    lines.push(`${indent}${bullet}${text.slice(startOf(item), endOf(text, item))}`);
    gapStart = endOf(text, item);
  }
  addComments(lines, text.slice(gapStart, flow.range[1] - 1), indent);
  const end = lineEnd(text, flow.range[1]);
  const beside = text.slice(flow.range[1], end).trim();
  const head = beside === '' ? '' : ` ${beside}`;
  return splice(text, afterColon(text, entry), end, [head, ...lines].join(eolOf(text)));
}

/** Between two entries of a flow collection stand commas, blanks and comments; on the first line beside the entry. */
function addComments(lines: string[], gap: string, indent: string): void {
  for (const [index, line] of gap.split('\n').entries()) {
    const comment = /#.*/.exec(line)?.[0].trim();
    if (comment === undefined) continue;
    const last = lines.at(-1);
    if (index === 0 && last !== undefined) lines[lines.length - 1] = `${last} ${comment}`;
    else lines.push(`${indent}${comment}`);
  }
}

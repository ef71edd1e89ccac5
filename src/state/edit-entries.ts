import { isMap, isScalar, type ParsedNode } from 'yaml';
import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import {
  afterColon,
  type Collection,
  collectionOf,
  endOf,
  type Entry,
  EditError,
  entryIn,
  eolOf,
  expandFlow,
  lineEnd,
  lineOf,
  lineStart,
  nextLine,
  openFile,
  type Splice,
  splice,
  spliceAll,
  startOf,
} from './edit-text.ts';

/** What a new entry sorts by, and the entry as YAML, without indent and bullet. */
export interface NewEntry {
  readonly name: string;
  readonly source: string;
}

/**
 * Adds entries to the list or map under `key`, each on a line of its own: in its place where the entries are sorted,
 * else at the end. A flow collection is expanded; a key that is missing comes to the end of the file.
 */
export function addEntries(text: string, key: string, kind: 'list' | 'map', entries: readonly NewEntry[]): string {
  const owner = ownerIn(text, key);
  if (owner === undefined) return addKey(text, key, kind, entries);
  const collection = collectionOf(owner);
  if (collection === undefined) return firstEntries(text, owner, kind, entries);
  if (collection.flow === true) return addEntries(expandFlow(text, owner), key, kind, entries);
  const items = itemsOf(collection);
  return spliceAll(text, insertions(text, owner, items, entries, prefixOf(text, items[0])));
}

/**
 * Removes each entry that has one of these names, with its line and the comment on it. A collection that becomes empty
 * says so: `[]` or `{}`.
 */
export function removeEntries(text: string, key: string, names: ReadonlySet<Key>): string {
  const owner = ownerIn(text, key);
  const collection = collectionOf(owner);
  if (owner === undefined || collection === undefined) return text;
  if (collection.flow === true) return removeEntries(expandFlow(text, owner), key, names);
  return removeItems(text, owner, (item) => names.has(keyOf(nameOf(item))));
}

/**
 * The key of a list or map whose lines are about to change.
 * @throws EditError where the file has no lines for its entries but braces
 */
export function ownerIn(text: string, key: string): Entry | undefined {
  const { root } = openFile(text);
  if (root?.flow !== true || root.items.length === 0) return entryIn(root, key);
  throw new EditError('not-editable', 'the file is written in braces', { line: lineOf(text, startOf(root)) });
}

/** Takes items out of a block list or map, each with its line; or with all that `linesOf` says are its own. */
export function removeItems(
  text: string,
  owner: Entry,
  isGone: (item: Item, index: number) => boolean,
  linesOf: (text: string, item: Item) => Splice = wholeLines,
): string {
  const collection = collectionOf(owner);
  const items = collection === undefined ? [] : itemsOf(collection);
  const cuts = items.filter(isGone).map((item) => linesOf(text, item));
  if (cuts.length === 0 || cuts.length < items.length) return spliceAll(text, cuts);
  const colon = afterColon(text, owner);
  return spliceAll(text, [{ start: colon, end: colon, insert: isMap(collection) ? ' {}' : ' []' }, ...cuts]);
}

/** Where new entries go among sorted ones, and behind the others. */
export function insertions(
  text: string,
  owner: Entry,
  items: readonly Item[],
  entries: readonly NewEntry[],
  prefix: string,
): Splice[] {
  const names = items.map((item) => keyOf(nameOf(item)));
  const sorted = isSorted(names);
  return (sorted ? byName(entries) : entries).map(({ name, source }) => {
    const previous = items[(sorted ? placeAmong(names, keyOf(name)) : items.length) - 1];
    const end = lineEnd(text, previous === undefined ? afterColon(text, owner) : endOf(text, previous));
    return { start: end, end, insert: `${eolOf(text)}${prefix}${source}` };
  });
}

export type Item = Entry | ParsedNode;

export function itemsOf(collection: Collection): readonly Item[] {
  return collection.items;
}

export function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || compare(names[index - 1] ?? '', name) <= 0);
}

function byName(entries: readonly NewEntry[]): NewEntry[] {
  return entries.toSorted((a, b) => compare(keyOf(a.name), keyOf(b.name)));
}

/** How many of these sorted names come before a new one. */
function placeAmong(names: readonly string[], name: string): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(names[middle] ?? '', name) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What an entry is called: a list's item, a map's key, or the first value of an item that is a map. */
export function nameOf(item: Item): string {
  const node = 'key' in item ? item.key : item;
  return isScalar(node) ? String(node.value) : '';
}

/** Adds whole lines at the end of a file; `{}`, which is all of an empty file, gives way to them. */
export function appendLines(text: string, lines: string): string {
  ownerIn(text, '');
  const { root } = openFile(text);
  const eol = eolOf(text);
  const open = root?.flow === true ? spliceAll(text, [wholeLines(text, root)]) : text;
  return `${open}${open === '' || open.endsWith('\n') ? '' : eol}${lines}${eol}`;
}

function addKey(text: string, key: string, kind: 'list' | 'map', entries: readonly NewEntry[]): string {
  const eol = eolOf(text);
  return appendLines(text, `${key}:${eol}${firstLines(kind, entries, '  ').join(eol)}`);
}

/** The first entries of a collection that is `[]`, `{}` or nothing at all. */
function firstEntries(text: string, owner: Entry, kind: 'list' | 'map', entries: readonly NewEntry[]): string {
  const start = afterColon(text, owner);
  const end = lineEnd(text, owner.value?.range[1] ?? start);
  const beside = text.slice(owner.value?.range[1] ?? start, end).trim();
  const indent = text.slice(lineStart(text, startOf(owner)), startOf(owner)).replace(/\S/g, ' ');
  const head = beside === '' ? '' : ` ${beside}`;
  return splice(text, start, end, [head, ...firstLines(kind, entries, `${indent}  `)].join(eolOf(text)));
}

function firstLines(kind: 'list' | 'map', entries: readonly NewEntry[], indent: string): string[] {
  return byName(entries).map(({ source }) => `${indent}${kind === 'list' ? '- ' : ''}${source}`);
}

/** What stands before an entry on its line: indent, and the bullet of a list. */
export function prefixOf(text: string, item: Item | undefined): string {
  if (item === undefined) return '  ';
  const prefix = text.slice(lineStart(text, startOf(item)), startOf(item));
  if (!/^[ ]*(- +)?$/.test(prefix)) throw notAlone(text, item);
  return prefix;
}

/** The lines that an entry has to itself. */
export function wholeLines(text: string, item: Item): Splice {
  prefixOf(text, item);
  const end = endOf(text, item);
  if (!/^[ \t]*(#.*)?$/.test(text.slice(end, lineEnd(text, end)))) throw notAlone(text, item);
  return { start: lineStart(text, startOf(item)), end: nextLine(text, end), insert: '' };
}

function notAlone(text: string, item: Item): EditError {
  const line = lineOf(text, startOf(item));
  return new EditError('not-editable', 'the entry shares its line with something else', { line });
}

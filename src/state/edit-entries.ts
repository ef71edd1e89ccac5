import { isMap, isScalar, type ParsedNode } from 'yaml';
import { keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import {
  afterColon,
  collectionOf,
  endOf,
  type Entry,
  EditError,
  entryIn,
  eolOf,
  expandFlow,
  lineEnd,
  lineStart,
  nextLine,
  openFile,
  splice,
  startOf,
} from './edit-text.ts';

/**
 * Adds an entry to the list or map under `key`, on a line of its own: in its place where the entries are sorted, else
 * at the end. A flow collection is expanded; a key that is missing comes to the end of the file.
 * @param name what the entry sorts by
 * @param source the entry as YAML, without indent and bullet
 */
export function addEntry(text: string, key: string, kind: 'list' | 'map', name: string, source: string): string {
  const { root } = openFile(text);
  const owner = entryIn(root, key);
  if (owner === undefined) return addKey(text, key, kind, source);
  const collection = collectionOf(owner);
  if (collection === undefined) return firstEntry(text, owner, kind, source);
  if (collection.flow === true) return addEntry(expandFlow(text, owner), key, kind, name, source);
  const items = collection.items as readonly (Entry | ParsedNode)[];
  const before = placeFor(items, name);
  const line = `${prefixOf(text, items[0])}${source}`;
  const previous = before === 0 ? undefined : items[before - 1];
  const at = previous === undefined ? afterColon(text, owner) : endOf(text, previous);
  const end = lineEnd(text, at);
  return splice(text, end, end, eolOf(text) + line);
}

/** Removes an entry with its line and the comment on it. A collection that becomes empty says so: `[]` or `{}`. */
export function removeEntry(text: string, key: string, name: string): string {
  const owner = entryIn(openFile(text).root, key);
  const collection = collectionOf(owner);
  if (owner === undefined || collection === undefined) throw notThere(name, key);
  if (collection.flow === true) return removeEntry(expandFlow(text, owner), key, name);
  const items = collection.items as readonly (Entry | ParsedNode)[];
  const named = items.filter((item) => keyOf(nameOf(item)) === keyOf(name));
  if (named.length === 0) throw notThere(name, key);
  const without = named.reduceRight((text, item) => removeLines(text, item), text);
  if (named.length < items.length) return without;
  const colon = afterColon(text, owner);
  return splice(without, colon, colon, isMap(collection) ? ' {}' : ' []');
}

function notThere(name: string, key: string): EditError {
  return new EditError('nothing-to-edit', `there is no ${name} under ${key} to remove`);
}

/** What an entry is called: a list's item, a map's key, or the first value of an item that is a map. */
export function nameOf(item: Entry | ParsedNode): string {
  const node = 'key' in item ? item.key : item;
  return isScalar(node) ? String(node.value) : '';
}

/** Adds whole lines at the end of a file; `{}`, which is all of an empty file, gives way to them. */
export function appendLines(text: string, lines: string): string {
  const { root } = openFile(text);
  const eol = eolOf(text);
  if (root?.flow === true && root.items.length > 0) {
    throw new EditError('not-editable', 'the file is written in braces: edit it by hand');
  }
  const open = root?.flow === true ? removeLines(text, root) : text;
  return `${open}${open === '' || open.endsWith('\n') ? '' : eol}${lines}${eol}`;
}

function addKey(text: string, key: string, kind: 'list' | 'map', source: string): string {
  const eol = eolOf(text);
  const lines = `${key}:${eol}  ${kind === 'list' ? '- ' : ''}${source}`;
  return appendLines(text, lines);
}

/** The first entry of a collection that is `[]`, `{}` or nothing at all. */
function firstEntry(text: string, owner: Entry, kind: 'list' | 'map', source: string): string {
  const start = afterColon(text, owner);
  const end = lineEnd(text, owner.value?.range[1] ?? start);
  const beside = text.slice(owner.value?.range[1] ?? start, end).trim();
  const indent = text.slice(lineStart(text, startOf(owner)), startOf(owner)).replace(/\S/g, ' ');
  const line = `${indent}  ${kind === 'list' ? '- ' : ''}${source}`;
  return splice(text, start, end, `${beside === '' ? '' : ` ${beside}`}${eolOf(text)}${line}`);
}

/** Before which entry a new one goes: only a sorted collection is kept sorted. */
function placeFor(items: readonly (Entry | ParsedNode)[], name: string): number {
  const names = items.map((item) => keyOf(nameOf(item)));
  const sorted = names.every((name, index) => index === 0 || compare(names[index - 1] ?? '', name) <= 0);
  if (!sorted) return items.length;
  const after = names.findIndex((other) => compare(other, keyOf(name)) > 0);
  return after < 0 ? items.length : after;
}

/** What stands before an entry on its line: indent, and the bullet of a list. */
function prefixOf(text: string, item: Entry | ParsedNode | undefined): string {
  if (item === undefined) return '  ';
  const prefix = text.slice(lineStart(text, startOf(item)), startOf(item));
  if (!/^[ ]*(- +)?$/.test(prefix)) throw notAlone();
  return prefix;
}

function removeLines(text: string, item: Entry | ParsedNode): string {
  prefixOf(text, item);
  const end = endOf(text, item);
  if (!/^[ \t]*(#.*)?$/.test(text.slice(end, lineEnd(text, end)))) throw notAlone();
  return splice(text, lineStart(text, startOf(item)), nextLine(text, end), '');
}

function notAlone(): EditError {
  return new EditError('not-editable', 'the entry shares its line with something else: edit this file by hand');
}

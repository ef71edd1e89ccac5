import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import {
  insertions,
  isSorted,
  type Item,
  itemsOf,
  nameOf,
  ownerIn,
  prefixOf,
  removeEntries,
  wholeLines,
} from './edit-entries.ts';
import {
  collectionOf,
  endOf,
  type Entry,
  entryIn,
  expandFlow,
  lineEnd,
  meaning,
  openFile,
  type ParsedMap,
  type Splice,
  spliceAll,
} from './edit-text.ts';
import { bare, folded, isPlain, withKey } from './edit-values.ts';
import type { Value } from './parse-yaml.ts';
import { scalarText } from './scalar.ts';

/** Edits of every entry that names somebody, under several keys of one file. Names are found in any case. */

/** Takes out each entry with one of these names, with its line; a file that has none stays as it is. */
export function removeNames(text: string, keys: readonly string[], names: ReadonlySet<Key>): string {
  const { value } = openFile(text);
  const held = keys.filter((key) => namesUnder(value, key).some((name) => names.has(keyOf(name))));
  if (held.length === 0) return text;
  const edited = held.reduce((text, key) => removeEntries(text, key, names), text);
  const wanted = held.reduce((value, key) => withKey(value, key, without(at(value, key), names)), value);
  return meaning(edited, wanted);
}

/**
 * Gives entries other names. What was sorted stays so: an entry whose new name belongs elsewhere moves there, with its
 * line and the comment on it.
 * @param names new ones by folded old ones
 */
export function renameNames(text: string, keys: readonly string[], names: ReadonlyMap<Key, string>): string {
  const { value } = openFile(text);
  const held = keys.filter((key) => namesUnder(value, key).some((name) => names.has(keyOf(name))));
  if (held.length === 0) return text;
  const edited = held.reduce((text, key) => renameUnder(text, key, names), text);
  return meaning(
    edited,
    held.reduce((value, key) => withKey(value, key, renamed(at(value, key), names)), value),
  );
}

/**
 * Gives other names where a text of its own is the name, such as the `user` of an exception.
 * @param find the values that are names
 * @param wanted what the file is to mean
 */
export function renameScalars(
  text: string,
  names: ReadonlyMap<Key, string>,
  find: (root: ParsedMap | undefined) => readonly (ParsedNode | null)[],
  wanted: (value: Value) => Value,
): string {
  const { root, value } = openFile(text);
  const splices = find(root).flatMap((node): Splice[] => {
    const after = isScalar(node) ? names.get(folded(node.value as Value)) : undefined;
    return node === null || after === undefined ? [] : [newName(text, node, after)];
  });
  return splices.length === 0 ? text : meaning(spliceAll(text, splices), wanted(value));
}

function renameUnder(text: string, key: string, names: ReadonlyMap<Key, string>): string {
  const owner = entryIn(openFile(text).root, key);
  const collection = collectionOf(owner);
  if (owner === undefined || collection === undefined) return text;
  const items = itemsOf(collection);
  const before = items.map((item) => keyOf(nameOf(item)));
  const after = before.map((name) => keyOf(names.get(name) ?? name));
  if (isSorted(after) || !isSorted(before)) {
    return spliceAll(
      text,
      items.flatMap((item) => inPlace(text, item, names)),
    );
  }
  if (collection.flow === true) return renameUnder(expandFlow(text, ownerIn(text, key) ?? owner), key, names);
  return spliceAll(text, moves(text, owner, items, names));
}

function inPlace(text: string, item: Item, names: ReadonlyMap<Key, string>): Splice[] {
  const after = names.get(keyOf(nameOf(item)));
  return after === undefined ? [] : [newName(text, 'key' in item ? item.key : item, after)];
}

function newName(text: string, node: ParsedNode, name: string): Splice {
  return { start: node.range[0], end: endOf(text, node), insert: scalarText(name) };
}

/** Each renamed entry is cut out whole and put in where its new name belongs among those that stay. */
function moves(text: string, owner: Entry, items: readonly Item[], names: ReadonlyMap<Key, string>): Splice[] {
  const isMoving = (item: Item): boolean => names.has(keyOf(nameOf(item)));
  const moving = items.filter(isMoving).map((item) => {
    const name = names.get(keyOf(nameOf(item))) ?? '';
    const nameEnd = endOf(text, 'key' in item ? item.key : item);
    return { name, source: scalarText(name) + text.slice(nameEnd, lineEnd(text, endOf(text, item))) };
  });
  const staying = items.filter((item) => !isMoving(item));
  return [
    ...items.filter(isMoving).map((item) => wholeLines(text, item)),
    ...insertions(text, owner, staying, moving, prefixOf(text, items[0])),
  ];
}

function at(value: Value, key: string): Value | undefined {
  return isPlain(value) ? value[key] : undefined;
}

function namesUnder(value: Value, key: string): string[] {
  const found = at(value, key);
  if (Array.isArray(found)) return (found as readonly Value[]).filter((name) => typeof name === 'string');
  return isPlain(found) ? Object.keys(found) : [];
}

function without(value: Value | undefined, names: ReadonlySet<Key>): Value | undefined {
  if (Array.isArray(value)) return (value as readonly Value[]).filter((name) => !names.has(folded(name)));
  if (!isPlain(value)) return value;
  return bare(Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(keyOf(name)))));
}

function renamed(value: Value | undefined, names: ReadonlyMap<Key, string>): Value | undefined {
  if (Array.isArray(value)) {
    const before = value as readonly Value[];
    const after = before.map((name) => names.get(folded(name)) ?? name);
    return isSorted(before.map(folded)) ? after.sort((a, b) => compare(folded(a), folded(b))) : after;
  }
  if (!isPlain(value)) return value;
  return bare(
    Object.fromEntries(Object.entries(value).map(([name, inside]) => [names.get(keyOf(name)) ?? name, inside])),
  );
}

/** The items of the list under a key. */
export function itemsUnder(root: ParsedMap | undefined, key: string): readonly ParsedNode[] {
  const list = collectionOf(entryIn(root, key));
  return isSeq(list) ? list.items : [];
}

/** The value of a key in an item that is a map. */
export function valueIn(item: ParsedNode | null, key: string): ParsedNode | null {
  return (isMap(item) ? entryIn(item, key)?.value : null) ?? null;
}

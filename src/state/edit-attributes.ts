import { isMap, isScalar } from 'yaml';
import { type Key, keyOf } from '../model/identity.ts';
import { type Item, itemsOf } from './edit-entries.ts';
import {
  afterColon,
  type Collection,
  collectionOf,
  EditError,
  endOf,
  type Entry,
  entryIn,
  eolOf,
  lineEnd,
  lineOf,
  lineStart,
  meaning,
  nextLine,
  openFile,
  type Splice,
  spliceAll,
  startOf,
} from './edit-text.ts';
import { bare, mapAt, withKey } from './edit-values.ts';
import { scalarText, valueText } from './scalar.ts';

export type Scalar = string | number | boolean;
export type Attributes = Readonly<Record<string, Scalar>>;

/**
 * Brings attributes of people to what is given, whatever else stands on their lines; a new one comes behind the others.
 * @param wanted by folded login
 */
export function setAttributes(text: string, wanted: ReadonlyMap<Key, Attributes>): string {
  const { root, value } = openFile(text);
  const users = { ...mapAt(value, 'users') };
  const splices: Splice[] = [];
  for (const entry of usersIn(root, wanted)) {
    const name = nameOf(entry);
    const attributes = wanted.get(keyOf(name)) ?? {};
    for (const [attribute, to] of Object.entries(attributes)) users[name] = withKey(users[name], attribute, to);
    splices.push(...settings(text, entry, attributes));
  }
  return meaning(spliceAll(text, splices), withKey(value, 'users', bare(users)));
}

/** Takes an attribute out of a person's line; where there is none, the text stays as it is. */
export function removeUserAttribute(text: string, login: string, attribute: string): string {
  return removeAttribute(text, new Set([keyOf(login)]), attribute);
}

/** Takes an attribute out of the lines of people, all of whom must be there; who has none keeps the line as it is. */
export function removeAttribute(text: string, logins: ReadonlySet<Key>, attribute: string): string {
  const { root, value } = openFile(text);
  const users = { ...mapAt(value, 'users') };
  const cuts: Splice[] = [];
  for (const user of usersIn(root, new Map([...logins].map((login) => [login, {}])))) {
    const attributes = collectionOf(user);
    const known = attributeOf(user, attribute);
    if (known === undefined || attributes === undefined) continue;
    users[nameOf(user)] = withKey(users[nameOf(user)], attribute, undefined);
    cuts.push(...(attributes.flow === true ? [cutFromFlow(text, attributes, known)] : cutFromBlock(text, user, known)));
  }
  return cuts.length === 0 ? text : meaning(spliceAll(text, cuts), withKey(value, 'users', bare(users)));
}

/** Where one value takes the place of another; a value that is missing comes behind the colon. */
export function replacement(text: string, entry: Entry, source: string): Splice {
  const { value } = entry;
  if (value !== null && !isScalar(value)) {
    const line = lineOf(text, startOf(entry));
    throw new EditError('not-editable', 'a list or map stands where one value is due', { line });
  }
  if (value === null || value.range[0] === value.range[1]) {
    const colon = afterColon(text, entry);
    return { start: colon, end: colon, insert: ` ${source}` };
  }
  return { start: value.range[0], end: endOf(text, value), insert: source };
}

/** `{ a: 1, b: 2 }` or `[a, b]` without one of the two; the comma goes with it. */
export function cutFromFlow(text: string, flow: Collection, cut: Item): Splice {
  const entries = itemsOf(flow);
  const index = entries.indexOf(cut);
  const [previous, next] = [entries[index - 1], entries[index + 1]];
  const { start, end } = { start: startOf(cut), end: endOf(text, cut) };
  if (next !== undefined) return { start, end: startOf(next), insert: '' };
  if (previous !== undefined) return { start: endOf(text, previous), end, insert: '' };
  return { start: flow.range[0], end: flow.range[1], insert: isMap(flow) ? '{}' : '[]' };
}

/** The entries of people, all of whom must be there. */
function usersIn(root: Parameters<typeof entryIn>[0], wanted: ReadonlyMap<Key, unknown>): Entry[] {
  const users = collectionOf(entryIn(root, 'users'));
  const entries = isMap(users) ? users.items.filter((entry) => wanted.has(keyOf(nameOf(entry)))) : [];
  const found = new Set(entries.map((entry) => keyOf(nameOf(entry))));
  const missing = [...wanted.keys()].find((key) => !found.has(key));
  if (missing !== undefined) throw new EditError('nothing-to-edit', `there is no user ${missing} in this file`);
  return entries;
}

function nameOf({ key }: Entry): string {
  return isScalar(key) ? String(key.value) : '';
}

/** Names of attributes differ where their case does: `ID` is one of the organisation's own. */
function attributeOf(user: Entry | undefined, attribute: string): Entry | undefined {
  const attributes = collectionOf(user);
  return isMap(attributes) ? attributes.items.find((entry) => nameOf(entry) === attribute) : undefined;
}

function settings(text: string, user: Entry, attributes: Attributes): Splice[] {
  const each = Object.entries(attributes).map(([name, to]) => ({ name, to, known: attributeOf(user, name) }));
  const sources = each.flatMap(({ name, to, known }) =>
    known === undefined ? [`${scalarText(name)}: ${valueText(to)}`] : [],
  );
  const replaced = each.flatMap(({ to, known }) =>
    known === undefined ? [] : [replacement(text, known, valueText(to))],
  );
  return sources.length === 0 ? replaced : [...replaced, addition(text, user, sources)];
}

/** Behind a person's last attribute, in the style of the others. */
function addition(text: string, user: Entry, sources: readonly string[]): Splice {
  const attributes = collectionOf(user);
  const last = attributes?.items.at(-1) as Entry | undefined;
  if (attributes === undefined || last === undefined) {
    const start = afterColon(text, user);
    return { start, end: user.value?.range[1] ?? start, insert: ` { ${sources.join(', ')} }` };
  }
  const end = endOf(text, last);
  if (attributes.flow === true) return { start: end, end, insert: `, ${sources.join(', ')}` };
  const indent = text.slice(lineStart(text, startOf(last)), startOf(last));
  const eol = lineEnd(text, end);
  return { start: eol, end: eol, insert: sources.map((source) => `${eolOf(text)}${indent}${source}`).join('') };
}

function cutFromBlock(text: string, user: Entry, cut: Entry): Splice[] {
  const line = { start: lineStart(text, startOf(cut)), end: nextLine(text, endOf(text, cut)), insert: '' };
  if ((collectionOf(user)?.items.length ?? 0) > 1) return [line];
  const colon = afterColon(text, user);
  return [{ start: colon, end: colon, insert: ' {}' }, line];
}

import { isMap, isScalar } from 'yaml';
import { keyOf } from '../model/identity.ts';
import type { Allowance } from '../model/policy.ts';
import { addEntry, appendLines, removeEntry } from './edit-entries.ts';
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
  lineStart,
  meaning,
  nextLine,
  openFile,
  splice,
  startOf,
} from './edit-text.ts';
import type { Value } from './parse-yaml.ts';
import { commentText, flowMap, scalarText, valueText } from './scalar.ts';
import { allowanceText } from './serialise-policy.ts';

/**
 * Edits of one file's text. Each returns the new text, in which everything that was not asked for stands byte for byte
 * as before: comments, order, quotes, line ends. Each throws an EditError where the text would not mean exactly what
 * was asked. Logins and slugs are found in any case.
 */

export type Scalar = string | number | boolean;
export type Attributes = Readonly<Record<string, Scalar>>;
export type TeamList = 'maintainers' | 'members' | 'extraMembers';
export type GrantMap = 'teams' | 'collaborators';

/** Adds a person's line to a file of users, or brings the attributes given to what is given; others stay. */
export function setUser(text: string, login: string, attributes: Attributes, comment?: string): string {
  const wanted = mapAt(openFile(text).value, 'users');
  const name = spelling(wanted, login);
  if (name !== undefined) {
    return Object.entries(attributes).reduce((text, [key, value]) => setUserAttribute(text, login, key, value), text);
  }
  const source = `${scalarText(login)}: ${flowMap(attributes)}${commentText(comment)}`;
  const edited = addEntry(text, 'users', 'map', login, source);
  return meaning(edited, withKey(openFile(text).value, 'users', { ...wanted, [login]: bare(attributes) }));
}

export function removeUser(text: string, login: string): string {
  return removeFrom(text, 'users', login);
}

export function setUserAttribute(text: string, login: string, attribute: string, value: Scalar): string {
  const { user, name, users, file } = userIn(text, login);
  const attributes = collectionOf(user);
  const known = attributes !== undefined && isMap(attributes) ? entryIn(attributes, attribute) : undefined;
  const source = `${scalarText(attribute)}: ${valueText(value)}`;
  const edited = known === undefined ? addAttribute(text, user, source) : replaceScalar(text, known, valueText(value));
  return meaning(edited, withKey(file, 'users', { ...users, [name]: withKey(users[name], attribute, value) }));
}

/** Takes an attribute out of a person's line; where there is none, the text stays as it is. */
export function removeUserAttribute(text: string, login: string, attribute: string): string {
  const { user, name, users, file } = userIn(text, login);
  const attributes = collectionOf(user);
  const known = attributes !== undefined && isMap(attributes) ? entryIn(attributes, attribute) : undefined;
  if (known === undefined || attributes === undefined) return text;
  const edited = attributes.flow === true ? cutFromFlow(text, attributes, known) : cutFromBlock(text, user, known);
  return meaning(edited, withKey(file, 'users', { ...users, [name]: withKey(users[name], attribute, undefined) }));
}

/** Adds a login to one of a team's lists; where it is in it already, the text stays as it is. */
export function addTeamMember(text: string, list: TeamList, login: string, comment?: string): string {
  const { value } = openFile(text);
  const logins = listAt(value, list);
  if (logins.some((other) => folded(other) === keyOf(login))) return text;
  const edited = addEntry(text, list, 'list', login, `${scalarText(login)}${commentText(comment)}`);
  const after = listAt(openFile(edited).value, list);
  const at = after.indexOf(login);
  return meaning(edited, withKey(value, list, logins.toSpliced(at < 0 ? logins.length : at, 0, login)));
}

export function removeTeamMember(text: string, list: TeamList, login: string): string {
  const { value } = openFile(text);
  const left = listAt(value, list).filter((other) => folded(other) !== keyOf(login));
  return meaning(removeEntry(text, list, login), withKey(value, list, left));
}

/** Gives a team or person a role in a repository's file, or brings the one they have to this one. */
export function setGrant(text: string, map: GrantMap, to: string, role: string, comment?: string): string {
  const { value, root } = openFile(text);
  const grants = mapAt(value, map);
  const name = spelling(grants, to);
  const wanted = withKey(value, map, { ...grants, [name ?? to]: role });
  const owner = collectionOf(entryIn(root, map));
  const known = owner !== undefined && isMap(owner) ? entryIn(owner, to) : undefined;
  if (known !== undefined) return meaning(replaceScalar(text, known, valueText(role)), wanted);
  const source = `${scalarText(to)}: ${valueText(role)}${commentText(comment)}`;
  return meaning(addEntry(text, map, 'map', to, source), wanted);
}

export function removeGrant(text: string, map: GrantMap, to: string): string {
  return removeFrom(text, map, to);
}

/** Adds an allowance to policy.yaml, behind those that stand. */
export function addAllowance(text: string, allowance: Omit<Allowance, 'file' | 'line'>): string {
  const { value } = openFile(text);
  const edited = addEntry(text, 'allowances', 'list', '\uffff', allowanceText(allowance));
  const { reason, approvedBy, expires, allow, unreviewed, feedRows } = allowance;
  const added = bare({
    reason,
    approvedBy,
    expires,
    ...(allow === undefined ? {} : { allow: bare({ ...allow }) }),
    ...(unreviewed === undefined ? {} : { unreviewed: [...unreviewed] }),
    ...(feedRows === undefined ? {} : { feedRows: bare({ ...feedRows }) }),
  });
  return meaning(edited, withKey(value, 'allowances', [...listAt(value, 'allowances'), added]));
}

/** Sets a key of the file's top map to a scalar; a new key comes to the end. */
export function setScalar(text: string, key: string, scalar: Scalar): string {
  const { root, value } = openFile(text);
  const known = entryIn(root, key);
  const wanted = withKey(value, key, scalar);
  if (known !== undefined) return meaning(replaceScalar(text, known, valueText(scalar)), wanted);
  return meaning(appendLines(text, `${scalarText(key)}: ${valueText(scalar)}`), wanted);
}

/** Takes a key with a scalar out of the file's top map; where there is none, the text stays as it is. */
export function removeScalar(text: string, key: string): string {
  const { root, value } = openFile(text);
  const known = entryIn(root, key);
  if (known === undefined) return text;
  return meaning(
    splice(text, lineStart(text, startOf(known)), nextLine(text, endOf(text, known)), ''),
    withKey(value, key, undefined),
  );
}

type Plain = Readonly<Record<string, Value>>;

/** Objects as the parser makes them, so that two can be compared. */
function bare(entries: Readonly<Record<string, Value>>): Plain {
  return Object.assign(Object.create(null) as object, entries) as Plain;
}

function withKey(map: Value | undefined, key: string, value: Value | undefined): Value {
  const entries = Object.entries(map ?? {}).filter(([name]) => name !== key);
  return bare(
    Object.fromEntries<Value>(
      value === undefined ? entries : [...entries, [key, isPlain(value) ? bare(value) : value]],
    ),
  );
}

function isPlain(value: Value): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapAt(value: Value, key: string): Plain {
  const found = isPlain(value) ? value[key] : undefined;
  return found !== undefined && isPlain(found) ? found : bare({});
}

function listAt(value: Value, key: string): readonly Value[] {
  const found = isPlain(value) ? value[key] : undefined;
  return Array.isArray(found) ? (found as readonly Value[]) : [];
}

function folded(value: Value): string {
  return typeof value === 'string' ? keyOf(value) : '';
}

/** How a map spells a name. */
function spelling(map: Plain, name: string): string | undefined {
  return Object.keys(map).find((key) => keyOf(key) === keyOf(name));
}

function removeFrom(text: string, key: string, name: string): string {
  const { value } = openFile(text);
  const map = mapAt(value, key);
  const left = Object.entries(map).filter(([other]) => keyOf(other) !== keyOf(name));
  return meaning(removeEntry(text, key, name), withKey(value, key, bare(Object.fromEntries(left))));
}

function userIn(text: string, login: string): { user: Entry; name: string; users: Plain; file: Value } {
  const { root, value } = openFile(text);
  const users = collectionOf(entryIn(root, 'users'));
  const user = users !== undefined && isMap(users) ? entryIn(users, login) : undefined;
  const name = spelling(mapAt(value, 'users'), login);
  if (user === undefined || name === undefined) {
    throw new EditError('nothing-to-edit', `there is no user ${login} in this file`);
  }
  return { user, name, users: mapAt(value, 'users'), file: value };
}

function replaceScalar(text: string, entry: Entry, source: string): string {
  const { value } = entry;
  if (value !== null && !isScalar(value))
    throw new EditError('not-editable', 'a list or map stands where one value is due');
  if (value === null || value.range[0] === value.range[1]) {
    const colon = afterColon(text, entry);
    return splice(text, colon, colon, ` ${source}`);
  }
  return splice(text, value.range[0], endOf(text, value), source);
}

/** Behind a person's last attribute, in the style of the others. */
function addAttribute(text: string, user: Entry, source: string): string {
  const attributes = collectionOf(user);
  if (attributes === undefined) {
    const start = afterColon(text, user);
    return splice(text, start, user.value?.range[1] ?? start, ` { ${source} }`);
  }
  const last = attributes.items.at(-1) as Entry | undefined;
  if (last === undefined) throw new EditError('not-editable', 'the user has no attributes');
  const end = endOf(text, last);
  if (attributes.flow === true) return splice(text, end, end, `, ${source}`);
  const indent = text.slice(lineStart(text, startOf(last)), startOf(last));
  const eol = lineEnd(text, end);
  return splice(text, eol, eol, `${eolOf(text)}${indent}${source}`);
}

/** `{ a: 1, b: 2 }` without one of the two; the comma goes with it. */
function cutFromFlow(text: string, attributes: Collection, cut: Entry): string {
  const entries = attributes.items as readonly Entry[];
  const index = entries.indexOf(cut);
  const [previous, next] = [entries[index - 1], entries[index + 1]];
  if (next !== undefined) return splice(text, startOf(cut), startOf(next), '');
  if (previous !== undefined) return splice(text, endOf(text, previous), endOf(text, cut), '');
  return splice(text, attributes.range[0], attributes.range[1], '{}');
}

function cutFromBlock(text: string, user: Entry, cut: Entry): string {
  const without = splice(text, lineStart(text, startOf(cut)), nextLine(text, endOf(text, cut)), '');
  if ((collectionOf(user)?.items.length ?? 0) > 1) return without;
  const colon = afterColon(text, user);
  return splice(without, colon, colon, ' {}');
}

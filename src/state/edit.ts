import { isMap } from 'yaml';
import { keyOf } from '../model/identity.ts';
import type { Allowance } from '../model/policy.ts';
import { type Attributes, replacement, type Scalar, setAttributes } from './edit-attributes.ts';
import { addEntries, appendLines, removeEntries } from './edit-entries.ts';
import {
  collectionOf,
  EditError,
  endOf,
  entryIn,
  lineStart,
  meaning,
  nextLine,
  openFile,
  splice,
  spliceAll,
  startOf,
} from './edit-text.ts';
import { bare, folded, listAt, mapAt, spelling, withKey } from './edit-values.ts';
import { commentText, flowMap, scalarText, valueText } from './scalar.ts';
import { allowanceText } from './serialise-policy.ts';

/**
 * Edits of one file's text. Each returns the new text, in which everything that was not asked for stands byte for byte
 * as before: comments, order, quotes, line ends. Each throws an EditError where the text would not mean exactly what
 * was asked. Logins and slugs are found in any case.
 */

export type TeamList = 'maintainers' | 'members' | 'extraMembers';
export type GrantMap = 'teams' | 'collaborators';

/** Adds a person's line to a file of users, or brings the attributes given to what is given; others stay. */
export function setUser(text: string, login: string, attributes: Attributes, comment?: string): string {
  const wanted = mapAt(openFile(text).value, 'users');
  const name = spelling(wanted, login);
  if (name !== undefined) return setAttributes(text, new Map([[keyOf(login), attributes]]));
  const source = `${scalarText(login)}: ${flowMap(attributes)}${commentText(comment)}`;
  const edited = addEntries(text, 'users', 'map', [{ name: login, source }]);
  return meaning(edited, withKey(openFile(text).value, 'users', { ...wanted, [login]: bare(attributes) }));
}

export function removeUser(text: string, login: string): string {
  return removeFrom(text, 'users', login);
}

/** Adds a login to one of a team's lists; where it is in it already, the text stays as it is. */
export function addTeamMember(text: string, list: TeamList, login: string, comment?: string): string {
  const { value } = openFile(text);
  const logins = listAt(value, list);
  if (logins.some((other) => folded(other) === keyOf(login))) return text;
  const edited = addEntries(text, list, 'list', [
    { name: login, source: `${scalarText(login)}${commentText(comment)}` },
  ]);
  const after = listAt(openFile(edited).value, list);
  const at = after.indexOf(login);
  return meaning(edited, withKey(value, list, logins.toSpliced(at < 0 ? logins.length : at, 0, login)));
}

export function removeTeamMember(text: string, list: TeamList, login: string): string {
  const { value } = openFile(text);
  const logins = listAt(value, list);
  const left = logins.filter((other) => folded(other) !== keyOf(login));
  if (left.length === logins.length) throw notThere(login, list);
  return meaning(removeEntries(text, list, new Set([keyOf(login)])), withKey(value, list, left));
}

/** Gives a team or person a role in a repository's file, or brings the one they have to this one. */
export function setGrant(text: string, map: GrantMap, to: string, role: string, comment?: string): string {
  const { value, root } = openFile(text);
  const grants = mapAt(value, map);
  const name = spelling(grants, to);
  const wanted = withKey(value, map, { ...grants, [name ?? to]: role });
  const owner = collectionOf(entryIn(root, map));
  const known = owner !== undefined && isMap(owner) ? entryIn(owner, to) : undefined;
  if (known !== undefined) return meaning(spliceAll(text, [replacement(text, known, valueText(role))]), wanted);
  const source = `${scalarText(to)}: ${valueText(role)}${commentText(comment)}`;
  return meaning(addEntries(text, map, 'map', [{ name: to, source }]), wanted);
}

export function removeGrant(text: string, map: GrantMap, to: string): string {
  return removeFrom(text, map, to);
}

/** Adds an allowance to policy.yaml, behind those that stand. */
export function addAllowance(text: string, allowance: Omit<Allowance, 'file' | 'line'>): string {
  const { value } = openFile(text);
  const edited = addEntries(text, 'allowances', 'list', [{ name: '\uffff', source: allowanceText(allowance) }]);
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
  if (known !== undefined) return meaning(spliceAll(text, [replacement(text, known, valueText(scalar))]), wanted);
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

function removeFrom(text: string, key: string, name: string): string {
  const { value } = openFile(text);
  const map = mapAt(value, key);
  const left = Object.entries(map).filter(([other]) => keyOf(other) !== keyOf(name));
  if (left.length === Object.keys(map).length) throw notThere(name, key);
  const edited = removeEntries(text, key, new Set([keyOf(name)]));
  return meaning(edited, withKey(value, key, bare(Object.fromEntries(left))));
}

function notThere(name: string, key: string): EditError {
  return new EditError('nothing-to-edit', `there is no ${name} under ${key} to remove`);
}

import { isMap } from 'yaml';
import { type Key, keyOf } from '../model/identity.ts';
import type { Edit } from '../model/proposal.ts';
import { type Attributes, setAttributes } from './edit-attributes.ts';
import type { Drafts } from './edit-drafts.ts';
import { removeReviewers, renameReviewers } from './edit-reviewers.ts';
import { itemsUnder, removeNames, renameNames, renameScalars, valueIn } from './edit-names.ts';
import { EditError, openFile } from './edit-text.ts';
import { folded, isPlain, listAt, mapAt, withKey } from './edit-values.ts';
import type { Kind } from './layout.ts';
import type { Value } from './parse-yaml.ts';

/** Where people are named, by kind of file. Who approved what is history, and stays. */
const lists = {
  users: ['users'],
  team: ['maintainers', 'members', 'extraMembers'],
  repo: ['collaborators'],
} as const satisfies Partial<Record<Kind, readonly string[]>>;

type Of<K extends Edit['kind']> = Extract<Edit, { kind: K }>;

const kindsOfLists = ['users', 'team', 'repo'] as const;

/** Takes out every line that names these people. */
export function removePeople(drafts: Drafts, edits: readonly Of<'remove-user' | 'remove-outside'>[]): void {
  const names = new Set(edits.map(({ login }) => keyOf(login)));
  const byHand = `Take ${said(names)} out`;
  knownUsers(drafts, names);
  for (const kind of kindsOfLists) {
    for (const path of drafts.paths(kind)) drafts.edit(path, byHand, (text) => removeNames(text, lists[kind], names));
  }
  for (const path of drafts.paths('roster')) drafts.edit(path, byHand, (text) => removeReviewers(text, names));
}

/** Every line that names one of these logins names the new one. */
export function renamePeople(drafts: Drafts, edits: readonly Of<'rename-user'>[]): void {
  const names = new Map(edits.map(({ before, after }) => [keyOf(before), after]));
  const byHand = `Rename ${edits.map(({ before, after }) => `${before} to ${after}`).join(', ')}`;
  knownUsers(drafts, new Set(names.keys()));
  newUsers(drafts, [...names.values()]);
  const ids = new Map(edits.map(({ before, id }) => [keyOf(before), id]));
  for (const path of drafts.paths('users')) {
    drafts.edit(path, byHand, (text) =>
      renameNames(setAttributes(text, newValues(text, names, ids)), lists.users, names),
    );
  }
  for (const kind of ['team', 'repo'] as const) {
    for (const path of drafts.paths(kind)) drafts.edit(path, byHand, (text) => renameNames(text, lists[kind], names));
  }
  for (const path of drafts.paths('exceptions')) drafts.edit(path, byHand, (text) => renameExceptions(text, names));
  for (const path of drafts.paths('roster')) drafts.edit(path, byHand, (text) => renameReviewers(text, names));
}

/** The ids and sponsors that renamed people's lines, and those of whom they answer for, come to have. */
function newValues(
  text: string,
  names: ReadonlyMap<Key, string>,
  ids: ReadonlyMap<Key, number>,
): ReadonlyMap<Key, Attributes> {
  const users = Object.entries(mapAt(openFile(text).value, 'users'));
  return new Map(
    users.flatMap(([login, attributes]): [Key, Attributes][] => {
      const { id, sponsor } = isPlain(attributes) ? attributes : {};
      const newId = ids.get(keyOf(login));
      if (newId !== undefined && id !== undefined && id !== newId) {
        throw new EditError('nothing-to-edit', `${login} has the id ${JSON.stringify(id)} here, not ${newId}`);
      }
      const newSponsor = names.get(folded(sponsor));
      const changed = {
        ...(newId === undefined || id !== undefined ? {} : { id: newId }),
        ...(newSponsor === undefined ? {} : { sponsor: newSponsor }),
      };
      return Object.keys(changed).length === 0 ? [] : [[keyOf(login), changed]];
    }),
  );
}

function renameExceptions(text: string, names: ReadonlyMap<Key, string>): string {
  const wanted = (value: Value): Value =>
    withKey(
      value,
      'exceptions',
      listAt(value, 'exceptions').map((item) => {
        const after = isPlain(item) ? names.get(folded(item['user'])) : undefined;
        return after === undefined ? item : withKey(item, 'user', after);
      }),
    );
  return renameScalars(
    text,
    names,
    (root) => itemsUnder(root, 'exceptions').map((item) => (isMap(item) ? valueIn(item, 'user') : null)),
    wanted,
  );
}

/** Each of these must be a user. Returns the file in which each user stands. */
export function knownUsers(drafts: Drafts, names: ReadonlySet<Key>): ReadonlyMap<Key, string> {
  const users = usersIn(drafts);
  const unknown = [...names].find((name) => !users.has(name));
  if (unknown !== undefined) throw new EditError('nothing-to-edit', `there is no user ${unknown} in users/`);
  return users;
}

/** None of these may be a user already. */
export function newUsers(drafts: Drafts, logins: readonly string[]): void {
  const users = usersIn(drafts);
  for (const login of logins) {
    const path = users.get(keyOf(login));
    if (path !== undefined) throw new EditError('nothing-to-edit', `${path}: the user ${login} is there already`);
    users.set(keyOf(login), 'this proposal');
  }
}

/** The file in which each user stands, by folded login. */
function usersIn(drafts: Drafts): Map<Key, string> {
  const users = new Map<Key, string>();
  for (const path of drafts.paths('users')) {
    const map = mapAt(drafts.value(path), 'users');
    for (const login of Object.keys(map)) users.set(keyOf(login), path);
  }
  return users;
}

/** The first few of many names. */
export function said(names: Iterable<string>): string {
  const all = [...names];
  return all.length <= 3 ? all.join(', ') : `${all.slice(0, 3).join(', ')} and ${all.length - 3} more`;
}

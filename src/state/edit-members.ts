import { keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { Edit } from '../model/proposal.ts';
import type { Drafts } from './edit-drafts.ts';
import { addEntries, isSorted, type NewEntry } from './edit-entries.ts';
import { removeNames } from './edit-names.ts';
import { newUsers, said } from './edit-people.ts';
import { EditError, meaning, openFile } from './edit-text.ts';
import { bare, folded, listAt, mapAt, withKey } from './edit-values.ts';
import { layoutOf } from './layout.ts';
import type { Value } from './parse-yaml.ts';
import { flowMap, scalarText } from './scalar.ts';
import { modeline } from './serialise.ts';

type Of<K extends Edit['kind']> = Extract<Edit, { kind: K }>;

/** Adds people to a file of users, and makes the file where it is missing. */
export function addUsers(drafts: Drafts, path: string, edits: readonly Of<'add-user'>[]): void {
  const logins = edits.map(({ login }) => login);
  newUsers(drafts, logins);
  const head = drafts.text(path) === undefined ? `${headLine(drafts, path)}\n` : '';
  drafts.edit(path, `Add ${said(logins)}`, (text) => {
    const before = openFile(head + text).value;
    const entries = edits.map(({ login, id, employee }) => {
      return { name: login, source: `${scalarText(login)}: ${flowMap({ id, employee })}` };
    });
    const added = edits.map(({ login, id, employee }) => [login, bare({ id, employee })] as const);
    const users = bare({ ...mapAt(before, 'users'), ...Object.fromEntries(added) });
    return meaning(addEntries(head + text, 'users', 'map', entries), withKey(before, 'users', users));
  });
}

/** As in the other files of the folder, which may have the schemas elsewhere than the tool puts them. */
export function headLine(drafts: Drafts, path: string): string {
  const lines = drafts.paths('users').map((other) => /^# yaml-language-server: .*/.exec(drafts.text(other) ?? '')?.[0]);
  return lines.find((line) => line !== undefined) ?? modeline(path, 'users');
}

/** Adds people to `members` of their teams; who is in it already stays as they are. */
export function addMembers(drafts: Drafts, edits: readonly Of<'add-team-member'>[]): void {
  for (const [path, logins] of byTeam(drafts, edits)) {
    drafts.edit(path, `Add ${said(logins)} to members`, (text) => withMembers(text, logins));
  }
}

export function removeMembers(drafts: Drafts, edits: readonly Of<'remove-team-member'>[]): void {
  for (const [path, logins] of byTeam(drafts, edits)) {
    drafts.edit(path, `Take ${said(logins)} out of members`, (text) => {
      const there = new Set(listAt(openFile(text).value, 'members').map(folded));
      const missing = logins.find((login) => !there.has(keyOf(login)));
      if (missing !== undefined) throw new EditError('nothing-to-edit', `${missing} is not in members`);
      return removeNames(text, ['members'], new Set(logins.map(keyOf)));
    });
  }
}

function withMembers(text: string, logins: readonly string[]): string {
  const { value } = openFile(text);
  const members = listAt(value, 'members');
  const there = new Set(members.map(folded));
  const entries = logins
    .filter((login) => !there.has(keyOf(login)))
    .map((login) => ({ name: login, source: scalarText(login) }));
  if (entries.length === 0) return text;
  return meaning(addEntries(text, 'members', 'list', entries), withKey(value, 'members', inOrder(members, entries)));
}

/** In their places where the list is sorted, else behind the others. */
export function inOrder(members: readonly Value[], added: readonly NewEntry[]): Value[] {
  const all = [...members, ...added.map(({ name }) => name)];
  return isSorted(members.map(folded)) ? all.sort((a, b) => compare(folded(a), folded(b))) : all;
}

/** Logins by the path of the team's file. */
function byTeam(drafts: Drafts, edits: readonly Of<'add-team-member' | 'remove-team-member'>[]): Map<string, string[]> {
  const paths = new Map(drafts.paths('team').map((path) => [keyOf(slugOf(path)), path]));
  const logins = new Map<string, string[]>();
  for (const { team, login } of edits) {
    const path = paths.get(keyOf(team));
    if (path === undefined) throw new EditError('nothing-to-edit', `there is no team ${team} in teams/`);
    const known = logins.get(path);
    if (known === undefined) logins.set(path, [login]);
    else known.push(login);
  }
  return logins;
}

function slugOf(path: string): string {
  const is = layoutOf(path);
  return is !== undefined && 'name' in is ? is.name : '';
}

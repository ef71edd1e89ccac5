import { type Key, keyOf } from '../model/identity.ts';
import type { RestoreEdit } from '../model/restoration.ts';
import { type Attributes, removeAttribute, setAttributes } from './edit-attributes.ts';
import type { Drafts } from './edit-drafts.ts';
import { addEntries } from './edit-entries.ts';
import { headLine } from './edit-members.ts';
import { removeNames } from './edit-names.ts';
import { knownUsers, newUsers, said } from './edit-people.ts';
import { EditError, meaning, openFile } from './edit-text.ts';
import { bare, mapAt, withKey } from './edit-values.ts';
import { type EarlierUser, earlierUsers } from './restore-lines.ts';
import type { StateFile } from './state-file.ts';

type Of<K extends RestoreEdit['kind']> = Extract<RestoreEdit, { kind: K }>;

/** The lines of people, each kind of edit in one go: one at a time would read a large file 3,500 times. */
export function restoreUsersFiles(drafts: Drafts, earlier: readonly StateFile[], edits: readonly RestoreEdit[]): void {
  const brought = edits.filter((edit) => edit.kind === 'bring-user');
  if (brought.length > 0) bring(drafts, earlierUsers(earlier), brought);
  change(
    drafts,
    edits.filter((edit) => edit.kind === 'change-user'),
  );
  const gone = new Set(edits.flatMap((edit) => (edit.kind === 'drop-user' ? [keyOf(edit.login)] : [])));
  if (gone.size === 0) return;
  knownUsers(drafts, gone);
  for (const path of drafts.paths('users')) {
    drafts.edit(path, `Take ${said(gone)} out`, (text) => removeNames(text, ['users'], gone));
  }
}

/** Each into the file in which they stood. */
function bring(drafts: Drafts, earlier: ReadonlyMap<Key, EarlierUser>, edits: readonly Of<'bring-user'>[]): void {
  newUsers(
    drafts,
    edits.map(({ login }) => login),
  );
  const byPath = new Map<string, EarlierUser[]>();
  for (const { login } of edits) {
    const user = earlier.get(keyOf(login));
    if (user === undefined) throw new EditError('nothing-to-edit', `there was no user ${login} in users/`);
    byPath.set(user.path, [...(byPath.get(user.path) ?? []), user]);
  }
  for (const [path, users] of byPath) {
    const byHand = `Add ${said(users.map(({ login }) => login))}`;
    const head = drafts.text(path) === undefined ? `${headLine(drafts, path)}\n` : '';
    drafts.edit(path, byHand, (text) => withUsers(head + text, users));
    drafts.edit(path, byHand, (text) => withSponsors(text, users, edits));
  }
}

function withUsers(text: string, users: readonly EarlierUser[]): string {
  const { value } = openFile(text);
  const edited = addEntries(
    text,
    'users',
    'map',
    users.map(({ login, source }) => ({ name: login, source })),
  );
  const added = users.map(({ login, attributes }) => [login, bare({ ...attributes })] as const);
  return meaning(edited, withKey(value, 'users', bare({ ...mapAt(value, 'users'), ...Object.fromEntries(added) })));
}

/** Who answers for somebody may be called something else today, or be gone. */
function withSponsors(text: string, users: readonly EarlierUser[], edits: readonly Of<'bring-user'>[]): string {
  const here = new Map(users.map((user) => [keyOf(user.login), user]));
  const renamed = new Map<Key, Attributes>();
  const without = new Set<Key>();
  for (const { login, sponsor } of edits) {
    const written = here.get(keyOf(login))?.attributes['sponsor'];
    if (written === undefined || sponsor === undefined) continue;
    if (sponsor === null) without.add(keyOf(login));
    else if (keyOf(String(written)) !== keyOf(sponsor)) renamed.set(keyOf(login), { sponsor });
  }
  const set = renamed.size === 0 ? text : setAttributes(text, renamed);
  return without.size === 0 ? set : removeAttribute(set, without, 'sponsor');
}

function change(drafts: Drafts, edits: readonly Of<'change-user'>[]): void {
  if (edits.length === 0) return;
  const paths = knownUsers(drafts, new Set(edits.map(({ login }) => keyOf(login))));
  for (const path of drafts.paths('users')) {
    const here = edits.filter(({ login }) => paths.get(keyOf(login)) === path);
    if (here.length === 0) continue;
    const wanted = new Map(here.map(({ login, after }) => [keyOf(login), written(after)]));
    drafts.edit(path, `Bring ${said(here.map(({ login }) => login))} to what they were`, (text) =>
      withoutAttributes(setAttributes(text, wanted), here),
    );
  }
}

/** The role that everybody has is left out. */
function written({ role, ...others }: Of<'change-user'>['after']): Attributes {
  return role === undefined || role === 'member' ? others : { ...others, role };
}

function withoutAttributes(text: string, edits: readonly Of<'change-user'>[]): string {
  const gone = new Map<string, Set<Key>>();
  for (const { login, before, after } of edits) {
    for (const name of Object.keys(before)) {
      if (name in written(after)) continue;
      gone.set(name, (gone.get(name) ?? new Set()).add(keyOf(login)));
    }
  }
  return [...gone].reduce((text, [name, logins]) => removeAttribute(text, logins, name), text);
}

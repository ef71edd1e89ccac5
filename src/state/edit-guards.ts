import { type Key, keyOf } from '../model/identity.ts';
import type { Edit } from '../model/proposal.ts';
import type { Drafts } from './edit-drafts.ts';
import { itemsUnder } from './edit-names.ts';
import { EditError, lineOf, openFile, startOf } from './edit-text.ts';
import { folded, isPlain, listAt, mapAt } from './edit-values.ts';

/** What no edit may do, whoever asks for it: a second look, for proposals do not ask for it. */

/** @throws EditError where a protected account would lose its lines, or get others */
export function refuseProtected(drafts: Drafts, edits: readonly Edit[]): void {
  const names = namesOf(edits, ['suspend-user', 'remove-user', 'remove-outside', 'rename-user']);
  if (names.size === 0) return;
  const login = listAt(drafts.value('policy.yaml'), 'protected').find((login) => names.has(folded(login)));
  if (login === undefined) return;
  throw new EditError('not-editable', `policy.yaml: ${folded(login)} is protected: edit the lines by hand`);
}

/** @throws EditError where somebody who was taken out is still kept by an exception, or is the sponsor of who stays */
export function refuseLeftOver(drafts: Drafts, edits: readonly Edit[]): void {
  const gone = namesOf(edits, ['remove-user', 'remove-outside']);
  if (gone.size === 0) return;
  refuseExcepted(drafts, gone);
  for (const path of drafts.paths('users')) {
    const users = Object.entries(mapAt(drafts.value(path), 'users'));
    const left = users.find(([, attributes]) => isPlain(attributes) && gone.has(folded(attributes['sponsor'])));
    if (left === undefined) continue;
    throw new EditError('not-editable', `${path}: the sponsor of ${left[0]} would be gone: name another one by hand`);
  }
}

function refuseExcepted(drafts: Drafts, gone: ReadonlySet<Key>): void {
  const path = 'exceptions.yaml';
  const text = drafts.text(path) ?? '';
  const { root, value } = openFile(text);
  const users = listAt(value, 'exceptions').map((item) => folded(isPlain(item) ? item['user'] : undefined));
  const index = users.findIndex((user) => gone.has(user));
  const item = itemsUnder(root, 'exceptions')[index];
  if (item === undefined) return;
  const line = lineOf(text, startOf(item));
  const message = `${path}:${line}: an exception keeps ${users[index]}: take it out by hand, or leave them in`;
  throw new EditError('not-editable', message, { line });
}

function namesOf(edits: readonly Edit[], kinds: readonly Edit['kind'][]): ReadonlySet<Key> {
  const chosen = edits.filter(({ kind }) => kinds.includes(kind));
  return new Set(chosen.map((edit) => keyOf('before' in edit ? edit.before : 'login' in edit ? edit.login : '')));
}

import { entryKey } from '../../model/entry.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgRole, User } from '../../model/org-state.ts';
import type { Notes } from './notes.ts';
import type { Word, WrittenOrganization } from './written.ts';

/** Owners, members, and as outside collaborators those who stand at a repository alone. */
export function convertPeople({ admins, members, repos }: WrittenOrganization, notes: Notes): ReadonlyMap<Key, User> {
  const users = new Map<Key, User>();
  for (const word of admins) addPerson(users, word, 'owner', notes);
  for (const word of members) addPerson(users, word, 'member', notes);
  for (const { name } of repos.flatMap(({ collaborators }) => collaborators)) {
    if (!users.has(keyOf(name.text)) && isLogin(name, notes)) {
      users.set(keyOf(name.text), { login: name.text, role: 'outside' });
    }
  }
  return users;
}

function addPerson(users: Map<Key, User>, word: Word, role: OrgRole, notes: Notes): void {
  if (!isLogin(word, notes)) return;
  const key = keyOf(word.text);
  const first = users.get(key);
  if (first) {
    notes.leaveOut(word, 'person who is listed twice', word.text, `already listed as ${first.login}, ${first.role}`);
    return;
  }
  users.set(key, { login: word.text, role });
  notes.carry(entryKey({ noun: 'user', user: key }), word);
}

/** As wide as GitHub's oldest accounts, which have hyphens where none are allowed today, and managed accounts. */
const login = /^(?=.*[A-Za-z\d])[A-Za-z\d-]{1,39}(?:_[A-Za-z\d]{1,8})?(?:\[bot\])?$/u;

export function isLogin(word: Word, notes: Notes): boolean {
  const fits = login.test(word.text);
  if (!fits)
    notes.problem(word, `${JSON.stringify(word.text)} is no GitHub login: letters, digits and hyphens make one`);
  return fits;
}

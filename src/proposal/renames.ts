import { type Key, keyOf } from '../model/identity.ts';
import type { User } from '../model/org-state.ts';
import type { Person } from '../model/person.ts';
import type { Edit, Listed } from '../model/proposal.ts';
import { type Draft, edit, emptyDraft, listed } from './drafts.ts';
import { loginOf } from './index-people.ts';
import type { Matched } from './matched.ts';
import { untouchable, untouchableAccount } from './untouched.ts';
import { evidenceText, shown } from './words.ts';

export interface Renames extends Draft {
  /** New logins by the folded old ones. */
  readonly renamed: ReadonlyMap<Key, string>;
}

interface NewName {
  readonly after: string;
  readonly id: number;
  readonly because: string;
  readonly person: Person | undefined;
}

/**
 * Accounts that go by another login now. That it is the same account is shown by its numeric id or, where the state has
 * none, by the old login being gone and the new one a member: another account would be given all that the old one held.
 * @param leaving folded logins of users on the way out: their lines stay as they are until they go
 */
export function renames(matched: Matched, leaving: ReadonlySet<Key>): Renames {
  const draft = emptyDraft();
  const renamed = new Map<Key, string>();
  const logins = loginsById(matched);
  for (const [key, user] of matched.users) {
    if (leaving.has(key) || matched.withheldUsers.has(key)) continue;
    const found = byId(user, logins, matched.personOf.get(key)) ?? byHr(key, user, matched);
    if (found === undefined) continue;
    const name = 'after' in found ? (inTheWay(user, found, matched) ?? found) : found;
    if ('after' in name) {
      renamed.set(key, name.after);
      draft.edits.push(renaming(user, name));
    } else draft.listed.push(name);
  }
  return { ...draft, renamed };
}

function renaming({ login }: User, { after, id, because, person }: NewName): Edit {
  return edit({ kind: 'rename-user', before: login, after, id }, because, { evidence: person?.evidence ?? [] });
}

/** How GitHub calls each account today. Of two answers that differ neither counts. */
function loginsById({ accounts }: Matched): ReadonlyMap<number, string | undefined> {
  const logins = new Map<number, string | undefined>();
  for (const account of accounts.values()) {
    if (account.kind !== 'person') continue;
    const before = logins.get(account.id);
    const agree = !logins.has(account.id) || (before !== undefined && keyOf(before) === keyOf(account.login));
    logins.set(account.id, agree ? account.login : undefined);
  }
  return logins;
}

function byId(user: User, logins: ReadonlyMap<number, string | undefined>, person?: Person): NewName | undefined {
  const after = user.id === undefined ? undefined : logins.get(user.id);
  if (user.id === undefined || after === undefined || keyOf(after) === keyOf(user.login)) return undefined;
  const because = `GitHub calls the account with the id ${user.id} ${after}; it was ${user.login}.`;
  return { after, id: user.id, because, person };
}

/** HR has another login for an active employee. */
function byHr(key: Key, user: User, matched: Matched): NewName | Listed | undefined {
  const person = matched.personOf.get(key);
  if (person?.status.kind !== 'active' || user.role === 'outside') return undefined;
  const login = loginOf(person);
  if (login === undefined || login === key || matched.usersOf.get(person.employee)?.includes(login)) return undefined;
  const account = matched.accounts.get(login);
  if (account?.kind === 'person' && account.id === user.id) return undefined;
  const says = `HR has the login ${shown(person.login ?? '')} for ${user.login} (${evidenceText(person.evidence)})`;
  const about = { login: user.login, employee: person.employee, evidence: person.evidence };
  if (account === undefined) return listed('not-checked', `${says}; it was not checked on GitHub yet.`, about);
  if (account.kind === 'missing') return listed('no-account', `${says}; GitHub has no such account.`, about);
  if (account.kind === 'organization') return listed('not-a-person', `${says}; it is an organisation.`, about);
  const isMember = ['member', 'owner'].includes(matched.live.get(keyOf(account.login)) ?? '');
  if (user.id !== undefined || matched.accounts.get(key)?.kind !== 'missing' || !isMember) {
    return listed('other-account', `${says}; that is not shown to be the same account (id ${account.id}).`, about);
  }
  const because = `${says}, and GitHub has no account ${user.login} any more.`;
  return { after: account.login, id: account.id, because, person };
}

function inTheWay(user: User, { after, id, because, person }: NewName, matched: Matched): Listed | undefined {
  const about = { login: user.login, evidence: person?.evidence ?? [] };
  const reserved = untouchable(matched, user) ?? untouchableAccount(matched, after);
  if (reserved !== undefined) {
    return listed('not-written', `${because} It is ${reserved}: rename the lines by hand.`, about);
  }
  const other = matched.state.users.get(keyOf(after)) ?? matched.userById.get(id);
  if (other === undefined || other === user) return undefined;
  return listed('conflict', `${because} But in the state that is ${other.login}.`, about);
}

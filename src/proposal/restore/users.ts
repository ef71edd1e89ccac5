import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgRole, User } from '../../model/org-state.ts';
import type { UserAttributes } from '../../model/restoration.ts';
import { type Answer, give, isApart, isAsked, isNamed, keysOf, type RestoreQuestion, take } from './question.ts';

/** Who is in the state once it is restored. */
export type PeopleAfter = ReadonlyMap<Key, { readonly login: string; readonly role: OrgRole }>;

/** Lines of people: who is gone comes back, what was lowered since is raised. */
export function restoreUsers(question: RestoreQuestion, answer: Answer): PeopleAfter {
  const { earlier, now } = question;
  const after = new Map<Key, { login: string; role: OrgRole }>();
  const returning: [Key, User][] = [];
  for (const key of keysOf(earlier.users, now.users)) {
    const [was, is] = [earlier.users.get(key), now.users.get(key)];
    if (is !== undefined && was === undefined && isDropped(question, key, is, answer)) continue;
    if (is !== undefined) after.set(key, { login: is.login, role: is.role });
    else if (was !== undefined && isBrought(question, key, was, answer)) {
      after.set(key, { login: was.login, role: was.role });
      returning.push([key, was]);
    }
  }
  for (const [key, was] of returning) bring(was, after, answer, key);
  for (const [key, is] of now.users) {
    const was = earlier.users.get(key);
    if (was !== undefined && isNamed(question, { user: key })) {
      const role = change(question, key, was, is, after, answer);
      after.set(key, { login: is.login, role });
    }
  }
  return after;
}

function isDropped(question: RestoreQuestion, key: Key, { login }: User, { edits, deeds }: Answer): boolean {
  const deed = take('user', key);
  if (!isNamed(question, { user: key }) || !isAsked(question, deed)) return false;
  deeds.push(deed);
  edits.push({ kind: 'drop-user', login, reason: `${login} was not in the state then` });
  return true;
}

function isBrought(question: RestoreQuestion, key: Key, { login }: User, { leftOut }: Answer): boolean {
  if (!isNamed(question, { user: key })) return false;
  if (!isAsked(question, give('user', key))) {
    if (!attributes.some((name) => isAsked(question, give('user', key, name)))) return false;
    const reason = `${login} was lowered by that commit, and a later one took them out: undo that one as well.`;
    leftOut.push({ login, reason });
    return false;
  }
  if (!isApart(key)) return true;
  const reason = `${login} does not come back: the login is another account's in the state of today. Find out what theirs is called now, and write its line by hand.`;
  leftOut.push({ login, reason });
  return false;
}

function bring({ login, role, suspended, sponsor }: User, after: PeopleAfter, answer: Answer, key: Key): void {
  const answering = sponsor === undefined ? undefined : after.get(keyOf(sponsor))?.login;
  if (sponsor !== undefined && answering === undefined) {
    const reason = `${sponsor}, who answered for ${login}, is gone: the line comes back without a sponsor. Name another one.`;
    answer.leftOut.push({ login, reason });
  }
  answer.deeds.push(give('user', key));
  answer.edits.push({
    kind: 'bring-user',
    login,
    role,
    isSuspended: suspended !== undefined,
    ...(sponsor === undefined ? {} : { sponsor: answering ?? null }),
    reason: `${login} was in the state then and is gone`,
  });
}

const ranks: Readonly<Record<OrgRole, number>> = { outside: 0, member: 1, owner: 2 };
const attributes = ['id', 'employee', 'role', 'sponsor', 'suspended', 'expires'] as const;
type Attribute = (typeof attributes)[number];

/** @returns the role that the person comes to have */
function change(
  question: RestoreQuestion,
  key: Key,
  was: User,
  is: User,
  people: PeopleAfter,
  answer: Answer,
): OrgRole {
  const [before, after]: [Record<string, string | number>, Record<string, string | number>] = [{}, {}];
  let role = is.role;
  let isTaking = false;
  for (const name of attributes) {
    const [from, to] = [is[name], was[name]];
    if (from === to || (name === 'sponsor' && sameName(from, to))) continue;
    if (name === 'sponsor' && to !== undefined && !people.has(keyOf(String(to)))) continue;
    const given = isGiven(name, was, is);
    const deed = given ? give('user', key, name) : take('user', key, name, String(from));
    if (name === 'id' && !given) continue;
    if (!isAsked(question, deed, ...(given ? [give('user', key)] : []))) continue;
    answer.deeds.push(deed);
    isTaking ||= !given;
    if (from !== undefined) before[name] = from;
    if (to !== undefined) after[name] = to;
    if (name === 'role') role = was.role;
  }
  const names = attributes.filter((name) => name in before || name in after);
  if (names.length > 0) {
    const reason = `${is.login}: ${names.map((name) => words(name, before, after)).join(', ')}`;
    answer.edits.push({ kind: 'change-user', login: is.login, before, after, isTaking, reason });
  }
  return role;
}

function sameName(one: string | number | undefined, other: string | number | undefined): boolean {
  return one !== undefined && other !== undefined && keyOf(String(one)) === keyOf(String(other));
}

/** Whether going back gives the person something, or a word that nothing of today contradicts. */
function isGiven(name: Attribute, was: User, is: User): boolean {
  switch (name) {
    case 'role':
      return ranks[was.role] > ranks[is.role];
    case 'suspended':
      return was.suspended === undefined;
    case 'expires':
      return is.expires !== undefined && (was.expires === undefined || was.expires > is.expires);
    case 'id':
    case 'employee':
    case 'sponsor':
      return is[name] === undefined;
  }
}

function words(name: Attribute, before: UserAttributes, after: UserAttributes): string {
  if (name === 'suspended' && after.suspended === undefined) return `suspended since ${before.suspended}, and not then`;
  return `${name} was ${after[name] ?? 'not there'} then and is ${before[name] ?? 'not there'}`;
}

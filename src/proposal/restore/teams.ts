import { isDeepEqual } from './is-deep-equal.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Team } from '../../model/org-state.ts';
import type { TeamKey, TeamListName } from '../../model/restoration.ts';
import { type Answer, give, isApart, isAsked, isNamed, keysOf, type RestoreQuestion, take } from './question.ts';
import type { PeopleAfter } from './users.ts';

/** Slugs of the teams in the state once it is restored. */
export type TeamsAfter = ReadonlyMap<Key, string>;

/** Teams that are gone come back whole, and people into the teams that are there. */
export function restoreTeams(question: RestoreQuestion, people: PeopleAfter, answer: Answer): TeamsAfter {
  const after = teamsAfter(question, answer);
  const { earlier, now } = question;
  for (const key of keysOf(earlier.teams, now.teams)) {
    const [was, is] = [earlier.teams.get(key), now.teams.get(key)];
    if (was !== undefined && is === undefined) {
      if (after.has(key)) bring(key, was, was.slug, people, after, answer);
      else missed(question, key, was, answer);
    } else if (is !== undefined && after.has(key)) bothThere(question, key, was, is, people, after, answer);
    else if (is !== undefined) drop(key, is, answer);
  }
  return after;
}

function teamsAfter(question: RestoreQuestion, { leftOut }: Answer): TeamsAfter {
  const { earlier, now } = question;
  const after = new Map<Key, string>();
  for (const key of keysOf(earlier.teams, now.teams)) {
    const [was, is] = [earlier.teams.get(key), now.teams.get(key)];
    const named = isNamed(question, { team: key });
    if (is !== undefined) {
      if (was !== undefined || !named || !isAsked(question, take('team', key))) after.set(key, is.slug);
    } else if (was !== undefined && named && isAsked(question, give('team', key))) {
      if (!isApart(key)) after.set(key, was.slug);
      else
        leftOut.push({
          team: was.slug,
          reason: `The team ${was.slug} does not come back: another one has its slug now.`,
        });
    }
  }
  return after;
}

function drop(key: Key, { slug }: Team, { edits, deeds }: Answer): void {
  deeds.push(take('team', key));
  edits.push({ kind: 'drop-team', team: slug, reason: `the team ${slug} was not in the state then` });
}

/** @param slug what it is to be called; where such a file stands, the earlier one takes its place */
function bring(key: Key, was: Team, slug: string, people: PeopleAfter, after: TeamsAfter, answer: Answer): void {
  const parent = was.parent === undefined ? null : (after.get(was.parent) ?? null);
  if (was.parent !== undefined && parent === null) {
    const reason = `The team ${slug} comes back without its parent ${was.parent}, which is gone. Name it as well: --team ${was.parent}`;
    answer.leftOut.push({ team: slug, reason });
  }
  const inIt = [...was.members].flatMap(([user, { login }]) => {
    const person = mayBeIn(user, login, slug, people, answer);
    return person === undefined ? [] : [{ earlier: login, login: person, list: listOf(was, user) ?? 'members' }];
  });
  answer.deeds.push(give('team', key));
  answer.edits.push({
    kind: 'bring-team',
    team: slug,
    earlier: was.slug,
    parent,
    people: inIt,
    reason: `the team ${slug} was in the state then and is ${slug === was.slug ? 'gone' : 'another'}`,
  });
}

/** @returns the person's login of today; undefined where they cannot be in a team, which is said */
function mayBeIn(user: Key, login: string, team: string, people: PeopleAfter, { leftOut }: Answer): string | undefined {
  const person = people.get(user);
  if (person !== undefined && person.role !== 'outside') return person.login;
  const reason =
    person === undefined
      ? `${login} was in the team ${team} and is gone from the state. To bring them back as well: --user ${login}`
      : `${login} was in the team ${team} and is an outside collaborator now, who can be in none.`;
  leftOut.push({ login, team, reason });
  return undefined;
}

/** A team that is gone and was not asked for, though somebody was who stood in it. */
function missed(question: RestoreQuestion, key: Key, was: Team, { leftOut }: Answer): void {
  for (const [user, { login }] of was.members) {
    if (!isNamed(question, { user, team: key }) || !isAsked(question, give('team', key, user))) continue;
    const reason = `${login} was in the team ${was.slug}, which is gone. To bring it back as well: --team ${was.slug}`;
    leftOut.push({ login, team: was.slug, reason });
  }
}

function bothThere(
  question: RestoreQuestion,
  key: Key,
  was: Team | undefined,
  is: Team,
  people: PeopleAfter,
  after: TeamsAfter,
  answer: Answer,
): void {
  const named = isNamed(question, { team: key });
  if (was !== undefined && was.managed !== is.managed) {
    const deed = take('team', key, 'managed', String(is.managed));
    if (named && isAsked(question, deed)) {
      answer.deeds.push(deed);
      bring(key, was, is.slug, people, after, answer);
    } else if (named && was.managed && isAsked(question, give('team', key))) {
      const reason = `Nothing of the team ${is.slug} comes back: its file says managed: false. Take that out by hand, or ask with --exact.`;
      answer.leftOut.push({ team: is.slug, reason });
    }
    return;
  }
  for (const user of keysOf(was?.members ?? new Map<Key, unknown>(), is.members)) {
    if (isNamed(question, { team: key, user })) membership(question, key, user, was, is, people, answer);
  }
  if (was !== undefined && named) settings(question, key, was, is, after, answer);
}

function membership(
  question: RestoreQuestion,
  key: Key,
  user: Key,
  was: Team | undefined,
  is: Team,
  people: PeopleAfter,
  answer: Answer,
): void {
  const [before, wanted] = [listOf(is, user), was === undefined ? null : listOf(was, user)];
  if (before === wanted) return;
  const given = before === null || wanted === 'maintainers';
  const deed = given ? give('team', key, user) : take('team', key, user, before);
  if (!isAsked(question, deed, ...(given ? [give('team', key)] : []))) return;
  const thenLogin = was?.members.get(user)?.login ?? '';
  const login = is.members.get(user)?.login ?? mayBeIn(user, thenLogin, is.slug, people, answer);
  if (login === undefined) return;
  answer.deeds.push(deed);
  answer.edits.push({
    kind: 'change-team-member',
    team: is.slug,
    login,
    before,
    after: wanted,
    earlier: { team: was?.slug ?? is.slug, login: thenLogin },
    reason: `${login} was ${inWords(wanted)} of ${is.slug} then and is ${inWords(before)}`,
  });
}

function inWords(list: TeamListName | null): string {
  return list === null ? 'not a member' : `in ${list}`;
}

/** In which of the lists a person stands; the first of them counts, as in loading. */
function listOf({ members, extraMembers }: Team, user: Key): TeamListName | null {
  const role = members.get(user)?.role;
  if (role === undefined) return null;
  if (role === 'maintainer') return 'maintainers';
  return extraMembers?.has(user) === true ? 'extraMembers' : 'members';
}

/** A team's own settings are no access: they go back only where all of it is asked for. */
function settings(
  question: RestoreQuestion,
  key: Key,
  was: Team,
  is: Team,
  after: TeamsAfter,
  { edits, deeds, leftOut }: Answer,
): void {
  const differing = differingKeys(was, is, after).filter((name) =>
    isAsked(question, take('team', key, name, JSON.stringify(valueOf(is, name)))),
  );
  const isRenamed = keyOf(was.slug) !== keyOf(is.slug);
  if (question.exact && isRenamed && question.undone === undefined) {
    const reason = `The team ${is.slug} was called ${was.slug} then, and keeps the name of today. Rename the file to rename the team.`;
    leftOut.push({ team: is.slug, reason });
  }
  // What it is called belongs to its file's name.
  const keys = differing.filter((name) => name !== 'name' || !isRenamed);
  if (keys.length === 0) return;
  for (const name of keys) deeds.push(take('team', key, name, JSON.stringify(valueOf(is, name))));
  const parent = was.parent === undefined ? null : (after.get(was.parent) ?? null);
  const reason = `${keys.join(', ')} of the team ${is.slug} ${keys.length === 1 ? 'was' : 'were'} different then`;
  edits.push({ kind: 'change-team', team: is.slug, earlier: was.slug, keys, parent, reason });
}

function differingKeys(was: Team, is: Team, after: TeamsAfter): readonly TeamKey[] {
  const scalars = (['name', 'description', 'privacy', 'parent', 'rule'] as const).filter(
    (name) => !isDeepEqual(valueOf(was, name), valueOf(is, name)),
  );
  const keys = scalars.filter((name) => name !== 'parent' || was.parent === undefined || after.has(was.parent));
  const lists: readonly TeamKey[] =
    was.listsMembers === is.listsMembers || was.members.size > 0 ? [] : ['maintainers', 'members', 'extraMembers'];
  return [...keys, ...lists];
}

function valueOf(team: Team, name: TeamKey): unknown {
  return name === 'maintainers' || name === 'members' || name === 'extraMembers' ? team.listsMembers : team[name];
}

import { type Key, keyOf } from '../../model/identity.ts';
import type { Grant, Repo } from '../../model/org-state.ts';
import { type RepositoryRole, repositoryRoles, strengthOf } from '../../model/permission.ts';
import type { GrantTo } from '../../model/restoration.ts';
import {
  type Answer,
  type Deed,
  give,
  isApart,
  isAsked,
  isNamed,
  keysOf,
  type RestoreQuestion,
  take,
} from './question.ts';
import type { TeamsAfter } from './teams.ts';
import type { PeopleAfter } from './users.ts';

/** Who can be granted something once the state is restored. */
export interface After {
  readonly people: PeopleAfter;
  readonly teams: TeamsAfter;
}

const maps = ['teams', 'collaborators'] as const;

/** Repositories' files that are gone come back whole; grants that are gone or lower, in the files that are there. */
export function restoreRepos(question: RestoreQuestion, after: After, answer: Answer): void {
  const { earlier, now } = question;
  for (const key of keysOf(earlier.repos, now.repos)) {
    const [was, is] = [earlier.repos.get(key), now.repos.get(key)];
    const named = isNamed(question, { repo: key });
    if (is === undefined) {
      if (was !== undefined) gone(question, key, was, after, answer);
    } else if (was === undefined && named && isAsked(question, take('repo', key))) {
      answer.deeds.push(take('repo', key));
      answer.edits.push({
        kind: 'drop-repo',
        repo: is.name,
        reason: `the repository ${is.name} was not in the state then`,
      });
    } else if (was !== undefined && was.managed !== is.managed) {
      letGo(question, key, was, is, after, answer);
    } else {
      for (const map of maps) grants(question, key, map, was, is, after, answer);
      if (was !== undefined && named) lists(question, key, was, is, answer);
    }
  }
}

function gone(question: RestoreQuestion, key: Key, was: Repo, after: After, answer: Answer): void {
  const named = isNamed(question, { repo: key }) && isAsked(question, give('repo', key));
  if (named && !isApart(key)) return bring(question, key, was, was.name, after, answer);
  for (const map of maps) {
    for (const [to, grant] of was[map]) {
      if (!isNamed(question, { ...about(map, to), repo: key }) || !isAsked(question, give('repo', key, map, to)))
        continue;
      const reason = `${grant.to} had ${grant.role} on ${was.name}, whose file is gone. To bring it back as well: --repo ${was.name}`;
      answer.leftOut.push({ repo: was.name, ...nameOf(map, grant.to), reason });
    }
  }
}

function letGo(question: RestoreQuestion, key: Key, was: Repo, is: Repo, after: After, answer: Answer): void {
  if (!isNamed(question, { repo: key })) return;
  const deed = take('repo', key, 'managed', String(is.managed));
  if (isAsked(question, deed)) {
    answer.deeds.push(deed);
    bring(question, key, was, is.name, after, answer);
  } else if (was.managed && isAsked(question, give('repo', key))) {
    const reason = `Nothing of the repository ${is.name} comes back: its file says managed: false. Take that out by hand, or ask with --exact.`;
    answer.leftOut.push({ repo: is.name, reason });
  }
}

function bring(question: RestoreQuestion, key: Key, was: Repo, name: string, after: After, answer: Answer): void {
  const granted = maps.flatMap((map) =>
    [...was[map]].flatMap(([to, grant]) => {
      const today = mayHave(question, map, to, grant, name, after, answer);
      return today === undefined ? [] : [{ map, earlier: grant.to, to: today, role: grant.role }];
    }),
  );
  answer.deeds.push(give('repo', key));
  const reason = `the file of the repository ${name} was in the state then and is ${name === was.name ? 'gone' : 'another'}`;
  answer.edits.push({ kind: 'bring-repo', repo: name, earlier: was.name, grants: granted, reason });
}

function about(map: GrantTo['map'], to: Key): { readonly user?: Key; readonly team?: Key } {
  return map === 'teams' ? { team: to } : { user: to };
}

function nameOf(map: GrantTo['map'], name: string): { readonly login?: string; readonly team?: string } {
  return map === 'teams' ? { team: name } : { login: name };
}

/** @returns what it is called today; undefined where it cannot be granted anything, which is said */
function mayHave(
  { now }: RestoreQuestion,
  map: GrantTo['map'],
  to: Key,
  grant: Grant,
  repo: string,
  { people, teams }: After,
  { leftOut }: Answer,
): string | undefined {
  const today = map === 'teams' ? teams.get(to) : people.get(to)?.login;
  const { role } = grant;
  const isRole = (repositoryRoles as readonly string[]).includes(role) || now.organization.customRoles.has(keyOf(role));
  if (today !== undefined && isRole) return today;
  const option = map === 'teams' ? '--team' : '--user';
  const why = isRole
    ? `is gone from the state. To bring it back as well: ${option} ${grant.to}`
    : `the organisation has no such role any more.`;
  leftOut.push({ repo, ...nameOf(map, grant.to), reason: `${grant.to} had ${role} on ${repo}, and ${why}` });
  return undefined;
}

function grants(
  question: RestoreQuestion,
  key: Key,
  map: GrantTo['map'],
  was: Repo | undefined,
  is: Repo,
  after: After,
  answer: Answer,
): void {
  const earlier = was?.[map] ?? new Map<Key, Grant>();
  for (const to of keysOf(earlier, is[map])) {
    const [grant, standing] = [earlier.get(to), is[map].get(to)];
    const [before, wanted] = [standing?.role ?? null, grant?.role ?? null];
    if (before === wanted || !isNamed(question, { ...about(map, to), repo: key })) continue;
    const given = isRaise(question, before, wanted);
    const deed: Deed = given ? give('repo', key, map, to) : take('repo', key, map, to, String(before));
    if (!isAsked(question, deed, ...(given ? [give('repo', key)] : []))) continue;
    const today = grant === undefined ? standing?.to : mayHave(question, map, to, grant, is.name, after, answer);
    if (today === undefined) continue;
    answer.deeds.push(deed);
    const line = { repo: was?.name ?? is.name, to: grant?.to ?? today };
    const reason = `${today} had ${wanted ?? 'nothing'} on ${is.name} then and has ${before ?? 'nothing'}`;
    answer.edits.push({
      kind: 'change-grant',
      repo: is.name,
      map,
      to: standing?.to ?? today,
      before,
      after: wanted,
      isTaking: !given,
      earlier: line,
      reason,
    });
  }
}

/** Only what is surely more than today's is given back; two custom roles may not compare. */
function isRaise({ now }: RestoreQuestion, before: RepositoryRole | null, wanted: RepositoryRole | null): boolean {
  if (wanted === null) return false;
  if (before === null) return true;
  const { customRoles } = now.organization;
  const [from, to] = [strengthOf(before, customRoles), strengthOf(wanted, customRoles)];
  return from !== undefined && to !== undefined && to > from;
}

/** A list that was not there, or was there with nothing in it: it says how far the file's word goes. */
function lists(question: RestoreQuestion, key: Key, was: Repo, is: Repo, { edits, deeds }: Answer): void {
  const keys = maps.filter((map) => {
    const [listed, lists] =
      map === 'teams'
        ? (['listsTeams', 'listsTeams'] as const)
        : (['listsCollaborators', 'listsCollaborators'] as const);
    return (
      was[listed] !== is[lists] && was[map].size === 0 && isAsked(question, take('repo', key, map, String(is[lists])))
    );
  });
  if (keys.length === 0) return;
  deeds.push(
    ...keys.map((map) => take('repo', key, map, String(map === 'teams' ? is.listsTeams : is.listsCollaborators))),
  );
  const reason = `${keys.join(' and ')} of the repository ${is.name} were different then`;
  edits.push({ kind: 'change-repo', repo: is.name, earlier: was.name, keys, reason });
}

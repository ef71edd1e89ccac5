import { type Entries, type EntryRef, entryKey, type Position } from '../../model/entry.ts';
import type { AccessChange, AccessKind } from '../../model/history.ts';
import { compare } from '../../model/order.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { Version } from '../base.ts';
import { matchNames, type Names, renameEntries, renameState } from '../names.ts';

/**
 * What one version of the state gives and takes against the one before it. A new name is no change of access, and
 * neither is a line that moves to another place. The two may be parts of states, as long as they are the same part: all
 * files that say anything about whom it is of.
 * @returns sorted by kind and name
 */
export function accessChanges(before: Version, after: Version): readonly AccessChange[] {
  const names = matchNames(before.state, after.state);
  const earlier = sayings(renameState(before.state, names), renameEntries(before.entries, names));
  const later = sayings(after.state, after.entries);
  const changes = [...renamings(before, after, names)];
  for (const [key, said] of later) {
    const was = earlier.get(key)?.value ?? null;
    if (was !== said.value) changes.push({ ...said.about, ...said.position, before: was, after: said.value });
  }
  for (const [key, { about, ref, position, value }] of earlier) {
    if (later.has(key)) continue;
    const letGo = isLetGo(ref, after.state) ? { letGo: true as const } : {};
    changes.push({ ...about, ...calledIn(after.state, ref), ...position, before: value, after: null, ...letGo });
  }
  return changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || compare(nameOf(a), nameOf(b)));
}

const order: readonly AccessKind[] = [
  'renamed-user',
  'renamed-team',
  'renamed-repo',
  'membership',
  'suspension',
  'team',
  'repo',
  'parent',
  'team-membership',
  'team-access',
  'user-access',
];

function nameOf({ repo = '', team = '', login = '' }: AccessChange): string {
  return [repo, team, login].join('/').toLowerCase();
}

type About = Pick<AccessChange, 'kind' | 'login' | 'id' | 'team' | 'repo'>;

/** One thing that a state says. */
interface Saying {
  readonly about: About;
  readonly ref: EntryRef;
  readonly value: string;
  readonly position: Position;
}

function sayings(state: OrgState, entries: Entries): ReadonlyMap<string, Saying> {
  const found = new Map<string, Saying>();
  const say = (ref: EntryRef, about: About, value: string): void => {
    const { file, line } = entries.get(entryKey(ref)) ?? { file: '', line: 0 };
    found.set(`${about.kind}/${entryKey(ref)}`, { about, ref, value, position: { file, line } });
  };
  for (const [user, { login, id, role, suspended }] of state.users) {
    const person = { login, ...(id === undefined ? {} : { id }) };
    say({ noun: 'user', user }, { kind: 'membership', ...person }, role);
    if (suspended !== undefined) say({ noun: 'user', user }, { kind: 'suspension', ...person }, suspended);
  }
  for (const [team, { slug, managed, parent, members }] of state.teams) {
    say({ noun: 'team', team }, { kind: 'team', team: slug }, managed ? 'managed' : 'not managed');
    if (parent !== undefined) {
      say({ noun: 'team-setting', team, setting: 'parent' }, { kind: 'parent', team: slug }, parent);
    }
    for (const [user, { login, role }] of members) {
      say({ noun: 'team-member', team, user }, { kind: 'team-membership', team: slug, login }, role);
    }
  }
  for (const [repo, { name, managed, teams, collaborators }] of state.repos) {
    say({ noun: 'repo', repo }, { kind: 'repo', repo: name }, managed ? 'managed' : 'not managed');
    for (const [team, { to, role }] of teams) {
      say({ noun: 'repo-team', repo, team }, { kind: 'team-access', repo: name, team: to }, role);
    }
    for (const [user, { to, role }] of collaborators) {
      say({ noun: 'repo-collaborator', repo, user }, { kind: 'user-access', repo: name, login: to }, role);
    }
  }
  return found;
}

/** Whether the file that said it says `managed: false` by now. */
function isLetGo(ref: EntryRef, { teams, repos }: OrgState): boolean {
  switch (ref.noun) {
    case 'team-member':
    case 'team-setting':
      return teams.get(ref.team)?.managed === false;
    case 'repo-team':
    case 'repo-collaborator':
      return repos.get(ref.repo)?.managed === false;
    case 'base-permission':
    case 'policy':
    case 'user':
    case 'team':
    case 'repo':
      return false;
  }
}

/** What a state calls what an entry is about, as far as it has it. */
function calledIn({ users, teams, repos }: OrgState, ref: EntryRef): Pick<AccessChange, 'login' | 'team' | 'repo'> {
  const login = 'user' in ref ? users.get(ref.user)?.login : undefined;
  const team = 'team' in ref ? teams.get(ref.team)?.slug : undefined;
  const repo = 'repo' in ref ? repos.get(ref.repo)?.name : undefined;
  return {
    ...(login === undefined ? {} : { login }),
    ...(team === undefined ? {} : { team }),
    ...(repo === undefined ? {} : { repo }),
  };
}

function* renamings(before: Version, after: Version, names: Names): Generator<AccessChange> {
  for (const [from, to] of names.users) {
    const [was, is] = [before.state.users.get(from), after.state.users.get(to)];
    if (from === to || was === undefined || is === undefined) continue;
    const person = { login: is.login, ...(is.id === undefined ? {} : { id: is.id }) };
    const position = positionOf(after, { noun: 'user', user: to });
    yield { kind: 'renamed-user', ...person, before: was.login, after: is.login, ...position };
  }
  for (const [from, to] of names.teams) {
    const [was, is] = [before.state.teams.get(from), after.state.teams.get(to)];
    if (from === to || was === undefined || is === undefined) continue;
    const position = positionOf(after, { noun: 'team', team: to });
    yield { kind: 'renamed-team', team: is.slug, before: was.slug, after: is.slug, ...position };
  }
  for (const [from, to] of names.repos) {
    const [was, is] = [before.state.repos.get(from), after.state.repos.get(to)];
    if (from === to || was === undefined || is === undefined) continue;
    const position = positionOf(after, { noun: 'repo', repo: to });
    yield { kind: 'renamed-repo', repo: is.name, before: was.name, after: is.name, ...position };
  }
}

function positionOf({ entries }: Version, ref: EntryRef): Position {
  const { file, line } = entries.get(entryKey(ref)) ?? { file: '', line: 0 };
  return { file, line };
}

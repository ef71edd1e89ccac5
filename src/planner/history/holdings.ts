import { type EntryRef, entryKey, type Position } from '../../model/entry.ts';
import type { HeldBy, Holding } from '../../model/holding.ts';
import type { Key } from '../../model/identity.ts';
import { compare } from '../../model/order.ts';
import type { OrgRole, OrgState, Repo, TeamMember, User } from '../../model/org-state.ts';
import type { Version } from '../base.ts';
import { ancestorsOf } from '../inheritance.ts';
import { remembered } from '../lookups.ts';

/**
 * All that people hold by what a state says, with what it is that gives it: the same repository as often as there are
 * ways to it. Who is suspended holds nothing, whatever lines still name them, and has one row that says so. What every
 * member may do by the base permission is in no row.
 * @returns by person, kind and name
 */
export function holdingsOf(version: Version): readonly Holding[] {
  const { state } = version;
  const people = [...new Set([...state.users.keys(), ...othersNamed(state)])].sort(compare);
  return people.flatMap((user) => heldBy(version, user));
}

/** Who stands in a list and not among the users: a state of the past may not have been valid. */
function* othersNamed({ teams, repos }: OrgState): Generator<Key> {
  for (const { members } of teams.values()) yield* members.keys();
  for (const { collaborators } of repos.values()) yield* collaborators.keys();
}

type Row = Omit<Holding, 'login' | 'id' | 'employee'>;

function heldBy(version: Version, key: Key): readonly Holding[] {
  const { state } = version;
  const user = state.users.get(key);
  const { login = loginIn(state, key), id = null, employee = null } = user ?? {};
  const rows =
    user?.suspended === undefined ? rowsOf(version, key, user) : [suspendedRow(version, key, user.suspended)];
  return rows.map((row) => ({ login, id, employee, ...row }));
}

function loginIn(state: OrgState, key: Key): string {
  const inTeam = teamsByPerson(state).get(key)?.[0]?.member.login;
  return inTeam ?? grantsByPerson(state).get(key)?.[0]?.collaborators.get(key)?.to ?? key;
}

function suspendedRow(version: Version, user: Key, since: string): Row {
  const at = positionIn(version, { noun: 'user', user });
  return { ...inOrganization(version, 'none'), by: { way: 'suspended', since }, at };
}

function inOrganization({ state }: Version, permission: string): Pick<Row, 'kind' | 'name' | 'permission'> {
  return { kind: 'organization', name: state.organization.name, permission };
}

function rowsOf(version: Version, key: Key, user: User | undefined): readonly Row[] {
  const own: Row[] =
    user === undefined
      ? []
      : [{ ...inOrganization(version, user.role), by: direct, at: positionIn(version, { noun: 'user', user: key }) }];
  return [
    ...own,
    ...(user?.role === 'owner' ? [{ ...everyRepository, by: { way: 'owner' } as const, at: own[0]?.at ?? null }] : []),
    ...teamRows(version, key, user?.role),
    ...repositoryRows(version, key).sort((a, b) => compare(a.name, b.name) || compare(wordsOf(a.by), wordsOf(b.by))),
  ];
}

const direct: HeldBy = { way: 'direct' };
const everyRepository = { kind: 'repository', name: '*', permission: 'admin' } as const;

function wordsOf(by: HeldBy): string {
  return by.way === 'team' ? `team ${by.team} ${by.grantedTo ?? ''}` : by.way;
}

/** GitHub makes owners maintainers of every team that they are in. */
function teamRows(version: Version, user: Key, role: OrgRole | undefined): readonly Row[] {
  const teams = teamsByPerson(version.state).get(user) ?? [];
  return teams.map(({ key, slug, member }) => ({
    kind: 'team',
    name: slug,
    permission: role === 'owner' ? 'maintainer' : member.role,
    by: direct,
    at: positionIn(version, { noun: 'team-member', team: key, user }),
  }));
}

function repositoryRows(version: Version, user: Key): Row[] {
  const { state } = version;
  const own = (grantsByPerson(state).get(user) ?? []).map(({ key, name, collaborators }): Row => {
    const at = positionIn(version, { noun: 'repo-collaborator', repo: key, user });
    return { kind: 'repository', name, permission: collaborators.get(user)?.role ?? '', by: direct, at };
  });
  const byTeams = (teamsByPerson(state).get(user) ?? []).flatMap(({ key: team, slug }) =>
    [team, ...ancestorsOf(state, team)].flatMap((granted) =>
      (grantsByTeam(state).get(granted) ?? []).map(({ key: repo, name, teams }): Row => {
        const grantedTo = granted === team ? {} : { grantedTo: state.teams.get(granted)?.slug ?? granted };
        const at = positionIn(version, { noun: 'repo-team', repo, team: granted });
        const permission = teams.get(granted)?.role ?? '';
        return { kind: 'repository', name, permission, by: { way: 'team', team: slug, ...grantedTo }, at };
      }),
    ),
  );
  return [...own, ...byTeams];
}

function positionIn({ entries }: Version, ref: EntryRef): Position | null {
  const entry = entries.get(entryKey(ref));
  return entry === undefined ? null : { file: entry.file, line: entry.line };
}

interface InTeam {
  readonly key: Key;
  readonly slug: string;
  readonly member: TeamMember;
}

const teamsByPerson = remembered(({ teams }: OrgState) => {
  const found = new Map<Key, InTeam[]>();
  for (const [key, { slug, members }] of [...teams].sort(([a], [b]) => compare(a, b))) {
    for (const [user, member] of members) listIn(found, user).push({ key, slug, member });
  }
  return found;
});

type KeyedRepo = Repo & { readonly key: Key };

const grantsByPerson = remembered(({ repos }: OrgState) => byHolder(repos, 'collaborators'));
const grantsByTeam = remembered(({ repos }: OrgState) => byHolder(repos, 'teams'));

function byHolder(repos: OrgState['repos'], list: 'teams' | 'collaborators'): ReadonlyMap<Key, KeyedRepo[]> {
  const found = new Map<Key, KeyedRepo[]>();
  for (const [key, repo] of repos) for (const holder of repo[list].keys()) listIn(found, holder).push({ ...repo, key });
  return found;
}

function listIn<Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

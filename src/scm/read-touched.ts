import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState, Repo, Team, User } from '../model/org-state.ts';
import { touchedPeople } from '../planner/base.ts';
import { mayBeLeftOver } from '../planner/other-ways.ts';
import type { Parts } from './compose.ts';
import type { Invitations, LiveReader, LiveTeam } from './live-reader.ts';
import type { Comparison } from './comparison.ts';

/**
 * No more than the commits since base touched, and what must be known beside it: whether the people named are members,
 * where a team's children and parents stand, which grants someone has who loses or regains everything.
 */
export async function readTouched(reader: LiveReader, comparison: Comparison): Promise<Omit<Parts, 'organization'>> {
  const { desired } = comparison;
  const interest = interestOf(comparison);
  const { members, idsByLogin } = await readMembers(reader, interest.people);
  const [teams, repos, repoTeams, invitations] = await Promise.all([
    readTeams(reader, comparison, interest, members),
    reader.repos([...interest.repos].sort()),
    reader.repoTeams([...interest.repoTeams].sort()),
    readInvitations(reader, interest.people, members),
  ]);
  const found = withOutside(members, repos, idsByLogin);
  const known = new Map([...invitations.users, ...found]);
  const isLost = [...interest.people].some(([user, person]) => !desired.users.has(user) && !isAmong(known, person));
  const users = isLost ? new Map([...(await reader.outsideCollaborators()), ...found]) : found;
  return { users, invitations, teams, repos, repoTeams };
}

/** Whether live has the person, under the login of the state or under another one. */
function isAmong(users: ReadonlyMap<Key, User>, { login, id }: User): boolean {
  return users.has(keyOf(login)) || [...users.values()].some((user) => id !== undefined && user.id === id);
}

/** What the touched entries name, under every name it may have on GitHub. */
interface Interest {
  readonly people: ReadonlyMap<Key, User>;
  readonly teams: ReadonlySet<string>;
  readonly teamKeys: ReadonlySet<Key>;
  /** Teams that go or move: those below and above them matter. */
  readonly moved: ReadonlySet<Key>;
  readonly repos: ReadonlySet<string>;
  readonly repoTeams: ReadonlySet<string>;
}

function interestOf({ desired, base }: Comparison): Interest {
  const { stood } = base;
  const interest = {
    people: new Map<Key, User>(),
    teams: new Set<string>(),
    teamKeys: new Set<Key>(),
    moved: new Set<Key>(),
    repos: new Set<string>(),
    repoTeams: new Set<string>(),
  };
  const team = (key: Key): void => {
    interest.teamKeys.add(key);
    addNames(interest.teams, [desired, stood, base.state], (state) => state.teams.get(key));
  };
  const repo = (key: Key, names = interest.repos): void =>
    addNames(names, [desired, stood, base.state], (state) => state.repos.get(key));
  const people = touchedPeople(base);
  for (const user of people) {
    const person = desired.users.get(user) ?? stood.users.get(user);
    if (person !== undefined) interest.people.set(user, person);
  }
  addLinesOf(people, [desired, stood], team, repo);
  for (const user of [...people].filter((person) => desired.users.get(person)?.role === 'outside')) {
    for (const key of stood.repos.keys()) if (mayBeLeftOver(stood, desired, key, user)) repo(key);
  }
  for (const { ref } of base.touches.values()) {
    if ('team' in ref) team(ref.team);
    if ('repo' in ref) repo(ref.repo);
    if (ref.noun === 'repo-team') repo(ref.repo, interest.repoTeams);
    if (ref.noun === 'team' || (ref.noun === 'team-setting' && ref.setting === 'parent')) interest.moved.add(ref.team);
  }
  return interest;
}

function addNames(
  names: Set<string>,
  states: readonly OrgState[],
  find: (state: OrgState) => Team | Repo | undefined,
): void {
  for (const item of states.map(find)) {
    if (item === undefined) continue;
    for (const name of ['slug' in item ? item.slug : item.name, ...item.previously]) names.add(name);
  }
}

/** All that lists one of these people: whoever is suspended, or comes back, loses or regains it. */
function addLinesOf(
  people: ReadonlySet<Key>,
  states: readonly OrgState[],
  team: (key: Key) => void,
  repo: (key: Key) => void,
): void {
  const names = (list: ReadonlyMap<Key, unknown>): boolean => [...list.keys()].some((user) => people.has(user));
  for (const state of states) {
    for (const [key, { members }] of state.teams) if (names(members)) team(key);
    for (const [key, { collaborators }] of state.repos) if (names(collaborators)) repo(key);
  }
}

/** Members who are suspended or become outside collaborators, by today's login. */
function strippedOf(desired: OrgState, people: ReadonlyMap<Key, User>, members: ReadonlyMap<Key, User>): string[] {
  return [...people].flatMap(([user, { login, id }]) => {
    const wanted = desired.users.get(user);
    const member =
      members.get(keyOf(login)) ?? [...members.values()].find((other) => id !== undefined && other.id === id);
    const loses = wanted?.suspended !== undefined || wanted?.role === 'outside';
    return loses && member !== undefined ? [member.login] : [];
  });
}

/** Members among the people, by today's login: who is not found is looked for by id, as they may have been renamed. */
async function readMembers(
  reader: LiveReader,
  people: ReadonlyMap<Key, User>,
): Promise<{ readonly members: ReadonlyMap<Key, User>; readonly idsByLogin: ReadonlyMap<Key, number> }> {
  const wanted = [...people.values()];
  const found = new Map(await reader.members(wanted.map(({ login }) => login)));
  const lost = wanted.flatMap(({ login, id }) => (id === undefined || found.get(keyOf(login))?.id === id ? [] : [id]));
  const asked = new Set(wanted.map(({ login }) => keyOf(login)));
  const logins = await reader.loginsOf(lost);
  const today = [...logins.values()].filter((login) => !asked.has(keyOf(login)));
  for (const [key, user] of await reader.members(today.sort())) found.set(key, user);
  return { members: found, idsByLogin: new Map([...logins].map(([id, login]) => [keyOf(login), id])) };
}

/** Invitations matter only where somebody is no member. */
async function readInvitations(
  reader: LiveReader,
  people: ReadonlyMap<Key, User>,
  members: ReadonlyMap<Key, User>,
): Promise<Invitations> {
  const ids = new Set([...people.values()].flatMap(({ id }) => (id === undefined ? [] : [id])));
  const absent = [...people].filter(
    ([user, { id }]) =>
      !members.has(user) && ![...members.values()].some((member) => id !== undefined && member.id === id),
  );
  if (absent.length === 0) return { users: new Map(), withoutLogin: 0 };
  const all = await reader.invitations();
  const theirs = [...all.users].filter(([key, user]) => people.has(key) || (user.id !== undefined && ids.has(user.id)));
  // What a reinstatement brings is not told before it is accepted.
  const open = theirs.flatMap(([, { invitation }]) =>
    invitation?.state === 'open' && invitation.reinstate !== true ? [invitation.id] : [],
  );
  const teams = await reader.invitationTeams(open);
  return { users: new Map(theirs.map(([key, user]) => [key, withTeams(user, teams)])), withoutLogin: 0 };
}

function withTeams(user: User, teams: ReadonlyMap<number, ReadonlySet<Key>>): User {
  const brought = user.invitation === undefined ? undefined : teams.get(user.invitation.id);
  return user.invitation === undefined || brought === undefined
    ? user
    : { ...user, invitation: { ...user.invitation, teams: brought } };
}

/** Which way from a team those beside it matter: what it inherits comes from above, what goes with it stands below. */
type Way = 'none' | 'up' | 'down' | 'both';

/** Whose teams are asked for person by person; for more people, all teams of the organisation are fewer requests. */
const askedSingly = 40;

/** The teams, and round those that go or move also the teams below and above. One behind a new slug is found by id. */
async function readTeams(
  reader: LiveReader,
  { desired, base }: Comparison,
  interest: Interest,
  members: ReadonlyMap<Key, User>,
): Promise<readonly LiveTeam[]> {
  const stripped = strippedOf(desired, interest.people, members);
  if (stripped.length > askedSingly) return reader.allTeams();
  const found = new Map<Key, LiveTeam>();
  const asked = new Set<Key>();
  let next = await firstTeams(reader, desired, interest, stripped);
  while (next.size > 0) {
    for (const key of next.keys()) asked.add(key);
    const further = new Map<Key, Way>();
    for (const live of await reader.teams([...next.keys()].sort())) {
      const key = keyOf(live.team.slug);
      found.set(key, live);
      for (const [beside, way] of neighbours(live, next.get(key) ?? 'both'))
        if (!asked.has(beside)) further.set(beside, way);
    }
    next = further;
  }
  const isHidden = [...interest.teamKeys].some((key) => isMissing(key, { desired, base }, found));
  return isHidden ? reader.allTeams() : [...found.values()];
}

/** Whether a team that should be there was not found by its slugs: it may have another one by now. */
function isMissing(
  key: Key,
  { desired, base }: Pick<Comparison, 'desired' | 'base'>,
  found: ReadonlyMap<Key, LiveTeam>,
): boolean {
  const states = [desired, base.stood, base.state];
  const id = states.map((state) => state.teams.get(key)?.id).find((known) => known !== undefined);
  if (id !== undefined) return ![...found.values()].some(({ team }) => team.id === id);
  const names = new Set<string>();
  addNames(names, states, (state) => state.teams.get(key));
  return base.state.teams.get(key)?.managed === true && ![...names].some((slug) => found.has(keyOf(slug)));
}

async function firstTeams(
  reader: LiveReader,
  desired: OrgState,
  interest: Interest,
  logins: readonly string[],
): Promise<Map<Key, Way>> {
  const stripped = await Promise.all(logins.map((login) => reader.teamsOf(login)));
  const parents = [...interest.moved].flatMap((key) => desired.teams.get(key)?.parent ?? []);
  return new Map<Key, Way>([
    ...stripped.flat().map((slug): [Key, Way] => [keyOf(slug), 'up']),
    ...[...interest.teams].map((slug): [Key, Way] => [keyOf(slug), 'none']),
    ...parents.map((key): [Key, Way] => [key, 'up']),
    ...[...interest.moved].map((key): [Key, Way] => [key, 'both']),
  ]);
}

function neighbours({ team, children }: LiveTeam, way: Way): [Key, Way][] {
  const above: [Key, Way][] = team.parent === undefined ? [] : [[team.parent, 'up']];
  const below = children.map((slug): [Key, Way] => [keyOf(slug), 'down']);
  return [...(way === 'up' || way === 'both' ? above : []), ...(way === 'down' || way === 'both' ? below : [])];
}

/** Outside collaborators are known by their grants, and by id where the login of the state led to no member. */
function withOutside(
  members: ReadonlyMap<Key, User>,
  repos: readonly Repo[],
  idsByLogin: ReadonlyMap<Key, number>,
): Map<Key, User> {
  const users = new Map(members);
  for (const { collaborators } of repos) {
    for (const [key, { to, invitation }] of collaborators) {
      const id = idsByLogin.get(key);
      if (users.has(key) || invitation !== undefined) continue;
      users.set(key, { login: to, role: 'outside', ...(id === undefined ? {} : { id }) });
    }
  }
  return users;
}

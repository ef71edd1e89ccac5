import { type Key, keyOf } from '../src/model/identity.ts';
import type { OrgState, Team, User } from '../src/model/org-state.ts';

/** What a merge makes of the state: it touches one user and two teams. */
export type Merge = (state: OrgState) => OrgState;

/** An account that no generated organisation has. */
export const joiner: User = { login: 'joiner-of-the-bench', id: 987_654_321, role: 'member' };

/** Somebody comes, changes teams, is suspended, goes. */
export const merges: Readonly<Record<'joiner' | 'mover' | 'suspension' | 'leaver', Merge>> = {
  joiner(state) {
    const { teams } = someoneInTwoTeams(state);
    const users = new Map([...state.users, [keyOf(joiner.login), joiner]]);
    return {
      ...state,
      users,
      teams: edited(state, teams, (members) =>
        members.set(keyOf(joiner.login), { login: joiner.login, role: 'member' }),
      ),
    };
  },
  mover(state) {
    const { person, teams } = someoneInTwoTeams(state);
    const [from] = teams;
    const to = [...state.teams].find(([, team]) => isSmall(team) && !team.members.has(keyOf(person.login)));
    if (to === undefined) throw new Error('there is no other team');
    const left = edited(state, [from], (members) => members.delete(keyOf(person.login)));
    const joined = edited({ ...state, teams: left }, [to[0]], (members) =>
      members.set(keyOf(person.login), { login: person.login, role: 'member' }),
    );
    return { ...withUser(state, { ...person, employee: 'E-MOVED' }), teams: joined };
  },
  suspension(state) {
    return withUser(state, { ...someoneInTwoTeams(state).person, suspended: '2026-11-20' });
  },
  leaver(state) {
    const { person, teams } = someoneInTwoTeams(state);
    const users = new Map(state.users);
    users.delete(keyOf(person.login));
    return { ...state, users, teams: edited(state, teams, (members) => members.delete(keyOf(person.login))) };
  },
};

/** Somebody joins the two largest teams, whose members take a request for each hundred. */
export function intoLargestTeams(state: OrgState): OrgState {
  const largest = [...state.teams].sort(([, a], [, b]) => b.members.size - a.members.size).slice(0, 2);
  const person = [...state.users].find(
    ([key, { role, suspended }]) =>
      role === 'member' && suspended === undefined && largest.every(([, { members }]) => !members.has(key)),
  );
  if (person === undefined) throw new Error('everybody is in the largest teams');
  const [key, { login }] = person;
  const teams = largest.map(([team]) => team);
  return { ...state, teams: edited(state, teams, (members) => members.set(key, { login, role: 'member' })) };
}

type Members = Map<Key, Team['members'] extends ReadonlyMap<Key, infer Member> ? Member : never>;

function edited(state: OrgState, teams: readonly Key[], edit: (members: Members) => unknown): OrgState['teams'] {
  return new Map(
    [...state.teams].map(([key, team]) => {
      const members: Members = new Map(team.members);
      if (teams.includes(key)) edit(members);
      return [key, { ...team, members }];
    }),
  );
}

function withUser(state: OrgState, user: User): OrgState {
  return { ...state, users: new Map([...state.users, [keyOf(user.login), user]]) };
}

/** A member who is in two teams and holds nothing of their own, so that their going touches no more than that. */
function someoneInTwoTeams(state: OrgState): { readonly person: User; readonly teams: readonly [Key, Key] } {
  const teamsOf = new Map<Key, Team[]>();
  for (const team of state.teams.values()) {
    for (const user of team.members.keys()) teamsOf.set(user, [...(teamsOf.get(user) ?? []), team]);
  }
  const collaborators = new Set([...state.repos.values()].flatMap((repo) => [...repo.collaborators.keys()]));
  const sponsors = new Set(
    [...state.users.values()].flatMap(({ sponsor }) => (sponsor === undefined ? [] : [keyOf(sponsor)])),
  );
  for (const [key, person] of state.users) {
    const [one, other, third] = teamsOf.get(key) ?? [];
    if (one === undefined || other === undefined || third !== undefined || person.role !== 'member') continue;
    if (person.suspended !== undefined) continue;
    if (![one, other].every(isSmall) || collaborators.has(key) || sponsors.has(key)) continue;
    return { person, teams: [keyOf(one.slug), keyOf(other.slug)] };
  }
  throw new Error('nobody is in just two teams');
}

/** Of a squad's size: the lists of larger teams take a request for each hundred people. */
function isSmall({ members }: Team): boolean {
  return members.size <= 50;
}

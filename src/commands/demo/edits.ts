import { type Key, keyOf } from '../../model/identity.ts';
import { compare } from '../../model/order.ts';
import type { OrgState, Team } from '../../model/org-state.ts';

/** An edit of the state, and who and what it is about. */
export interface ReviewedChange {
  readonly state: OrgState;
  readonly joiner: { readonly login: string; readonly id: number };
  readonly mover: string;
  readonly left: string;
  readonly joined: string;
  readonly repo: string;
}

/** One person joins a team, one moves to another, and that team gets a repository. */
export function reviewedChange(state: OrgState): ReviewedChange {
  const [from, to] = squadsOf(state);
  const mover = [...from.members.values()].find(({ role }) => role === 'member')?.login ?? '';
  const joiner = { login: 'noor-okonkwo', id: 7_000_001 };
  const joinerKey = keyOf(joiner.login);
  const toKey = keyOf(to.slug);
  const repo = [...state.repos.values()].find(({ teams }) => teams.size > 0 && !teams.has(toKey));
  if (!repo) throw new Error('there is a repository that the team does not have');
  const teams = new Map(state.teams)
    .set(keyOf(from.slug), { ...from, members: without(from.members, keyOf(mover)) })
    .set(toKey, {
      ...to,
      members: new Map(to.members)
        .set(keyOf(mover), { login: mover, role: 'member' })
        .set(joinerKey, { login: joiner.login, role: 'member' }),
    });
  const grants = new Map(repo.teams).set(toKey, { to: to.slug, role: 'write' });
  return {
    state: {
      ...state,
      users: new Map(state.users).set(joinerKey, { ...joiner, role: 'member' }),
      teams,
      repos: new Map(state.repos).set(keyOf(repo.name), { ...repo, teams: grants }),
    },
    joiner,
    mover,
    left: from.slug,
    joined: to.slug,
    repo: repo.name,
  };
}

/** Two teams at the bottom of the tree, the first with somebody who can move. */
function squadsOf({ teams }: OrgState): readonly [Team, Team] {
  const parents = new Set([...teams.values()].map(({ parent }) => parent));
  const squads = [...teams].filter(([key, { parent }]) => parent !== undefined && !parents.has(key));
  const from = squads.find(([, { members }]) => [...members.values()].some(({ role }) => role === 'member'))?.[1];
  const to = squads.map(([, team]) => team).find(({ slug, parent }) => slug !== from?.slug && parent !== from?.parent);
  if (!from || !to) throw new Error('there are two squads, one with a member who can move');
  return [from, to];
}

/**
 * What the job did: it was to spare one person whose HR data were incomplete, and it spared that person alone. Owners
 * and outside collaborators stand in no HR data.
 */
export function foundingMistake(state: OrgState): {
  readonly state: OrgState;
  readonly spared: string;
  readonly gone: number;
} {
  const spared = [...state.users.values()].find(({ role }) => role === 'member')?.login ?? '';
  const gone = [...state.users].filter(([key, { role }]) => role === 'member' && key !== keyOf(spared));
  return { state: withoutPeople(state, new Set(gone.map(([key]) => key))), spared, gone: gone.length };
}

/** A wrong list of leavers, and what goes with them. */
export interface WrongList {
  readonly state: OrgState;
  /** Sorted. */
  readonly logins: readonly string[];
  readonly memberships: number;
  readonly grants: number;
}

/** So many members who did not leave, from all over the organisation: whoever has direct grants first. */
export function wrongList(state: OrgState, count: number): WrongList {
  const members = [...state.users].flatMap(([key, { role }]) => (role === 'member' ? [key] : []));
  const granted = new Set([...state.repos.values()].flatMap(({ collaborators }) => [...collaborators.keys()]));
  const [some, others] = [members.filter((key) => granted.has(key)), members.filter((key) => !granted.has(key))];
  const half = some.slice(0, count / 2);
  const every = Math.floor(others.length / (count - half.length));
  const gone = new Set([...half, ...others.filter((_, place) => place % every === 0)].slice(0, count));
  const listed = (people: ReadonlyMap<Key, unknown>): number =>
    [...people.keys()].filter((key) => gone.has(key)).length;
  const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);
  return {
    state: withoutPeople(state, gone),
    logins: [...gone].map((key) => state.users.get(key)?.login ?? key).sort(compare),
    memberships: sum([...state.teams.values()].map((team) => listed(team.members))),
    grants: sum([...state.repos.values()].map((repo) => listed(repo.collaborators))),
  };
}

/** No line names them any more. */
function withoutPeople(state: OrgState, gone: ReadonlySet<Key>): OrgState {
  const kept = <T>(people: ReadonlyMap<Key, T>): Map<Key, T> => new Map([...people].filter(([key]) => !gone.has(key)));
  return {
    ...state,
    users: kept(state.users),
    teams: new Map([...state.teams].map(([key, team]) => [key, { ...team, members: kept(team.members) }])),
    repos: new Map([...state.repos].map(([key, repo]) => [key, { ...repo, collaborators: kept(repo.collaborators) }])),
  };
}

function without<T>(map: ReadonlyMap<Key, T>, key: Key): ReadonlyMap<Key, T> {
  return new Map([...map].filter(([other]) => other !== key));
}

import { type Key, keyOf } from '../../model/identity.ts';
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
  const stays = (key: Key): boolean => key === keyOf(spared) || state.users.get(key)?.role !== 'member';
  const kept = <T>(people: ReadonlyMap<Key, T>): Map<Key, T> => new Map([...people].filter(([key]) => stays(key)));
  const users = kept(state.users);
  return {
    state: {
      ...state,
      users,
      teams: new Map([...state.teams].map(([key, team]) => [key, { ...team, members: kept(team.members) }])),
      repos: new Map(
        [...state.repos].map(([key, repo]) => [key, { ...repo, collaborators: kept(repo.collaborators) }]),
      ),
    },
    spared,
    gone: state.users.size - users.size,
  };
}

function without<T>(map: ReadonlyMap<Key, T>, key: Key): ReadonlyMap<Key, T> {
  return new Map([...map].filter(([other]) => other !== key));
}

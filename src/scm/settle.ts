import { type Key, keyOf } from '../model/identity.ts';
import type { Grant, OrgState, Repo, User } from '../model/org-state.ts';
import { repositoryRoles } from '../model/permission.ts';
import { isNewPair, isTouched, touchedPeople } from '../planner/base.ts';
import { takenOutSince } from '../planner/reinstate.ts';
import { isActiveMember } from '../planner/sides.ts';
import type { Comparison } from './comparison.ts';

/**
 * Repositories whose teams must be asked for singly: where a grant that desired lists, or that somebody reviewed the
 * going of, may as well be a parent's; and where a role of the organisation's own is at stake, which lists do not name.
 * @param live in the names that the state uses
 * @param known what was asked already, by today's names
 * @returns today's names, sorted
 */
export function repoTeamsToAsk(
  { desired, base, scope }: Comparison,
  live: OrgState,
  known: ReadonlyMap<Key, unknown>,
): string[] {
  return [...live.repos]
    .filter(([key, repo]) => {
      const wanted = desired.repos.get(key);
      const stood = base.stood.repos.get(key);
      if (known.has(keyOf(repo.name)) || !(wanted ?? stood)?.managed) return false;
      const listed = new Map([...(stood?.teams ?? []), ...(wanted?.teams ?? [])]);
      return [...listed].some(
        ([team, grant]) =>
          (scope.kind === 'full' || isTouched(base, { noun: 'repo-team', repo: key, team })) &&
          (isDoubtful(repo, team) || isCustom(grant)),
      );
    })
    .map(([, { name }]) => name)
    .sort();
}

function isDoubtful(repo: Repo, team: Key): boolean {
  return repo.teams.get(team)?.doubt === 'maybe-inherited';
}

function isCustom({ role }: Grant): boolean {
  return !(repositoryRoles as readonly string[]).includes(role);
}

/**
 * Repositories where somebody may be invited and not have accepted: a collaborator whom desired lists, or listed
 * before, who is no member and has no grant yet. Members are never invited to a repository.
 */
export function repoInvitationsToAsk({ desired, base, scope }: Comparison, live: OrgState): string[] {
  return [...live.repos]
    .filter(([key, repo]) => {
      const wanted = desired.repos.get(key);
      const stood = base.stood.repos.get(key);
      if (!(wanted ?? stood)?.managed) return false;
      const people = [...(stood?.collaborators.keys() ?? []), ...(wanted?.collaborators.keys() ?? [])];
      return people.some(
        (user) =>
          (scope.kind === 'full' || isTouchedThere(base, key, user)) &&
          !repo.collaborators.has(user) &&
          !isActiveMember(live.users.get(user)),
      );
    })
    .map(([, { name }]) => name)
    .sort();
}

function isTouchedThere(base: Comparison['base'], repo: Key, user: Key): boolean {
  return isTouched(base, { noun: 'repo-collaborator', repo, user }) || isTouched(base, { noun: 'user', user });
}

/**
 * People of whom GitHub must be asked who they are: who may be invited or granted access, and each login and id that
 * stand together for the first time, where live does not already tell.
 */
export function accountsToAsk(
  { desired, base, scope }: Comparison,
  live: OrgState,
): { readonly login: string; readonly id?: number }[] {
  return [...desired.users].flatMap(([key, user]) => {
    const found = live.users.get(key);
    const isToldByLive =
      found !== undefined && (user.id === undefined || found.id === user.id) && sameLogin(found, user);
    const bringsTooMuch =
      found?.invitation?.reinstate === true &&
      takenOutSince({ desired, base, live, departures: new Map() }, key).length > 0;
    const mayBeInvited = user.suspended === undefined && (bringsTooMuch || !isThere(found, user.role));
    if (isToldByLive && !mayBeInvited) return [];
    const isLookedAt = scope.kind === 'full' || touchedPeople(base).has(key);
    if (!(isNewPair(base, key, user) || (mayBeInvited && isLookedAt))) return [];
    return [{ login: user.login, ...(user.id === undefined ? {} : { id: user.id }) }];
  });
}

/**
 * Whether nothing has to be sent to bring the person in. Who is outside is invited all the same to become a member, and
 * an open invitation to another role is sent again; the role of a reinstatement is not told.
 */
function isThere(found: User | undefined, role: User['role']): boolean {
  if (found === undefined || found.invitation?.state === 'failed') return false;
  if (role === 'outside') return true;
  if (found.invitation === undefined || found.invitation.reinstate === true) return found.role !== 'outside';
  return found.role === role;
}

function sameLogin(one: User, other: User): boolean {
  return keyOf(one.login) === keyOf(other.login);
}

import type { Census } from '../model/census.ts';
import type { Change } from '../model/change.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';

/** The census that a state tells of which everything was read. */
export function censusOf({ users }: OrgState): Census {
  const people = [...users.values()].filter(({ role }) => role !== 'outside');
  return {
    members: new Map(
      people.flatMap(({ id, login, invitation }) =>
        id === undefined || invitation !== undefined ? [] : [[id, login]],
      ),
    ),
    invited: new Map(
      people.flatMap(({ login, invitation }) => (invitation === undefined ? [] : [[keyOf(login), login]])),
    ),
  };
}

/** Who came and who went between two looks, as logins, sorted. */
export interface Movement {
  readonly disappeared: readonly string[];
  readonly arrived: readonly string[];
}

/**
 * Compares two looks at the organisation. Who accepts an invitation, or whose invitation expires, is still there; who is
 * renamed is known by the numeric id.
 * @param planned the whole plan: whom it takes out is not missed, whom it invites has not arrived
 */
export function movementBetween(before: Census, after: Census, planned: readonly Change[]): Movement {
  const leaving = new Set(planned.flatMap((change) => (takesOut(change) ? [keyOf(change.login)] : [])));
  const invited = new Set(planned.flatMap((change) => (change.kind === 'invite-member' ? [keyOf(change.login)] : [])));
  const isThere = ({ members, invited }: Census, id: number | undefined, login: string): boolean =>
    (id !== undefined && members.has(id)) || invited.has(keyOf(login)) || loginsIn(members).has(keyOf(login));
  const missing = (from: Census, to: Census): string[] =>
    [
      ...[...from.members].flatMap(([id, login]) => (isThere(to, id, login) ? [] : [login])),
      ...[...from.invited.values()].filter((login) => !isThere(to, undefined, login)),
    ].sort();
  return {
    disappeared: missing(before, after).filter((login) => !leaving.has(keyOf(login))),
    arrived: missing(after, before).filter((login) => !invited.has(keyOf(login))),
  };
}

/** Whether a change takes somebody out of the organisation, or their invitation back. */
function takesOut(change: Change): change is Extract<Change, { readonly login: string }> {
  return (
    change.kind === 'remove-member' ||
    change.kind === 'convert-to-outside' ||
    change.kind === 'cancel-invitation' ||
    change.kind === 'clear-failed-invitation'
  );
}

const folded = new WeakMap<Census['members'], ReadonlySet<Key>>();

/** Folded logins of members, made once for each look. */
function loginsIn(members: Census['members']): ReadonlySet<Key> {
  const known = folded.get(members) ?? new Set([...members.values()].map(keyOf));
  folded.set(members, known);
  return known;
}

import type { Census } from '../model/census.ts';
import type { Change } from '../model/change.ts';
import { keyOf } from '../model/identity.ts';
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
      people.flatMap(({ login, invitation }) => (invitation === undefined ? [] : [[invitation.id, login]])),
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
 * renamed is known by the numbers of the account and of the invitation.
 * @param planned the whole plan: whom it takes out is not missed, whom it invites has not arrived
 */
export function movementBetween(before: Census, after: Census, planned: readonly Change[]): Movement {
  const leaving = new Set(planned.flatMap((change) => (takesOut(change) ? [keyOf(change.login)] : [])));
  const invited = new Set(planned.flatMap((change) => (change.kind === 'invite-member' ? [keyOf(change.login)] : [])));
  return {
    disappeared: missing(before, after).filter((login) => !leaving.has(keyOf(login))),
    arrived: missing(after, before).filter((login) => !invited.has(keyOf(login))),
  };
}

/** Who is in one census and not in the other: by the numbers of accounts and invitations, and by login between the two. */
function missing(from: Census, to: Census): string[] {
  const logins = new Set([...to.members.values(), ...to.invited.values()].map(keyOf));
  const absent = (known: ReadonlyMap<number, string>, found: ReadonlyMap<number, string>): string[] =>
    [...known].flatMap(([id, login]) => (found.has(id) || logins.has(keyOf(login)) ? [] : [login]));
  return [...absent(from.members, to.members), ...absent(from.invited, to.invited)].sort();
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

import type { Change } from '../model/change.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Finding } from '../model/plan.ts';
import type { Sides } from './sides.ts';

/** Logins, as live has them, folded, that desired suspends and base did not. */
export function newlySuspended({ desired, live, base }: Sides): ReadonlySet<Key> {
  const logins = [...desired.users]
    .filter(([user, { suspended }]) => suspended !== undefined && base.state.users.get(user)?.suspended === undefined)
    .map(([user, { login }]) => keyOf(live.users.get(user)?.login ?? login));
  return new Set(logins);
}

/** Says for each person whom this plan strips what they can still read, and what stripping cannot give back. */
export function noteSuspensions(sides: Sides, changes: readonly Change[]): Finding[] {
  const people = new Set(
    changes.flatMap(({ cause }) => (cause !== undefined && 'suspension' in cause ? [cause.suspension] : [])),
  );
  const { basePermission } = sides.live.organization;
  const readable =
    basePermission === undefined || basePermission === 'none'
      ? 'As the base permission is none, they keep no repository of the organisation but public ones.'
      : `They keep the base permission: ${basePermission} in every repository.`;
  return [...people].sort().map((login) => ({
    finding: 'suspension',
    login,
    message: `${login} is suspended: keeps the seat, loses teams and direct access. ${readable} Lifting it gives back what the state lists; forks and issue assignments that GitHub drops with the access do not come back.`,
  }));
}

import { keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { matchNames, renameState } from '../../planner/names.ts';

/** An earlier state under the keys of today's: people by id, teams and repositories by id and old names. */
export function inTodaysNames(earlier: OrgState, now: OrgState): OrgState {
  const names = matchNames(earlier, now);
  const { users, ...rest } = renameState(earlier, names);
  return {
    ...rest,
    users: new Map(
      [...users].map(([key, user]) => {
        if (user.sponsor === undefined) return [key, user];
        return [key, { ...user, sponsor: names.users.get(keyOf(user.sponsor)) ?? user.sponsor }];
      }),
    ),
  };
}

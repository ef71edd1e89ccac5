import { type Key, keyOf } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import type { Sides } from './sides.ts';

/** Whose each login was when. */
export interface Timeline {
  /** Whether a line that names this login means the person, before or after the commit at this place. */
  isOurs(login: Key, place: number, side: 'before' | 'after'): boolean;
  /** A sentence for each login of theirs that was somebody else's as well. */
  readonly others: readonly string[];
}

/** From here on the login is this account's; the id is null where the line gave none. */
interface Holder {
  readonly from: number;
  readonly id: number | null;
}

/**
 * A line of a team or repository names a login alone: it means whoever the login belongs to at that commit, else whoever
 * had it last.
 * @param id of the person; undefined where none is known, and then every login is theirs
 */
export function timelineOf(sides: readonly Sides[], id: number | undefined): Timeline {
  const holders = new Map<Key, Holder[]>();
  const put = (user: User, from: number): void => {
    const key = keyOf(user.login);
    const list = holders.get(key) ?? [];
    holders.set(key, list);
    if (list.at(-1)?.id !== (user.id ?? null)) list.push({ from, id: user.id ?? null });
  };
  for (const [place, { before, after }] of sides.entries()) {
    for (const user of before.state.users.values()) if (!holders.has(keyOf(user.login))) put(user, -1);
    for (const user of after.state.users.values()) put(user, place);
  }
  const isThem = (holder: Holder | undefined): boolean =>
    holder === undefined || id === undefined || holder.id === null || holder.id === id;
  return {
    isOurs(login, place, side) {
      const last = side === 'after' ? place : place - 1;
      const list = holders.get(login) ?? [];
      return isThem(list.findLast(({ from }) => from <= last) ?? list[0]);
    },
    others: [...holders].flatMap(([login, list]) => {
      const strangers = [...new Set(list.filter((holder) => !isThem(holder)).map((holder) => holder.id))];
      if (strangers.length === 0 || list.every((holder) => !isThem(holder))) return [];
      const ids = strangers.map((stranger) => `id ${stranger}`).join(', ');
      return [`The login ${login} also was another account's (${ids}): what that one held is not in here.`];
    }),
  };
}

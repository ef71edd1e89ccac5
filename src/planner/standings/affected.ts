import type { EntryRef } from '../../model/entry.ts';
import type { Key } from '../../model/identity.ts';
import { type Base, touchedPeople } from '../base.ts';
import { descendantsOf } from '../inheritance.ts';

/**
 * Everybody whom the commits of a change touched: the people whom their lines name, and the members of each team whose
 * grants, parent or file they touched, with those of the teams below it, which inherit from it. The union over the
 * commits, never the net difference: whoever was taken out and given back is affected all the same.
 */
export function affectedBy(change: Base): ReadonlySet<Key> {
  const people = new Set(touchedPeople(change));
  for (const team of teamsTouched(change)) {
    for (const key of [team, ...descendantsOf(change.stood, team)]) {
      for (const user of change.stood.teams.get(key)?.members.keys() ?? []) people.add(user);
    }
  }
  return new Set([...people].filter((user) => change.stood.users.has(user)).sort());
}

function teamsTouched({ touches }: Base): ReadonlySet<Key> {
  return new Set([...touches.values()].flatMap(({ ref }) => (isOfAll(ref) ? [ref.team] : [])));
}

/** Whether the line says something about everybody in the team. */
function isOfAll(ref: EntryRef): ref is Extract<EntryRef, { readonly team: Key }> {
  return ref.noun === 'repo-team' || ref.noun === 'team' || (ref.noun === 'team-setting' && ref.setting === 'parent');
}

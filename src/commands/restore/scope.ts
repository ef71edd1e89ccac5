import { UsageError } from '../../model/errors.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { RestoreScope } from '../../model/restoration.ts';
import { didYouMean } from '../../state/suggest.ts';

export interface Named {
  readonly user?: readonly string[];
  readonly team?: readonly string[];
  readonly repo?: readonly string[];
}

/**
 * What was named on the command line, by the names of today or of then.
 * @param then under today's names
 * @throws UsageError where neither state has something of that name
 */
export function scopeOf({ user = [], team = [], repo = [] }: Named, earlier: OrgState, now: OrgState): RestoreScope {
  return {
    users: found('user', user, earlier.users, now.users, ({ login }) => login),
    teams: found('team', team, earlier.teams, now.teams, ({ slug }) => slug),
    repos: found('repository', repo, earlier.repos, now.repos, ({ name }) => name),
  };
}

function found<Item>(
  noun: string,
  names: readonly string[],
  earlier: ReadonlyMap<Key, Item>,
  now: ReadonlyMap<Key, Item>,
  nameOf: (item: Item) => string,
): ReadonlySet<Key> {
  return new Set(
    names.map((name) => {
      const key = keyOf(name);
      if (now.has(key) || earlier.has(key)) return key;
      const renamed = [...earlier].find(([, item]) => keyOf(nameOf(item)) === key)?.[0];
      if (renamed !== undefined) return renamed;
      const known = [...earlier.values(), ...now.values()].map(nameOf);
      const message = `No ${noun} ${JSON.stringify(name)} is in the state, today or then${didYouMean(name, known)}`;
      throw new UsageError(`unknown-${noun}`, message);
    }),
  );
}

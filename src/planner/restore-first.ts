import { keyOf } from '../model/identity.ts';
import { teamsOf } from './lookups.ts';
import type { Sides } from './sides.ts';

/**
 * How soon somebody is to be invited, smaller is sooner: the place in policy's `restoreFirst` of the first team there
 * that lists the person, and after all of those whoever is in none of them.
 */
export function turnOf({
  desired,
  policy: { restoreFirst },
}: Pick<Sides, 'desired' | 'policy'>): (login: string) => number {
  const places = new Map(restoreFirst.map((team, place) => [team, place]));
  return (login) => {
    const theirs = teamsOf(desired, keyOf(login)).map((team) => places.get(keyOf(team)) ?? restoreFirst.length);
    return Math.min(restoreFirst.length, ...theirs);
  };
}

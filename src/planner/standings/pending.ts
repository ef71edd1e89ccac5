import type { Key } from '../../model/identity.ts';
import type { Base } from '../base.ts';
import { remembered } from '../lookups.ts';
import type { Facts } from './facts.ts';
import type { Told } from './told.ts';

const commitsByPerson = remembered(({ touches }: Base) => {
  const commits = new Map<Key, (string | null)[]>();
  for (const { ref, commit } of touches.values()) {
    if ('user' in ref) commits.set(ref.user, [...(commits.get(ref.user) ?? []), commit]);
  }
  return commits;
});

/** Whether a commit that is not applied yet touched a line that names the person. */
export function isPending({ pending }: Facts, user: Key): boolean {
  return pending === null || commitsByPerson(pending).has(user);
}

/** The commits, not applied yet, that touched lines naming the person. */
export function linesTouched({ pending }: Facts, user: Key): readonly (string | null)[] {
  return pending === null ? [] : (commitsByPerson(pending).get(user) ?? []);
}

/** The place of the newest of them; -1 where there is none. */
export function pendingPlace(facts: Facts, user: Key): number {
  return Math.max(-1, ...linesTouched(facts, user).map((commit) => facts.placeOf(commit)));
}

/**
 * What a run did last, unless a commit has touched a line of the person's since which that run did not know: then it
 * says nothing about today.
 */
export function stillTrue(facts: Facts, user: Key, told: Told | undefined): Told | undefined {
  return told === undefined || facts.placeOf(told.commit) < pendingPlace(facts, user) ? undefined : told;
}

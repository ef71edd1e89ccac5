import type { Key } from '../model/identity.ts';
import type { Grant, OrgState } from '../model/org-state.ts';

/** What is found in one walk, and would else take a walk for each person. What is walked over is never edited. */
export function remembered<Walked extends object, Found>(find: (walked: Walked) => Found): (walked: Walked) => Found {
  const known = new WeakMap<Walked, { readonly found: Found }>();
  return (walked) => {
    const { found } = known.get(walked) ?? { found: find(walked) };
    known.set(walked, { found });
    return found;
  };
}

const teamsByPerson = remembered(({ teams }: OrgState) => {
  const slugs = new Map<Key, string[]>();
  for (const { managed, slug, members } of teams.values()) {
    for (const user of managed ? members.keys() : []) listIn(slugs, user).push(slug);
  }
  for (const list of slugs.values()) list.sort();
  return slugs;
});

const grantsByPerson = remembered(({ repos }: OrgState) => {
  const grants = new Map<Key, Grant[]>();
  for (const { collaborators } of repos.values()) {
    for (const [user, grant] of collaborators) listIn(grants, user).push(grant);
  }
  return grants;
});

function listIn<Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** Slugs of the managed teams that list the person, sorted. */
export function teamsOf(state: OrgState, user: Key): readonly string[] {
  return teamsByPerson(state).get(user) ?? [];
}

/** What the person was granted directly, accepted or not, in all repositories. */
export function grantsOf(state: OrgState, user: Key): readonly Grant[] {
  return grantsByPerson(state).get(user) ?? [];
}

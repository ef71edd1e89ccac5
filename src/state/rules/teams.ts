import { isSlugKnown, teamSlug } from '../team-slug.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Team } from '../../model/org-state.ts';
import type { Problem } from '../../model/problem.ts';
import type { Whole } from '../whole.ts';

/** Slugs are lower case on GitHub, and the file has the slug's name. */
export function slugCase({ teams }: Whole): Problem[] {
  return teams
    .filter(({ value }) => value.slug !== value.slug.toLowerCase())
    .map(({ value, where }) => {
      const message = `slugs are lower case on GitHub: name this file ${value.slug.toLowerCase()}.yaml`;
      return { severity: 'error', ...where, message };
    });
}

/** Walking up from a team must end. Each cycle is said once, at each of its teams. */
export function cyclesOfParents({ state, teams }: Whole): Problem[] {
  const done = new Set<Key>();
  const cycles = new Map<Key, readonly Key[]>();
  for (const key of state.teams.keys()) {
    const path: Key[] = [];
    const at = new Map<Key, number>();
    for (let next: Key | undefined = key; next !== undefined && !done.has(next); next = state.teams.get(next)?.parent) {
      const seen = at.get(next);
      if (seen !== undefined) {
        const cycle = path.slice(seen);
        for (const member of cycle) cycles.set(member, cycle);
        break;
      }
      at.set(next, path.length);
      path.push(next);
    }
    for (const step of path) done.add(step);
  }
  return teams.flatMap(({ value, where, parentAt = where }) => {
    const cycle = cycles.get(keyOf(value.slug));
    if (cycle === undefined) return [];
    const shown = cycle.length > 10 ? [...cycle.slice(0, 10), '…'] : [...cycle, cycle[0]];
    return [{ severity: 'error', ...parentAt, message: `the parents go round in a circle: ${shown.join(' → ')}` }];
  });
}

/** GitHub has no secret team with a parent or children. */
export function secretNestedTeams({ state, teams }: Whole): Problem[] {
  return teams.flatMap(({ value, where, privacyAt = where, parentAt = where }) => {
    const problems: Problem[] = [];
    if (value.privacy === 'secret' && value.parent !== undefined) {
      const message = 'a secret team cannot have a parent: make it closed, or take the parent out';
      problems.push({ severity: 'error', ...privacyAt, message });
    }
    if (parentOf(value, state.teams)?.privacy === 'secret') {
      const message = `the team ${value.parent} is secret and cannot be a parent: make it closed, or take the parent out`;
      problems.push({ severity: 'error', ...parentAt, message });
    }
    return problems;
  });
}

function parentOf({ parent }: Team, teams: ReadonlyMap<Key, Team>): Team | undefined {
  return parent === undefined ? undefined : teams.get(parent);
}

/** An outside collaborator is in no team: that would make them a member. */
export function outsideInTeams({ state, teams }: Whole): Problem[] {
  return teams.flatMap(({ value: { slug }, people }) =>
    people
      .filter(({ user }) => state.users.get(user)?.role === 'outside')
      .map(({ login, where }) => {
        const message = `${login} is an outside collaborator and cannot be in the team ${slug}: give the role member, or take the line out`;
        return { severity: 'error', ...where, message };
      }),
  );
}

/** Without an id a team is found by its slug, which GitHub makes from the name. */
export function slugOfName({ teams }: Whole): Problem[] {
  return teams.flatMap(({ value: { id, name, slug }, where, nameAt = where }) => {
    const made = name === undefined || !isSlugKnown(name) ? undefined : teamSlug(name);
    if (id !== undefined || made === undefined || made === keyOf(slug)) return [];
    const message = `GitHub makes the slug ${JSON.stringify(made)} of this name: name the file ${made}.yaml, or give the team's id`;
    return [{ severity: 'warning', ...nameAt, message }];
  });
}

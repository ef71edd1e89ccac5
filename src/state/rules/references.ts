import { keyOf } from '../../model/identity.ts';
import { repositoryRoles } from '../../model/permission.ts';
import type { Problem } from '../../model/problem.ts';
import type { Reference } from '../fragment.ts';
import { didYouMean } from '../suggest.ts';
import type { Whole } from '../whole.ts';

/** Looking for the nearest word costs a look at every word, so only so many problems get a suggestion. */
const mostSuggestions = 50;
/** What REST calls two of the five. */
const synonyms: Readonly<Record<string, string>> = { pull: 'read', push: 'write' };

/** Every login, slug and role that a file names must be there. */
export function unknownNames(whole: Whole, today: string): Problem[] {
  let suggestions = 0;
  return whole.references
    .filter((reference) => !isKnown(reference, whole))
    .map(({ where, to, name, as, severity: most, until = today }) => {
      suggestions += 1;
      const severity = until < today ? 'warning' : most;
      const hint = suggestions > mostSuggestions ? '' : suggestionFor(to, name, whole);
      return { severity, ...where, message: `unknown ${to} ${JSON.stringify(name)} ${as}${hint}` };
    });
}

function isKnown({ to, name }: Reference, { state, usersIncomplete, unreadTeams }: Whole): boolean {
  const key = keyOf(name);
  switch (to) {
    case 'user':
      return usersIncomplete || state.users.has(key);
    case 'team':
      return state.teams.has(key) || unreadTeams.has(key);
    case 'role':
      return (repositoryRoles as readonly string[]).includes(name) || state.organization.customRoles.has(key);
  }
}

function suggestionFor(to: Reference['to'], name: string, { state }: Whole): string {
  switch (to) {
    case 'user':
      return didYouMean(
        name,
        Array.from(state.users.values(), ({ login }) => login),
      );
    case 'team':
      return didYouMean(
        name,
        Array.from(state.teams.values(), ({ slug }) => slug),
      );
    case 'role': {
      const roles = [...repositoryRoles, ...Array.from(state.organization.customRoles.values(), (role) => role.name)];
      const synonym = Object.hasOwn(synonyms, name) ? synonyms[name] : undefined;
      const hint = synonym === undefined ? didYouMean(name, roles) : `; did you mean "${synonym}"?`;
      return hint === ''
        ? `: the roles are ${roles.join(', ')} (others go into customRoles of organization.yaml)`
        : hint;
    }
  }
}

import type { Key } from '../../model/identity.ts';
import { keyOf } from '../../model/identity.ts';
import type { Organization, User } from '../../model/org-state.ts';
import type { Plan, Violation } from '../../model/plan.ts';
import { isNewPair } from '../base.ts';
import type { Sides } from '../sides.ts';
import type { Facts } from './guard.ts';

/** A run against any other organisation than the one meant is refused. */
export function organizationMeant(_: Plan, { sides: { desired, live } }: Facts): readonly Violation[] {
  return anotherOrganization(desired.organization, live.organization);
}

/** Whether GitHub's organisation is another one than organization.yaml means. */
export function anotherOrganization(wanted: Organization, found: Organization): readonly Violation[] {
  if (wanted.id !== undefined && wanted.id !== found.id) {
    const message = `organization.yaml names the organisation with id ${wanted.id}, and ${found.name} on this GitHub has id ${found.id}. Is GITHUB_API_URL the right one? Was the organisation made anew?`;
    return [{ guard: 'organization', message }];
  }
  if (wanted.id === undefined && keyOf(wanted.name) !== keyOf(found.name)) {
    const message = `organization.yaml names ${wanted.name}, and GitHub answers with ${found.name}. Write the new name, and the id beside it.`;
    return [{ guard: 'organization', message }];
  }
  return [];
}

/**
 * A login and an id that are new, or changed together, must belong to each other on GitHub. Where nobody has either,
 * there is nobody to be taken for somebody else: the plan says that the line is not in effect, and all else goes on.
 */
export function identityPairs(_: Plan, facts: Facts): readonly Violation[] {
  const pairs = newPairs(facts.sides);
  if (pairs.length === 0) return [];
  const idsByLogin = new Map([...facts.sides.live.users.values()].map((user) => [keyOf(user.login), user.id]));
  return pairs.flatMap(({ key, user, id }) => {
    const found = idOnGitHub(facts.sides, key, user.login, idsByLogin);
    if (found === id) return [];
    const now = facts.loginsOf.get(id);
    if (found === undefined && (now === undefined || keyOf(now) === key)) return [];
    const says =
      found === undefined
        ? `GitHub knows no account ${user.login}`
        : `on GitHub ${user.login} is the account with id ${found}`;
    const and = now === undefined ? '' : `, and id ${id} is ${now}`;
    return [
      {
        guard: 'identity',
        message: `The state says that ${user.login} has id ${id}; ${says}${and}. Nobody is invited or removed on that: correct the line.`,
        figures: { id, ...(found === undefined ? {} : { found }) },
      },
    ];
  });
}

/** People whose login and id stand together in desired for the first time. */
export function newPairs({ desired, base }: Sides): { readonly key: Key; readonly user: User; readonly id: number }[] {
  return [...desired.users].flatMap(([key, user]) =>
    user.id !== undefined && isNewPair(base, key, user) ? [{ key, user, id: user.id }] : [],
  );
}

function idOnGitHub(
  { live, accounts }: Sides,
  key: Key,
  login: string,
  idsByLogin: ReadonlyMap<Key, number | undefined>,
): number | undefined {
  const person = live.users.get(key);
  if (person?.id !== undefined && keyOf(person.login) === keyOf(login)) return person.id;
  const byLogin = idsByLogin.get(keyOf(login));
  if (byLogin !== undefined) return byLogin;
  const account = accounts.get(keyOf(login));
  return account?.kind === 'missing' ? undefined : account?.id;
}

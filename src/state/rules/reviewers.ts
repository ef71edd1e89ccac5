import { keyOf } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import type { Problem } from '../../model/problem.ts';
import type { Whole } from '../whole.ts';

/** A review is asked of people who can give one: whoever cannot only warns, for others may be asked as well. */
export function unfitReviewers({ state, reviewers }: Whole): Problem[] {
  return reviewers.flatMap(({ login, where }) => {
    const what = whyUnfit(state.users.get(keyOf(login)));
    if (what === undefined) return [];
    const message = `${login} is ${what}: name somebody else among the reviewers`;
    return [{ severity: 'warning', ...where, message }];
  });
}

function whyUnfit(user: User | undefined): string | undefined {
  if (user?.suspended !== undefined) return 'suspended, and an approval of theirs does not count';
  return user?.role === 'outside' ? 'an outside collaborator' : undefined;
}

import type { ReviewersAsked } from '../../model/roster.ts';
import type { PersonAsked, Reference } from '../fragment.ts';
import { type Source, valueAt } from '../source.ts';
import type { WrittenReviewers } from '../written.generated.ts';

/** Who is asked to review; nobody where nothing is said. */
export function normaliseReviewers({ users = [], teams = [], maintainers = false }: WrittenReviewers): ReviewersAsked {
  return { users, teams, maintainers };
}

/** The people among them, with the place of each. */
export function peopleAsked({ users = [] }: WrittenReviewers, file: Source): PersonAsked[] {
  return users.map((login, index) => ({ login, where: valueAt(file, users, index) }));
}

export function reviewerReferences(written: WrittenReviewers, file: Source): Reference[] {
  const { users = [], teams = [] } = written;
  const named = (names: readonly string[], to: 'user' | 'team'): Reference[] =>
    names.map((name, index) => {
      return { where: valueAt(file, names, index), to, name, as: 'among the reviewers', severity: 'error' };
    });
  return [...named(users, 'user'), ...named(teams, 'team')];
}

import type { Restoration } from '../../model/restoration.ts';
import type { OrgState } from '../../model/org-state.ts';
import { type Deed, emptyAnswer, type RestoreQuestion } from './question.ts';
import { restoreRepos } from './repos.ts';
import { restoreTeams } from './teams.ts';
import { restoreUsers } from './users.ts';

/**
 * What gives back what an earlier state had. It adds and raises only, unless `exact`: what was added or raised since
 * stays. Nothing is brought back that would name somebody or something that is not there; that is listed. Pure.
 */
export function restore(question: RestoreQuestion): Restoration {
  const { edits, leftOut } = answered(question);
  return { edits, leftOut };
}

const everything = { users: new Set<string>(), teams: new Set<string>(), repos: new Set<string>() };

/**
 * What one commit did, as far as it can be undone: for {@link RestoreQuestion.undone}.
 * @param before the state that the commit found, and `after` the one that it left, both keyed by today's names
 */
export function deedsOf(before: OrgState, after: OrgState): ReadonlySet<Deed> {
  return new Set(answered({ earlier: before, now: after, scope: everything, exact: true }).deeds);
}

function answered(question: RestoreQuestion): ReturnType<typeof emptyAnswer> {
  const answer = emptyAnswer();
  const people = restoreUsers(question, answer);
  const teams = restoreTeams(question, people, answer);
  restoreRepos(question, { people, teams }, answer);
  return answer;
}

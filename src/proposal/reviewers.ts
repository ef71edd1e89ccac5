import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { OrgState } from '../model/org-state.ts';
import type { EditBody, Proposal } from '../model/proposal.ts';
import type { Reviewers } from '../model/pull-request.ts';
import type { ReviewersAsked } from '../model/roster.ts';

/** So many people GitHub asks at once. */
const peopleAtMost = 15;

/**
 * Who is asked to review a proposal: those whom roster.yaml names, then maintainers where it says so. Nobody is asked
 * about themselves, and nobody who is suspended.
 */
export function reviewersOf({ edits }: Pick<Proposal, 'edits'>, state: OrgState, asked: ReviewersAsked): Reviewers {
  const concerned = new Set(edits.flatMap((edit) => ('login' in edit ? [keyOf(edit.login)] : [])));
  const candidates = [...asked.users, ...(asked.maintainers ? maintainersOf(edits, state) : [])];
  const users = new Map<Key, string>();
  for (const login of candidates) {
    const key = keyOf(login);
    if (concerned.has(key) || state.users.get(key)?.suspended !== undefined || users.has(key)) continue;
    users.set(key, login);
  }
  return { users: [...users.values()].slice(0, peopleAtMost), teams: asked.teams };
}

/** Of the teams that the edits touch, and of those in which whoever leaves stands. */
function maintainersOf(edits: readonly EditBody[], { teams }: OrgState): readonly string[] {
  const slugs = new Set(edits.flatMap((edit) => ('team' in edit ? [keyOf(edit.team)] : [])));
  const leaving = edits.flatMap((edit) =>
    edit.kind === 'suspend-user' || edit.kind === 'remove-user' ? [keyOf(edit.login)] : [],
  );
  const touched = [...teams].filter(
    ([key, { members }]) => slugs.has(key) || leaving.some((login) => members.has(login)),
  );
  const maintainers = touched.flatMap(([, { members }]) =>
    [...members.values()].filter(({ role }) => role === 'maintainer'),
  );
  return maintainers.map(({ login }) => login).sort(compare);
}

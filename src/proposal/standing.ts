import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import type { Edit } from '../model/proposal.ts';
import { removalKindOf } from './removals.ts';

/**
 * Suspensions with the day on which they were proposed first: with another day each day, nobody could approve one in time,
 * and what people closed would be opened again.
 */
export function withStandingDays(edits: readonly Edit[], standing: OrgState | undefined): readonly Edit[] {
  return edits.map((edit) => {
    if (edit.kind !== 'suspend-user') return edit;
    const day = standing?.users.get(keyOf(edit.login))?.suspended;
    return day === undefined || day > edit.suspended ? edit : Object.freeze({ ...edit, suspended: day });
  });
}

/** Whether merging the branch takes from nobody what the edits do not take. */
export function isCoveredBy(edits: readonly Edit[], before: OrgState, standing: OrgState): boolean {
  const covered = new Set(edits.flatMap(takenBy));
  return takenBetween(before, standing).every((taken) => covered.has(taken));
}

function takenBy(edit: Edit): string[] {
  if (removalKindOf(edit) === undefined || !('login' in edit)) return [];
  const user = keyOf(edit.login);
  return ['team' in edit ? membership(keyOf(edit.team), user) : `user ${user}`];
}

/** Who is suspended or gone afterwards, and which memberships of others are gone. */
function takenBetween(before: OrgState, after: OrgState): string[] {
  const users = [...before.users].flatMap(([key, { suspended }]) => {
    const now = after.users.get(key);
    return now === undefined || (suspended === undefined && now.suspended !== undefined) ? [`user ${key}`] : [];
  });
  const memberships = [...before.teams].flatMap(([team, { members }]) =>
    [...members.keys()].flatMap((key) =>
      after.teams.get(team)?.members.has(key) === true || !after.users.has(key) ? [] : [membership(team, key)],
    ),
  );
  return [...users, ...memberships];
}

function membership(team: Key, user: Key): string {
  return `member ${team} ${user}`;
}

import { standingTree } from '../../git/proposal-branch.ts';
import { filesAt } from '../../git/versions.ts';
import { dayOf } from '../../model/day.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { Edit } from '../../model/proposal.ts';
import { loadState } from '../../state/load-state.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from './default-branch.ts';

/**
 * The state that merging one of our branches would leave, as the remote has the branch now; undefined where there is no
 * such branch, or where it cannot be merged.
 */
export async function standingState(
  context: Context,
  { repository, remote, cache }: Pick<DefaultBranch, 'repository' | 'remote' | 'cache'>,
  branch: string,
): Promise<OrgState | undefined> {
  const tree = await standingTree({ repository, remote, ref: `refs/heads/${branch}` }, remote.head);
  if (tree === undefined) return undefined;
  const { files } = await filesAt(repository, tree);
  return loadState(files, { prefix: repository.prefix, today: dayOf(context.now()), lenient: true, cache }).state;
}

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
  if (edit.kind === 'remove-team-member') return [membership(keyOf(edit.team), keyOf(edit.login))];
  const isTaking = edit.kind === 'suspend-user' || edit.kind === 'remove-user' || edit.kind === 'remove-outside';
  return isTaking ? [`user ${keyOf(edit.login)}`] : [];
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

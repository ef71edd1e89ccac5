import { attemptsIn, inviting } from '../applier/journal/attempts.ts';
import { localJournals } from '../applier/journal/local-journals.ts';
import { readJournal } from '../applier/journal/read-journal.ts';
import { grepJournalBranch, journalFolder } from '../git/journal-branch.ts';
import { entryKey } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import { stepsOf } from '../model/journal.ts';
import type { JournalEntry } from '../model/journal.generated.ts';
import type { OrgState } from '../model/org-state.ts';
import { inStateNames } from '../planner/base.ts';
import type { StateRepo } from './desired.ts';

/**
 * How often people were invited in vain, as the journals tell it. They are asked only where that decides something:
 * where an invitation failed, or somebody left whom policy has invited once more.
 */
export async function attemptsSoFar(repo: StateRepo, live: OrgState): Promise<ReadonlyMap<Key, number>> {
  const known = inStateNames(live, repo.base);
  const failed = [...known.users].flatMap(([user, { invitation }]) => (invitation?.state === 'failed' ? [user] : []));
  const asked = [...failed, ...missing(repo, known)].filter((user) => repo.desired.state.users.has(user));
  if (asked.length === 0) return new Map();
  const { entries } = readJournal((await linesAboutInvitations(repo)).join('\n'));
  return attemptsIn(entries, new Map(asked.map((user) => [user, { commit: writerOf(repo, user, entries) }])));
}

function missing({ desired, base }: StateRepo, live: OrgState): readonly Key[] {
  if (desired.policy.departed !== 'invite') return [];
  return [...base.state.users.keys()].filter((user) => !live.users.has(user));
}

/** Those on the branch, and those that a killed run left in this clone. */
async function linesAboutInvitations({ repository, remote }: StateRepo): Promise<readonly string[]> {
  const texts = [...(await localJournals(await journalFolder(repository))).values()];
  const here = texts.flatMap((text) => text.split('\n')).filter((line) => line.includes(inviting));
  return [...(await grepJournalBranch(repository, remote, inviting)), ...here];
}

/** The commit that wrote the person's line: a new one since base, else the one that they were last invited for. */
function writerOf({ base }: StateRepo, user: Key, entries: readonly JournalEntry[]): string | null {
  const touch = base.touches.get(entryKey({ noun: 'user', user }));
  if (touch !== undefined) return touch.commit;
  const latest = stepsOf(entries).findLast(
    ({ change }) => change.kind === 'invite-member' && keyOf(change.login) === user,
  );
  return latest?.commit ?? null;
}

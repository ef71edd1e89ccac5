import { attemptsIn, clearedIn, inviting } from '../applier/journal/attempts.ts';
import { localJournals } from '../applier/journal/local-journals.ts';
import { readJournal } from '../applier/journal/read-journal.ts';
import { timesSent } from '../applier/quota.ts';
import { grepJournalBranch, journalFolder } from '../git/journal-branch.ts';
import { entryKey } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import { stepsOf } from '../model/journal.ts';
import type { JournalEntry } from '../model/journal.generated.ts';
import type { OrgState, User } from '../model/org-state.ts';
import type { Scope } from '../model/plan.ts';
import { type Base, inStateNames } from '../planner/base.ts';
import type { StateRepo } from './desired.ts';

/** What the journals tell of the invitations of people who are not in the organisation. */
interface Invited {
  /** How often in vain. */
  readonly attempts: ReadonlyMap<Key, number>;
  /** Whose invitation was cleared to send another, which was not sent. */
  readonly cleared: ReadonlySet<Key>;
}

/** The journals are asked only where that decides something: where an invitation failed, or somebody is gone. */
export async function invitedSoFar(repo: StateRepo, live: OrgState, scope: Scope): Promise<Invited> {
  const known = inStateNames(live, repo.base);
  const wanted = repo.desired.state.users;
  const failed = [...known.users].flatMap(([user, { invitation }]) =>
    invitation?.state === 'failed' && wanted.has(user) ? [user] : [],
  );
  // A run on merge reads few people, and of those whom it did not read nobody is gone.
  const gone = scope.kind === 'full' ? missing(repo, known).filter((user) => wanted.has(user)) : [];
  if (failed.length + gone.length === 0) return { attempts: new Map(), cleared: new Set() };
  const { entries } = readJournal((await journalLines(repo, [inviting])).join('\n'));
  const lines = (users: readonly Key[]) => writersOf(repo.base, users, entries);
  const again = repo.desired.policy.departed === 'invite' ? gone : [];
  return {
    attempts: new Map([
      ...attemptsIn(entries, lines(failed)),
      ...attemptsIn(entries.filter(isAfterDeparture), lines(again)),
    ]),
    cleared: clearedIn(entries),
  };
}

/** Who left was invited before they joined, too; only what was sent because they left counts. */
function isAfterDeparture(entry: JournalEntry): boolean {
  return 'change' in entry && entry.change.cause !== undefined && 'departure' in entry.change.cause;
}

function missing({ base }: StateRepo, live: OrgState): readonly Key[] {
  return [...base.state.users.keys()].filter((user) => !live.users.has(user));
}

/** When invitations were sent: ours by the journals, and others by what GitHub says is standing. */
export async function timesOfInvitations(
  place: JournalPlace,
  standing: ReadonlyMap<Key, User>,
): Promise<readonly Date[]> {
  const { entries } = readJournal((await journalLines(place, [inviting])).join('\n'));
  const ours = stepsOf(entries).flatMap(({ change, outcome, time }) =>
    change.kind === 'invite-member' && outcome?.result === 'done'
      ? [{ user: keyOf(change.login), at: new Date(time) }]
      : [],
  );
  return timesSent(ours, standing);
}

/** Where the journals are. */
type JournalPlace = Pick<StateRepo, 'repository' | 'remote'>;

/** Lines that hold one of these texts: those on the branch, and those that a killed run left in this clone. */
export async function journalLines(
  { repository, remote }: JournalPlace,
  needles: readonly string[],
): Promise<readonly string[]> {
  const texts = [...(await localJournals(await journalFolder(repository))).values()];
  const isOne = (line: string): boolean => needles.some((needle) => line.includes(needle));
  const here = texts.flatMap((text) => text.split('\n')).filter(isOne);
  return [...(await grepJournalBranch(repository, remote, needles)), ...here];
}

/** For whose lines as they stand attempts are counted. @param base since the commit applied last */
export function writersOf(
  base: Base,
  users: readonly Key[],
  entries: readonly JournalEntry[],
): ReadonlyMap<Key, { readonly commit: string | null }> {
  return new Map(users.map((user) => [user, { commit: writerOf(base, user, entries) }]));
}

/** The commit that wrote the person's line: a new one since base, else the one that they were last invited for. */
function writerOf(base: Base, user: Key, entries: readonly JournalEntry[]): string | null {
  const touch = base.touches.get(entryKey({ noun: 'user', user }));
  if (touch !== undefined) return touch.commit;
  const latest = stepsOf(entries).findLast(
    ({ change }) => change.kind === 'invite-member' && keyOf(change.login) === user,
  );
  return latest?.commit ?? null;
}

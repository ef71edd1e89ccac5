import { attemptsIn } from '../../applier/journal/attempts.ts';
import { departing } from '../../applier/journal/departures.ts';
import { readJournal } from '../../applier/journal/read-journal.ts';
import { freeAgain, sentLately } from '../../applier/quota.ts';
import { RollcallError } from '../../model/errors.ts';
import { keyOf } from '../../model/identity.ts';
import { stepsOf } from '../../model/journal.ts';
import type { JournalEntry } from '../../model/journal.generated.ts';
import type { Invitation } from '../../model/org-state.ts';
import type { JournalSeen } from '../../planner/standings/facts.ts';
import { toldOf } from '../../planner/standings/told.ts';
import type { ReadStandings } from '../../scm/read-standings.ts';
import { journalLines, writersOf } from '../attempts.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from '../propose/default-branch.ts';
import type { ChangeAsked } from './change.ts';

interface Asked {
  readonly branch: DefaultBranch;
  readonly asked: ChangeAsked;
  readonly live: ReadStandings;
  /** GitHub's clock. */
  readonly now: Date;
}

/** What the journals tell of these people. One that is not there yet is an empty one: nothing was carried out. */
export async function journalSeen(
  context: Context,
  { branch, asked, live, now }: Asked,
): Promise<JournalSeen & { readonly unread: readonly string[] }> {
  const entries = await entriesOf(context, branch);
  if (typeof entries === 'string') {
    const told = { people: new Map(), grants: new Map() };
    const nothing = { told, attempts: new Map(), lastRun: -1, quotaUntil: null };
    return { read: false, ...nothing, unread: [`Could not read the journal: ${entries}`] };
  }
  const { users } = branch.loaded.state;
  const known = new Map([...asked.change.stood.users, ...users]);
  const runs = entries.flatMap((entry) => (entry.entry === 'run' ? [asked.placeOf(entry.commit)] : []));
  return {
    read: true,
    told: toldOf(entries, known),
    attempts: attemptsOf(entries, asked, live),
    lastRun: runs.reduce((latest, place) => Math.max(latest, place), -1),
    quotaUntil: quotaUntil(entries, live, now),
    unread: [],
  };
}

/** The lines about invitations, removals and the beginnings of runs; or why they cannot be had. */
async function entriesOf(context: Context, branch: DefaultBranch): Promise<readonly JournalEntry[] | string> {
  try {
    const lines = await journalLines(branch, [...departing, 'grant-user-access', '"entry":"run"']);
    return readJournal(lines.join('\n')).entries;
  } catch (error) {
    if (!(error instanceof RollcallError) || context.signal.aborted) throw error;
    return error.message;
  }
}

/** Of whom an invitation failed. */
function attemptsOf(
  entries: readonly JournalEntry[],
  asked: ChangeAsked,
  live: ReadStandings,
): JournalSeen['attempts'] {
  const failed = [...live.state.users].flatMap(([user, { invitation }]) =>
    invitation?.state === 'failed' ? [user] : [],
  );
  const { pending } = asked;
  return pending === null ? new Map() : attemptsIn(entries, writersOf(pending, failed, entries));
}

/** When GitHub takes the next invitation, where a run was refused one for the quota and none went out since. */
function quotaUntil(entries: readonly JournalEntry[], { state }: ReadStandings, now: Date): string | null {
  const invitations = stepsOf(entries).filter(({ change }) => change.kind === 'invite-member');
  const last = invitations.findLast(({ outcome }) => outcome !== null);
  if (last?.outcome?.code !== 'invitation-quota') return null;
  const ours = invitations.flatMap(({ change, outcome, time }) =>
    outcome?.result === 'done' && 'login' in change ? [{ user: keyOf(change.login), at: new Date(time) }] : [],
  );
  const told = new Set(ours.map(({ user }) => user));
  const others = [...state.users].flatMap(([user, { invitation }]) => (told.has(user) ? [] : sentAt(invitation)));
  const until = freeAgain(sentLately([...ours.map(({ at }) => at), ...others], now));
  return until === undefined || until <= now ? null : until.toISOString();
}

function sentAt(invitation: Invitation | undefined): readonly Date[] {
  return invitation === undefined ? [] : [new Date(invitation.createdAt)];
}

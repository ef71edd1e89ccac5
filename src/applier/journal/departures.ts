import type { Holdings } from '../../model/departure.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Held, JournalEntry } from '../../model/journal.generated.ts';
import { type Step, stepsOf } from '../../model/journal.ts';
import type { TeamRole } from '../../model/org-state.ts';
import { inviting } from './attempts.ts';

/** Texts of which every line holds one that {@link removalsIn} looks at. */
export const departing = ['remove-member', inviting] as const;

/** The last time that a run took somebody out of the organisation. */
export interface Removal {
  readonly login: Key;
  readonly id: number | null;
  /** ISO time. */
  readonly at: string;
  /** The commit that asked for it; null where it is not known. */
  readonly commit: string | null;
  /** As far as the run had read it, by the names of then. */
  readonly held: Holdings;
  /** What became of the invitations since: none was sent, all came to nothing, or one may have been accepted. */
  readonly since: 'not-invited' | 'in-vain' | 'invited';
}

/**
 * Whom the runs took out, each person once. What nobody knows the outcome of counts as done: where it was not, the next
 * run did it again, and its word is the later one.
 * @param entries of any runs, in any order; an entry may be there twice
 */
export function removalsIn(entries: readonly JournalEntry[]): readonly Removal[] {
  const removals = new Map<string, Removal>();
  // Logins change; of who is only invited GitHub tells no number.
  const accounts = new Map<Key, string>();
  for (const step of stepsOf(entries)) {
    if (!('login' in step.change) || !mayBeDone(step)) continue;
    const { kind, login, id } = { id: null, ...step.change };
    const account = id === null ? (accounts.get(keyOf(login)) ?? keyOf(login)) : String(id);
    accounts.set(keyOf(login), account);
    const next = removalOf(step) ?? followedBy(removals.get(account), kind);
    if (next !== undefined) removals.set(account, next);
  }
  return [...removals.values()];
}

function followedBy(removal: Removal | undefined, kind: Step['change']['kind']): Removal | undefined {
  if (removal === undefined) return undefined;
  if (kind === 'invite-member') return { ...removal, since: 'invited' };
  const isOver = kind === 'cancel-invitation' || kind === 'clear-failed-invitation';
  return isOver && removal.since === 'invited' ? { ...removal, since: 'in-vain' } : removal;
}

function mayBeDone({ outcome }: Step): boolean {
  return outcome === null || outcome.result === 'done' || outcome.code === 'no-answer' || outcome.code === 'failed';
}

function removalOf({ change, time, commit, before }: Step): Removal | undefined {
  if (change.kind !== 'remove-member' || change.role === 'outside') return undefined;
  const { login, id, role } = change;
  return { login: keyOf(login), id, at: time, commit, held: heldIn(before, role), since: 'not-invited' };
}

function heldIn(before: Held, role: Holdings['role']): Holdings {
  const { teams, repos } = { teams: {}, repos: {}, ...(typeof before === 'object' ? before : {}) };
  return {
    role,
    teams: rolesIn(teams, (word): TeamRole => (word === 'maintainer' ? word : 'member')),
    repos: rolesIn(repos, (word) => word),
  };
}

function rolesIn<Role>(
  given: string | null | Readonly<Record<string, string>>,
  read: (word: string) => Role,
): ReadonlyMap<Key, Role> {
  const pairs = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return new Map(pairs.map(([name, word]) => [keyOf(name), read(word)]));
}

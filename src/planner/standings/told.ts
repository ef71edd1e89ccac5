import { type ChangeKind, subjectOf } from '../../model/change.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { JournalEntry } from '../../model/journal.generated.ts';
import { type Step, stepsOf } from '../../model/journal.ts';
import type { User } from '../../model/org-state.ts';

/** The last thing that a run did about somebody's membership, or about a grant of theirs, as the journals tell. */
export interface Told {
  readonly kind: 'invited' | 'cancelled' | 'made-way' | 'removed' | 'granted';
  /** ISO time, on GitHub's clock. */
  readonly at: string;
  /** What the run was applying. */
  readonly commit: string | null;
  /** `unknown`: the run was killed, or no answer came. */
  readonly result: 'done' | 'failed' | 'waiting' | 'skipped' | 'unknown';
  /** The failure's stable word, and what GitHub said. */
  readonly code?: string;
  readonly message?: string;
}

/** What is told of people, by the key that the state has for them: by id, as logins change, else by login. */
export interface ToldOfAll {
  readonly people: ReadonlyMap<Key, Told>;
  /** Of grants to people, by {@link grantKey}. */
  readonly grants: ReadonlyMap<string, Told>;
}

export function grantKey(user: Key, repo: Key): string {
  return `${user} ${repo}`;
}

/** @param entries of any runs, in any order; an entry may be there twice */
export function toldOf(entries: readonly JournalEntry[], users: ReadonlyMap<Key, User>): ToldOfAll {
  const commits = new Map(entries.flatMap((entry) => (entry.entry === 'run' ? [[entry.run, entry.commit]] : [])));
  const byId = new Map([...users].flatMap(([key, { id }]) => (id === undefined ? [] : [[id, key] as const])));
  const [people, grants] = [new Map<Key, Told>(), new Map<string, Told>()];
  for (const step of stepsOf(entries)) {
    const kind = kindOf(step.change);
    if (kind === undefined || !('login' in step.change)) continue;
    const { id, login } = { id: null, ...step.change };
    const user = (id === null ? undefined : byId.get(id)) ?? ownerOf(users, keyOf(login), id);
    if (user === undefined) continue;
    const told = toldBy(step, kind, commits.get(step.run) ?? null);
    if (kind === 'granted') grants.set(grantKey(user, keyOf(subjectOf(step.change).repo)), told);
    else people.set(user, told);
  }
  return { people, grants };
}

/** Who has the login, unless the journal means somebody with another id. */
function ownerOf(users: ReadonlyMap<Key, User>, login: Key, id: number | null): Key | undefined {
  const user = users.get(login);
  return user === undefined || (id !== null && user.id !== undefined && user.id !== id) ? undefined : login;
}

const kinds: Partial<Record<ChangeKind, Told['kind']>> = {
  'invite-member': 'invited',
  'cancel-invitation': 'cancelled',
  'clear-failed-invitation': 'made-way',
  'remove-member': 'removed',
  'convert-to-outside': 'removed',
  'remove-outside-collaborator': 'removed',
  'grant-user-access': 'granted',
};

/** Undefined for what says nothing of whether somebody is there. */
function kindOf({ kind, cause }: Step['change']): Told['kind'] | undefined {
  return cause !== undefined && 'resend' in cause && kind === 'cancel-invitation' ? 'made-way' : kinds[kind];
}

function toldBy({ time, outcome }: Step, kind: Told['kind'], commit: string | null): Told {
  const isOpen = outcome === null || outcome.code === 'no-answer' || outcome.code === 'failed';
  return {
    kind,
    at: time,
    commit,
    result: isOpen ? 'unknown' : outcome.result,
    ...(outcome?.code === undefined ? {} : { code: outcome.code }),
    ...(outcome?.message === undefined ? {} : { message: outcome.message }),
  };
}

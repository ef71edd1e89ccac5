import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { Outstanding, Sighting, StandingName } from '../../model/standing.ts';
import type { Base } from '../base.ts';
import type { ToldOfAll } from './told.ts';

/** All that tells where somebody stands, under the names that desired uses. */
export interface Facts {
  readonly desired: OrgState;
  /** What the commits asked about did. */
  readonly change: Base;
  /** What the commits since the one applied last did; null where none was applied yet. */
  readonly pending: Base | null;
  readonly live: LiveSeen;
  readonly journal: JournalSeen;
  /** As earlier runs of `status` saw them last. */
  readonly seen: ReadonlyMap<Key, SeenBefore>;
  /** Where a commit stands on the branch's own line, the oldest at 0; -1 where it does not. */
  readonly placeOf: (commit: string | null) => number;
  /** ISO time at which a commit came to the branch. */
  readonly cameAt: (commit: string | null) => string | null;
  /** ISO time, on GitHub's clock. */
  readonly now: string;
}

/** What was read of live. */
export interface LiveSeen {
  /** Empty where it could not be read: `missing` tells the two apart. */
  readonly state: OrgState;
  readonly missing: Missing;
  /** What became of accounts that were not found under the login of the state. */
  readonly accounts: ReadonlyMap<Key, Lookup>;
}

/** What could not be read. */
export interface Missing {
  readonly organization: boolean;
  readonly members: boolean;
  readonly invitations: boolean;
  readonly outside: boolean;
  /** Whose account could not be looked up. */
  readonly accounts: boolean;
  readonly teams: ReadonlySet<Key>;
  readonly repos: ReadonlySet<Key>;
  /** Repositories whose own invitations could not be read. */
  readonly repoInvitations: ReadonlySet<Key>;
}

/** What GitHub said when it was asked for an account by id, or where the state gives none, by login. */
export type Lookup =
  | { readonly kind: 'same' }
  /** The account has another login today. `holder`: somebody else has the login of the state. */
  | { readonly kind: 'renamed'; readonly login: string; readonly taken: boolean }
  /** No such account. `taken`: somebody else has the login of the state. */
  | { readonly kind: 'gone'; readonly taken: boolean };

/** What the journals of the runs tell; a record, and proof of nothing. */
export interface JournalSeen {
  readonly read: boolean;
  readonly told: ToldOfAll;
  /** How often the invitation that failed was sent in vain, for the line as it stands. */
  readonly attempts: ReadonlyMap<Key, number>;
  /** The place of the newest commit that a run began to apply; -1 where none is known. */
  readonly lastRun: number;
  /** GitHub takes no invitation before that ISO time; null where nothing tells of a quota. */
  readonly quotaUntil: string | null;
}

/** Where somebody stood when a run of `status` last saw them. */
export interface SeenBefore {
  readonly standing: StandingName;
  /** ISO time of the run that saw it first; null where that was before the change, so that it may not have been so since. */
  readonly at: string | null;
}

/** Where somebody stands; the login is the caller's to add. */
export interface Verdict {
  readonly standing: StandingName;
  readonly since: string | null;
  readonly until: string | null;
  readonly reason: string;
  readonly outstanding: readonly Outstanding[];
}

/**
 * Who was seen where last.
 * @param sightings oldest first
 * @param from ISO time of the change
 */
export function seenSince(sightings: readonly Sighting[], from: string): ReadonlyMap<Key, SeenBefore> {
  const seen = new Map<Key, SeenBefore>();
  for (const { at, changed } of sightings) {
    const isSince = Date.parse(at) >= Date.parse(from);
    for (const [user, standing] of changed) seen.set(keyOf(user), { standing, at: isSince ? at : null });
  }
  return seen;
}

import type { Key } from './identity.ts';
import type { OrgRole, TeamRole } from './org-state.ts';
import type { RepositoryRole } from './permission.ts';

/** What somebody holds of the organisation, by folded names. */
export interface Holdings {
  readonly role: OrgRole;
  readonly teams: ReadonlyMap<Key, TeamRole>;
  /** Granted directly. */
  readonly repos: ReadonlyMap<Key, RepositoryRole>;
}

/** Somebody whom a run took out of the organisation, and what GitHub may give them back. */
export interface Departure {
  /** ISO time. */
  readonly at: string;
  /** Whatever the state gave or live showed, in today's names: rather more than GitHub kept than less. */
  readonly held: Holdings;
  /** They had lost what they held before they went, by a suspension or by hand: there is nothing to give back. */
  readonly stripped: boolean;
}

/** Departures by the folded login that the state uses today. */
export type Departures = ReadonlyMap<Key, Departure>;

import type { Key } from './identity.ts';
import type { Position } from './entry.ts';

/** The four kinds of taking away that have a budget. */
export const removalKinds = ['members', 'teamMemberships', 'teams', 'repoAccess'] as const;
export type RemovalKind = (typeof removalKinds)[number];

/** How much one run may take away; where both figures stand, both must hold. Percent of what `base` holds. */
export interface Budget {
  readonly count?: number;
  readonly percent?: number;
}

/** `none`: add-only mode, nothing may be taken away. */
export type Removals = 'none' | Readonly<Record<RemovalKind | 'total', Budget>>;

/** policy.yaml with its defaults filled in. */
export interface Policy {
  readonly removals: Removals;
  readonly owners: { readonly minimum: number };
  readonly protected: readonly Key[];
  readonly unmanaged: 'report' | 'remove';
  readonly departed: 'report' | 'invite';
  readonly drift: 'repair' | 'report';
  readonly review: Review;
  readonly waves: readonly Wave[];
  /** Milliseconds between the look after one wave and the next wave. */
  readonly pause: number;
  /** So many unexpected failures in a row end a run. */
  readonly circuitBreaker: { readonly failures: number };
  readonly offboarding: { readonly graceDays: number };
  /** Slugs of teams whose people come back first. */
  readonly restoreFirst: readonly Key[];
  readonly allowances: readonly Allowance[];
  /** Where `unmanaged` stands: removals it asks for are attributed to that line. */
  readonly unmanagedLine?: Position;
}

export interface Review {
  readonly approvals: number;
  readonly policyApprovals?: number;
  /** That commit and what came before it count as reviewed. */
  readonly since?: string;
}

/** How many removals have been carried out at the end of a wave, in all. */
export type Wave = { readonly count: number } | { readonly percent: number };

/** A reviewed exception to one guard, in force until the end of the day `expires`, at most 14 days ahead. */
export interface Allowance extends Position {
  readonly reason: string;
  readonly approvedBy: string;
  /** ISO date. */
  readonly expires: string;
  /** Counts that take the place of a budget's figures. */
  readonly allow?: Readonly<Partial<Record<RemovalKind | 'total', number>>>;
  /** Commits that need no review. */
  readonly unreviewed?: readonly string[];
  /** Rows that a feed may shrink to, by source. */
  readonly feedRows?: Readonly<Record<string, number>>;
}

import type { Change } from './change.ts';
import type { RemovalKind } from './policy.ts';

/** The ordered changes that bring live to desired, and what was seen on the way. */
export interface Plan {
  readonly organization: string;
  /** The commit that desired was loaded from; null where the files are not committed. */
  readonly commit: string | null;
  /** The commit applied last; null at first adoption. */
  readonly base: string | null;
  readonly scope: Scope;
  readonly changes: readonly Change[];
  readonly unmanaged: readonly Unmanaged[];
  readonly findings: readonly Finding[];
  /** Counts of what the changes take away, by budget; nothing is counted twice. */
  readonly removals: Readonly<Record<RemovalKind | 'total', number>>;
  /** SHA-256 in hexadecimal of the changes alone, without reasons: the same plan has the same digest at any commit. */
  readonly digest: string;
}

/** What was read and planned. Lists hold folded names, sorted. */
export type Scope =
  | { readonly kind: 'full' }
  | {
      readonly kind: 'touched';
      readonly users: readonly string[];
      readonly teams: readonly string[];
      readonly repos: readonly string[];
    };

/** Seen in live, in neither base nor desired. */
export type Unmanaged =
  | { readonly kind: 'member'; readonly login: string; readonly role: string; readonly pending: boolean }
  | { readonly kind: 'outside-collaborator'; readonly login: string }
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'team-member'; readonly team: string; readonly login: string; readonly role: string }
  | { readonly kind: 'team-access'; readonly repo: string; readonly team: string; readonly role: string }
  | { readonly kind: 'user-access'; readonly repo: string; readonly login: string; readonly role: string };

/** Something that a person should know and that no change of this plan settles. */
export interface Finding {
  readonly finding: FindingKind;
  /** A whole sentence: what was seen, and what to do. */
  readonly message: string;
  readonly login?: string;
  readonly team?: string;
  readonly repo?: string;
  /** The run cannot be called done while this stands: desired is not in effect, and `applied` does not move. */
  readonly unfinished?: boolean;
}

export type FindingKind =
  /** Gone from live without a commit that says so. */
  | 'departed'
  /** Less in live than desired says, and policy asks only to report it. */
  | 'drift'
  /** The same account, team or repository under another name. */
  | 'renamed'
  | 'no-such-account'
  | 'no-such-repository'
  /** On its way and not accepted yet: since when, and until when it can be. */
  | 'invitation-open'
  /** Waits until the person accepts an invitation. */
  | 'waits-for-acceptance'
  | 'invitation-given-up'
  | 'archived'
  /** GitHub refuses it while the base permission gives more. */
  | 'shadowed'
  /** The level of a grant could not be told from other ways the person has. */
  | 'not-told-apart'
  | 'suspension'
  /** Suspended in the state, and not in the organisation: nobody is invited to hold nothing. */
  | 'suspended-and-absent'
  | 'slug-differs'
  /** The same slug or name under another numeric id: made anew since the state was written. */
  | 'id-differs'
  | 'first-run'
  /** The branch does not have the commit applied last. */
  | 'behind-applied'
  /** The commit compared with has no state directory under this name: it came, or was moved, since. */
  | 'no-state-in-base'
  | 'held-back';

/** Refusal by a safety rule. A plan with one is not applied. */
export interface Violation {
  readonly guard: string;
  /** Whole sentences with the exact figures. */
  readonly message: string;
  /** The lines to add to policy.yaml that would allow it, where any would. */
  readonly allow?: string;
  readonly figures?: Readonly<Record<string, number>>;
}

/** What apply knows of one change afterwards. */
export interface Outcome {
  readonly change: Change;
  /** `waiting`: nothing is wrong with it, and GitHub takes it later. What a run that stopped early never tried has none. */
  readonly result: 'done' | 'failed' | 'skipped' | 'waiting';
  /** Why it failed, was skipped or waits; without secrets. */
  readonly message?: string;
  /** The failure's stable word, such as `no-answer`. */
  readonly code?: string;
}

/** Why a run ended before it had tried everything. */
export interface Stop {
  readonly reason:
    | 'interrupted'
    /** Another run has the lock by now, or it could not be renewed. */
    | 'lock-lost'
    | 'rate-limit'
    | 'unauthorized'
    | 'circuit-breaker'
    /** The look after a wave found something else than was planned. */
    | 'not-as-planned'
    /** Live could not be read after a wave. */
    | 'unreadable';
  /** Whole sentences: what was found, and what to do. */
  readonly message: string;
}

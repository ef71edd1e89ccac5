import type { Position } from './entry.ts';
import type { AppliedBy } from './history.ts';
import type { BasePermission } from './permission.ts';

/** One thing that a person holds by what the state says, and by what: a row of an access review. */
export interface Holding {
  readonly login: string;
  readonly id: number | null;
  readonly employee: string | null;
  readonly kind: 'organization' | 'team' | 'repository';
  /** Name of the organisation or repository, or slug of the team; `*` is every repository. */
  readonly name: string;
  /** Role or permission; `none` for who is suspended. */
  readonly permission: string;
  readonly by: HeldBy;
  /** The line that says it; null where none says it itself. */
  readonly at: Position | null;
}

export type HeldBy =
  | { readonly way: 'direct' }
  /** `grantedTo`: the team above whose grant it is, where the person's own team inherits it. */
  | { readonly way: 'team'; readonly team: string; readonly grantedTo?: string }
  /** GitHub lets owners do everything. */
  | { readonly way: 'owner' }
  /** Keeps the seat and holds nothing, since this ISO date. */
  | { readonly way: 'suspended'; readonly since: string };

/** A holding, and the commit that wrote its line as it stands. */
export interface DatedHolding extends Holding {
  /** Null where no line says it itself; `cameAt` is null for a commit that is not on the branch's own line. */
  readonly since: { readonly commit: string; readonly cameAt: string | null } | null;
}

/** Who had what at one moment. */
export interface AccessReview {
  readonly organization: string;
  /** Whom or what alone the rows are of, under the name of then; null for everybody. */
  readonly about: { readonly noun: 'user' | 'team' | 'repo'; readonly name: string } | null;
  /** As it was asked for, and the moment that it was taken for: an ISO time in UTC. */
  readonly asked: string;
  readonly moment: string | null;
  readonly branch: string;
  /** Full id, and when it came to the branch; null for a commit that is not on its line. */
  readonly commit: string;
  readonly cameAt: string | null;
  readonly remoteAsked: boolean;
  readonly wrongDates: number;
  /** What every member may do in every repository; undefined where the state does not say. */
  readonly basePermission: BasePermission | undefined;
  /** What had been applied last at that moment, as the journal tells; null where it tells nothing. */
  readonly applied: AppliedBy | null;
  /** How many files could not be understood, so that what they say is missing. */
  readonly unreadable: readonly string[];
  /** By person, kind and name. */
  readonly holdings: readonly DatedHolding[];
}

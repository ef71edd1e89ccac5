import type { OrgRole, TeamRole } from './org-state.ts';
import type { RepositoryRole } from './permission.ts';

/** Where somebody stands whom a change touched, most settled first. No other word is ever used for anybody. */
export const standings = [
  /** The membership is active, and every grant that desired gives was seen in live. Nothing less is called so. */
  'restored',
  /** A member, with something outstanding. */
  'accepted',
  /** The invitation is open: no access until they accept. */
  'invited',
  /** The invitation ran out. */
  'expired',
  /** An invitation failed, or could not be sent. */
  'failed',
  /** To be invited, or given what is desired, but not yet: for a run, for quota, or for a seat. */
  'waiting',
  /** Was a member or invited, is neither, and no run took them out: they went by themselves, or somebody's hand did it. */
  'left',
  /** Could not be read. */
  'unknown',
  /** Their line says suspended: they keep the seat and hold no access, as was decided. */
  'suspended',
  /** No line of the state names them any more, as was decided. */
  'removed',
] as const;

export type StandingName = (typeof standings)[number];

/** One person whom the change touched. */
export interface Standing {
  /** As the state writes it. */
  readonly login: string;
  readonly standing: StandingName;
  /** ISO time; null where nobody knows. Of `restored` and `accepted`, when a status run first saw it. */
  readonly since: string | null;
  /** ISO time at which it ends by itself: an invitation's expiry, the next time that the quota lets one through. */
  readonly until: string | null;
  /** One sentence for administrators; names in it are as they came: escape it where it is shown. */
  readonly reason: string;
  /** What desired gives them and live does not show, in a fixed order. */
  readonly outstanding: readonly Outstanding[];
}

/** Something that desired gives and live does not show, or shows less of. */
export type Outstanding =
  | { readonly kind: 'role'; readonly role: OrgRole }
  | { readonly kind: 'team'; readonly team: string; readonly role: TeamRole }
  | { readonly kind: 'repo'; readonly repo: string; readonly role: RepositoryRole }
  /** What a team of theirs is to have. */
  | { readonly kind: 'team-repo'; readonly team: string; readonly repo: string; readonly role: RepositoryRole };

/** What one run of `status` saw that nobody had seen before. */
export interface Sighting {
  /** ISO time, on GitHub's clock. */
  readonly at: string;
  /** How many people it looked at. */
  readonly people: number;
  /** By folded login; who stands as at the sighting before is not in it. */
  readonly changed: ReadonlyMap<string, StandingName>;
}

/** Where everyone stands whom a change touched, at one moment. */
export interface StatusReport {
  readonly organization: string;
  /** Where somebody who is invited accepts: a web page. */
  readonly invitationPage: string;
  readonly change: {
    /** The first commit of it. */
    readonly commit: string;
    /** ISO time of that commit. */
    readonly at: string;
    readonly subject: string;
  };
  /** The commit of the default branch that says what is desired. */
  readonly head: string;
  /** The commit applied last; null before the first. */
  readonly applied: string | null;
  /** ISO time, on GitHub's clock. */
  readonly checkedAt: string;
  /** By login. */
  readonly people: readonly Standing[];
  /** What could not be read, a sentence each. Where there is something, some are `unknown`. */
  readonly unread: readonly string[];
  /** Of this run and of earlier ones, oldest first, as far as they are about these people. */
  readonly sightings: readonly Sighting[];
}

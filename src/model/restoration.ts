import type { OrgRole } from './org-state.ts';
import type { RepositoryRole } from './permission.ts';

/** What going back to an earlier state asks of the state as it is. Frozen plain data, in a fixed order. */
export interface Restoration {
  readonly edits: readonly RestoreEdit[];
  /** What the earlier state had and does not come back, and why. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * One edit that gives back, or with `--exact` takes, what the earlier state had or had not. Names are today's; `earlier` is
 * what the earlier state called the same, and where its lines are found.
 */
export type RestoreEdit = RestoreEditBody & {
  /** One sentence for people. */
  readonly reason: string;
};

export type RestoreEditBody =
  | BringUser
  | ChangeUser
  | DropUser
  | BringTeam
  | ChangeTeam
  | DropTeam
  | ChangeTeamMember
  | BringRepo
  | ChangeRepo
  | DropRepo
  | ChangeGrant;

/** The person's line, as it was. */
export interface BringUser {
  readonly kind: 'bring-user';
  readonly login: string;
  readonly role: OrgRole;
  readonly isSuspended: boolean;
  /** Today's login of who answers for them; null where nobody of today does. Absent where there was none. */
  readonly sponsor?: string | null;
}

export type UserAttributes = Readonly<
  Partial<Record<'id' | 'employee' | 'role' | 'sponsor' | 'suspended' | 'expires', string | number>>
>;

/** `before` and `after` hold the attributes that change, and no others; what one of them lacks is not on the line. */
export interface ChangeUser {
  readonly kind: 'change-user';
  readonly login: string;
  readonly before: UserAttributes;
  readonly after: UserAttributes;
  /** Some of it is less than today: asked for by `--exact` alone. */
  readonly isTaking: boolean;
}

export interface DropUser {
  readonly kind: 'drop-user';
  readonly login: string;
}

export type TeamListName = 'maintainers' | 'members' | 'extraMembers';

/** The team's file, as it was: with those of its people who are in the state of today. */
export interface BringTeam {
  readonly kind: 'bring-team';
  readonly team: string;
  readonly earlier: string;
  /** Today's slug; null where it had no parent, or where nothing of today is. */
  readonly parent: string | null;
  readonly people: readonly { readonly earlier: string; readonly login: string; readonly list: TeamListName }[];
}

export type TeamKey = 'name' | 'description' | 'privacy' | 'parent' | 'rule' | TeamListName;

/** Brings these keys of the file to what they were, or takes them out where they were not. Asked for by `--exact` alone. */
export interface ChangeTeam {
  readonly kind: 'change-team';
  readonly team: string;
  readonly earlier: string;
  readonly keys: readonly TeamKey[];
  /** Today's slug, where `keys` has `parent`. */
  readonly parent: string | null;
}

export interface DropTeam {
  readonly kind: 'drop-team';
  readonly team: string;
}

/** Null: not in the team. */
export interface ChangeTeamMember {
  readonly kind: 'change-team-member';
  readonly team: string;
  readonly login: string;
  readonly before: TeamListName | null;
  readonly after: TeamListName | null;
  /** Where the line stood. */
  readonly earlier: { readonly team: string; readonly login: string };
}

/** The repository's file, as it was: with what it granted to teams and people of today. */
export interface BringRepo {
  readonly kind: 'bring-repo';
  readonly repo: string;
  readonly earlier: string;
  readonly grants: readonly (GrantTo & { readonly role: RepositoryRole })[];
}

export interface GrantTo {
  readonly map: 'teams' | 'collaborators';
  readonly earlier: string;
  readonly to: string;
}

/** As {@link ChangeTeam}. */
export interface ChangeRepo {
  readonly kind: 'change-repo';
  readonly repo: string;
  readonly earlier: string;
  readonly keys: readonly GrantTo['map'][];
}

export interface DropRepo {
  readonly kind: 'drop-repo';
  readonly repo: string;
}

/** Null: nothing granted. */
export interface ChangeGrant {
  readonly kind: 'change-grant';
  readonly repo: string;
  readonly map: GrantTo['map'];
  readonly to: string;
  readonly before: RepositoryRole | null;
  readonly after: RepositoryRole | null;
  readonly isTaking: boolean;
  /** Where the line stood. */
  readonly earlier: { readonly repo: string; readonly to: string };
}

export interface LeftOut {
  readonly login?: string;
  readonly team?: string;
  readonly repo?: string;
  /** A whole sentence: what does not come back, why, and what to do. */
  readonly reason: string;
}

/** What is to be restored; with nothing named, the whole state. Folded names of today. */
export interface RestoreScope {
  readonly users: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  readonly repos: ReadonlySet<string>;
}

/** How somebody comes to have again what the restoration gives them. */
export type Way =
  /** A member today: as soon as it is applied. */
  | { readonly kind: 'at-once' }
  /** Invited when it is applied, and without any access until they accept. */
  | { readonly kind: 'accepts' }
  /** The invitation is open already. ISO date. */
  | { readonly kind: 'invited'; readonly until: string | null }
  /** GitHub takes no more invitations before that time. ISO time. */
  | { readonly kind: 'quota'; readonly from: string }
  | { readonly kind: 'seat' }
  /** Outside collaborators accept an invitation to each repository. */
  | { readonly kind: 'outside' }
  /** Their line says suspended then as well: it gives no access. */
  | { readonly kind: 'suspended' }
  /** GitHub was not asked. */
  | { readonly kind: 'not-asked' };

/** One person whom a restoration gives something. */
export interface Prospect {
  readonly login: string;
  readonly way: Way;
  /** An owner again, who was none. */
  readonly becomesOwner: boolean;
  /** Slugs of the teams that they are in again, sorted. */
  readonly teams: readonly string[];
  /** Names of the repositories that they have direct access to again, or more of, sorted. */
  readonly repos: readonly string[];
}

import type { Attribution } from './entry.ts';
import type { OrgRole, TeamPrivacy, TeamRole } from './org-state.ts';
import type { BasePermission, RepositoryRole } from './permission.ts';

/**
 * One difference between desired and live, and one request to GitHub. Frozen plain data: what it says is what apply
 * does. Logins, slugs and names are those that desired uses (for what is being removed, those that live uses).
 */
export type Change = ChangeBody & Explained;

/** Whom and what a change is about; what it does not name is empty. */
export function subjectOf(change: ChangeBody): {
  readonly login: string;
  readonly team: string;
  readonly repo: string;
} {
  const { login, team, repo } = { login: '', team: '', repo: '', ...change };
  return { login, team, repo };
}

/** A change in a few words for messages: its kind, and what it names. */
export function inBrief(change: ChangeBody): string {
  const { login, team, repo } = subjectOf(change);
  return [change.kind, login, team, repo].filter((word) => word !== '').join(' ');
}

/** Why a change is there and who decided it. */
export interface Explained {
  /** One sentence for people. */
  readonly reason: string;
  /** Null only where no line of the state says it: a change that GitHub itself makes necessary. */
  readonly attribution: Attribution | null;
  /** The other lines that it rests on, which other commits may have written. Absent where there are none. */
  readonly restsOn?: readonly Attribution[];
  /** The decision about a person that this change carries out; such changes count once, with the person. */
  readonly cause?: Cause;
}

/** Every line that a change rests on; the one that it is attributed to comes first. */
export function linesBehind({ attribution, restsOn = [] }: Explained): readonly Attribution[] {
  return attribution === null ? restsOn : [attribution, ...restsOn];
}

export type Cause =
  /** All that a suspension strips names the person suspended. */
  | { readonly suspension: string }
  /** GitHub leaves who becomes an outside collaborator all that their teams gave; this takes back what nobody listed. */
  | { readonly conversion: string }
  /** Cancelled only so that it can be sent again at once, as desired has it. */
  | { readonly resend: string }
  /** Invited once more, as policy asks for whoever is gone without a commit that says so. */
  | { readonly departure: string };

export type ChangeBody =
  | InviteMember
  | CancelInvitation
  | ChangeMemberRole
  | RemoveUser
  | CreateTeam
  | UpdateTeam
  | DeleteTeam
  | ChangeTeamMember
  | ChangeTeamAccess
  | ChangeUserAccess
  | SetBasePermission;

export type ChangeKind = ChangeBody['kind'];

/** Invites to the organisation, with the teams that acceptance brings. */
export interface InviteMember {
  readonly kind: 'invite-member';
  readonly login: string;
  /** The account's numeric id, which is whom the invitation goes to. */
  readonly id: number;
  readonly role: Exclude<OrgRole, 'outside'>;
  /** Slugs, sorted. */
  readonly teams: readonly string[];
  /** Ask GitHub to give back what the person held when they were removed. */
  readonly reinstate: boolean;
}

export interface CancelInvitation {
  readonly kind: 'cancel-invitation' | 'clear-failed-invitation';
  readonly login: string;
  readonly id: number | null;
  /** The invitation's own numeric id. */
  readonly invitation: number;
}

export interface ChangeMemberRole {
  readonly kind: 'change-member-role';
  readonly login: string;
  readonly before: Exclude<OrgRole, 'outside'>;
  readonly after: Exclude<OrgRole, 'outside'>;
}

export interface RemoveUser {
  readonly kind: 'remove-member' | 'convert-to-outside' | 'remove-outside-collaborator';
  readonly login: string;
  readonly id: number | null;
  readonly role: OrgRole;
}

/** A team's own settings. `parent` is a slug, null at the top. */
export interface TeamSettings {
  readonly name: string;
  readonly description: string;
  readonly privacy: TeamPrivacy;
  readonly parent: string | null;
}

export interface CreateTeam {
  readonly kind: 'create-team';
  readonly team: string;
  readonly before: null;
  readonly after: TeamSettings;
}

/** `before` and `after` hold the settings that change, and no others. */
export interface UpdateTeam {
  readonly kind: 'update-team';
  readonly team: string;
  readonly before: Partial<TeamSettings>;
  readonly after: Partial<TeamSettings>;
  /** Grants that the team and those below it inherit today and would lose; `team repo` pairs, sorted. */
  readonly lost: readonly AccessPair[];
}

export interface DeleteTeam {
  readonly kind: 'delete-team';
  readonly team: string;
  readonly before: TeamSettings;
  readonly after: null;
  /** Slugs of the teams below it in live, sorted; each goes or moves by a change of its own before this one. */
  readonly descendants: readonly string[];
  /** Logins in the team that lose it and stay in the organisation, sorted. */
  readonly members: readonly string[];
  /** Repositories granted to the team itself, sorted. */
  readonly repos: readonly string[];
}

export interface AccessPair {
  readonly team: string;
  readonly repo: string;
}

export interface ChangeTeamMember {
  readonly kind: 'add-team-member' | 'change-team-role' | 'remove-team-member';
  readonly team: string;
  readonly login: string;
  readonly before: TeamRole | null;
  readonly after: TeamRole | null;
}

export interface ChangeTeamAccess {
  readonly kind: 'grant-team-access' | 'change-team-access' | 'revoke-team-access';
  readonly repo: string;
  readonly team: string;
  readonly before: RepositoryRole | null;
  readonly after: RepositoryRole | null;
}

export interface ChangeUserAccess {
  readonly kind: 'grant-user-access' | 'change-user-access' | 'revoke-user-access' | 'cancel-repo-invitation';
  readonly repo: string;
  readonly login: string;
  readonly before: RepositoryRole | null;
  readonly after: RepositoryRole | null;
  /** The repository invitation that is changed or cancelled, where the person has not accepted it yet. */
  readonly invitation?: number;
}

export interface SetBasePermission {
  readonly kind: 'set-base-permission';
  readonly before: BasePermission;
  readonly after: BasePermission;
  /** How many repositories it concerns. */
  readonly repositories: number;
}

import type { Key } from '../../model/identity.ts';
import type { TeamPrivacy, TeamRole } from '../../model/org-state.ts';
import type { BasePermission, CustomRole, RepositoryRole } from '../../model/permission.ts';
import type { Behaviours } from './behaviours.ts';
import type { Limits } from './limits.ts';
import type { OrganizationSettings } from './organization-settings.ts';

/**
 * All that the embedded GitHub knows, as plain data (maps, sets and numbers, no methods), so that it can be copied and
 * written to a file. The files beside this one hold the operations. Times are milliseconds since 1970 on the sandbox's
 * clock; ids are unique across all nouns that GitHub numbers together.
 */
export interface World {
  /** How far the sandbox's clock is ahead of the machine's, in milliseconds. */
  clockAhead: number;
  /** The next number for an invitation, team or repository. */
  nextId: number;
  readonly organization: Organization;
  /** Keyed by id, but for the organisation's own. */
  readonly accounts: Map<number, Account>;
  /** Today's logins, folded; an old login leads nowhere. */
  readonly accountIds: Map<Key, number>;
  /** Keyed by account. */
  readonly members: Map<number, Membership>;
  /** Open invitations to the organisation, oldest first. */
  readonly invitations: Map<number, Invitation>;
  readonly failedInvitations: Map<number, FailedInvitation>;
  /** When invitations were sent in the last day, also those cancelled since: the quota counts them all. */
  readonly invitationsSent: number[];
  /** What people held when they were removed, by account. */
  readonly snapshots: Map<number, Snapshot>;
  readonly teams: Map<number, Team>;
  readonly teamIds: Map<Key, number>;
  readonly repos: Map<number, Repo>;
  readonly repoIds: Map<Key, number>;
  /** Names that repositories had before; GitHub redirects from them. */
  readonly formerRepoIds: Map<Key, number>;
  readonly behaviours: Behaviours;
  readonly limits: Limits;
  /** What other parts keep here, such as pull requests: plain data by name. */
  readonly documents: Map<string, unknown>;
}

export interface Organization {
  readonly id: number;
  /**
   * Where its account stands among the accounts: apart from its id, because written states number people as they like,
   * and a person may have the number of the organisation.
   */
  readonly account: number;
  name: string;
  description: string;
  basePermission: BasePermission;
  /** Whether members may create repositories. */
  membersCanCreateRepos: boolean;
  readonly settings: OrganizationSettings;
  /** Of an enterprise with managed users: nobody is invited, accounts come from an identity provider. */
  managedUsers?: boolean;
  readonly createdAt: number;
  /** Keyed by folded name. */
  readonly customRoles: Map<Key, CustomRole & { readonly id: number }>;
  /** The app that the bot is: an installation is no member and no person. */
  readonly app: { readonly id: number; readonly slug: string; readonly installation: number; readonly account: number };
}

export interface Account {
  readonly id: number;
  login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly formerLogins: string[];
  readonly createdAt: number;
  /** The organisation, or an owner of it, blocked the person. */
  blocked?: boolean;
}

export interface Membership {
  /** `admin` is what GitHub's API calls an owner. */
  role: 'admin' | 'member';
  readonly since: number;
}

export type InvitationRole = 'admin' | 'direct_member' | 'billing_manager' | 'reinstate';

export interface Invitation {
  readonly id: number;
  /** Null where it went to an e-mail address. */
  readonly account: number | null;
  readonly email: string | null;
  role: InvitationRole;
  /** Teams that acceptance brings, with the role there. */
  readonly teams: Map<number, TeamRole>;
  readonly createdAt: number;
  /** The account that sent it. */
  readonly inviter: number;
}

export interface FailedInvitation extends Invitation {
  readonly failedAt: number;
  readonly failedReason: string;
}

/** What a removed member may be given back within three months. */
export interface Snapshot {
  readonly takenAt: number;
  readonly role: Membership['role'];
  readonly teams: Map<number, TeamRole>;
  /** Direct grants by repository. */
  readonly repos: Map<number, RepositoryRole>;
}

export interface Team {
  readonly id: number;
  name: string;
  slug: string;
  description: string;
  privacy: TeamPrivacy;
  notificationSetting: 'notifications_enabled' | 'notifications_disabled';
  parent: number | null;
  /** Immediate members; owners are stored as they were added and read as maintainers (see `teamRole`). */
  readonly members: Map<number, TeamRole>;
  /** Granted to the team itself, by repository. */
  readonly repos: Map<number, RepositoryRole>;
  /** The group of an identity provider that keeps its members. */
  externalGroup?: { readonly id: number; readonly name: string };
  /** The account that made it. */
  readonly creator: number;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Repo {
  readonly id: number;
  name: string;
  description: string;
  archived: boolean;
  visibility: 'public' | 'private' | 'internal';
  defaultBranch: string;
  /** Direct grants by account: explicit ones alone. */
  readonly collaborators: Map<number, RepositoryRole>;
  /** Keyed by invitation id. Expired ones stay listed. */
  readonly invitations: Map<number, RepoInvitation>;
  /** When invitations were sent in the last day, also those cancelled since. */
  invitationsSent?: number[];
  readonly createdAt: number;
  updatedAt: number;
}

export interface RepoInvitation {
  readonly id: number;
  readonly account: number;
  role: RepositoryRole;
  readonly inviter: number;
  readonly createdAt: number;
}

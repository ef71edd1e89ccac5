import type { Key } from './identity.ts';
import type { BasePermission, CustomRoles, RepositoryRole } from './permission.ts';
import type { Rule } from './rule.ts';

/**
 * Who is in an organisation and what they may touch. What git says (`desired`), what GitHub reports (`live`) and what
 * was applied last (`base`) are all of this type. Maps are keyed by folded login, slug or name.
 */
export interface OrgState {
  readonly organization: Organization;
  readonly users: ReadonlyMap<Key, User>;
  readonly teams: ReadonlyMap<Key, Team>;
  readonly repos: ReadonlyMap<Key, Repo>;
}

export interface Organization {
  readonly name: string;
  /** GitHub's numeric id; where desired gives it, a run against any other organisation is refused. */
  readonly id?: number;
  /** Absent in desired: not managed. */
  readonly basePermission?: BasePermission;
  /** `owner/name` of the repository that holds the state. */
  readonly stateRepository?: string;
  readonly customRoles: CustomRoles;
  /** How many repositories it has. Live only. */
  readonly repositories?: number;
  /** Seats paid for and taken, where the plan tells. Live only. */
  readonly seats?: { readonly total: number; readonly filled: number };
}

/** `outside`: an outside collaborator, in no team, with grants on repositories alone. */
export type OrgRole = 'member' | 'owner' | 'outside';

export interface User {
  /** As people wrote it, or as GitHub spells it. */
  readonly login: string;
  readonly id?: number;
  readonly role: OrgRole;
  readonly employee?: string;
  /** The member who answers for an outside collaborator. */
  readonly sponsor?: string;
  /** ISO date from which the grace period runs. While it stands the person keeps the seat and holds no access. */
  readonly suspended?: string;
  /** ISO date. */
  readonly expires?: string;
  /** Live only: there while the person is not a member yet. */
  readonly invitation?: Invitation;
}

/** An invitation to the organisation. */
export interface Invitation {
  readonly id: number;
  /** `failed` covers expired ones too: GitHub lists them together. */
  readonly state: 'open' | 'failed';
  /** ISO time. */
  readonly createdAt: string;
  /** GitHub's word for why it failed; an open set. */
  readonly failedReason?: string;
  /** ISO time. */
  readonly failedAt?: string;
  /** Teams that acceptance will bring. Undefined where it was not read. */
  readonly teams?: ReadonlySet<Key>;
  /** The invitation asks to give back what the person held; its role and teams are not told before acceptance. */
  readonly reinstate?: boolean;
}

export type TeamPrivacy = 'closed' | 'secret';
export type TeamRole = 'member' | 'maintainer';

export interface Team {
  readonly slug: string;
  readonly id?: number;
  /** Old slugs: for telling a rename from a removal and an addition where there is no id. */
  readonly previously: readonly string[];
  /** False lets go of everything in the file without removing it. */
  readonly managed: boolean;
  /** Absent in desired: left as it is (a new team is called by its slug). */
  readonly name?: string;
  readonly description?: string;
  readonly privacy?: TeamPrivacy;
  /** Slug of the team above, folded. Absent: at the top, or in desired not said. */
  readonly parent?: Key;
  /** Immediate members, each once. */
  readonly members: ReadonlyMap<Key, TeamMember>;
  /** Desired only: who of the members stands in `extraMembers`, picked by hand. Absent: nobody. */
  readonly extraMembers?: ReadonlySet<Key>;
  /** Desired only: whom proposals keep in `members`. */
  readonly rule?: Rule;
  /** Whether any list of members stands in the file; without one, nobody in the team is looked after. Live: true. */
  readonly listsMembers: boolean;
}

export interface TeamMember {
  readonly login: string;
  readonly role: TeamRole;
}

export interface Repo {
  readonly name: string;
  readonly id?: number;
  readonly previously: readonly string[];
  readonly managed: boolean;
  /** Live only: GitHub refuses changes of access to an archived repository. */
  readonly archived?: boolean;
  /** Granted to the team itself, not inherited from its parents; keyed by slug. */
  readonly teams: ReadonlyMap<Key, Grant>;
  /** Granted to the person directly; keyed by login. */
  readonly collaborators: ReadonlyMap<Key, Grant>;
  readonly listsTeams: boolean;
  readonly listsCollaborators: boolean;
}

export interface Grant {
  /** The slug or login, as people wrote it or as GitHub spells it. */
  readonly to: string;
  readonly role: RepositoryRole;
  /** Live only: the person has not accepted this repository invitation yet. */
  readonly invitation?: {
    readonly id: number;
    readonly expired: boolean;
    /** ISO time; absent where GitHub did not tell. */
    readonly createdAt?: string;
  };
  /**
   * Live only. `maybe-inherited`: the team shows this repository, but a parent team would explain it as well.
   * `maybe-masked`: the level shown is the highest of all the ways the person has, so the grant itself may be lower.
   */
  readonly doubt?: 'maybe-inherited' | 'maybe-masked';
}

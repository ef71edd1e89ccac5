import type { Account, Actor } from '../model/account.ts';
import type { Census } from '../model/census.ts';
import type { Key } from '../model/identity.ts';
import type { Organization, Repo, Team, User } from '../model/org-state.ts';
import type { SamlIdentity } from '../model/saml-identity.ts';

/**
 * Reads what GitHub reports. Every method reads its lists to the end or throws a ReadError: half an answer is never
 * returned, and null is never read as empty. Nothing here can change anything.
 */
export interface LiveReader {
  /** The organisation, and the account that the token acts as. `customRoles` asks for those as well. */
  organization(ask: { readonly customRoles: boolean }): Promise<LiveOrganization>;

  /** All members with their roles, and all outside collaborators. Invitations are apart. */
  allUsers(): Promise<ReadonlyMap<Key, User>>;

  /** Members among these logins; who is not a member is missing from the answer. Outside collaborators are not told. */
  members(logins: readonly string[]): Promise<ReadonlyMap<Key, User>>;

  /** Everybody who is a member, or has an invitation that is open or failed: only to see who is gone. Reads no roles. */
  census(): Promise<Census>;

  /** All outside collaborators. */
  outsideCollaborators(): Promise<ReadonlyMap<Key, User>>;

  /** Open and failed invitations, as users with `invitation`; those sent to an e-mail address alone are only counted. */
  invitations(): Promise<Invitations>;

  /** Teams that acceptance of these open invitations will bring, by invitation id. */
  invitationTeams(invitations: readonly number[]): Promise<ReadonlyMap<number, ReadonlySet<Key>>>;

  /** Every team, with immediate members and repositories (see `Grant.doubt`). */
  allTeams(): Promise<readonly LiveTeam[]>;

  /** These teams; a slug that no team has is missing from the answer. */
  teams(slugs: readonly string[]): Promise<readonly LiveTeam[]>;

  /** Slugs of the teams that the person is an immediate member of. */
  teamsOf(login: string): Promise<readonly string[]>;

  /** Every repository with its direct collaborators; `teams` is filled in from {@link LiveTeam.repos} by the caller. */
  allRepos(): Promise<readonly Repo[]>;

  /**
   * These repositories with direct collaborators and their teams, exact; a name not found is missing from the answer.
   * @param ask without `teams`, which take a request for each repository, `teams` is left empty
   */
  repos(names: readonly string[], ask?: { readonly teams: boolean }): Promise<readonly Repo[]>;

  /** Teams granted directly on each repository, exact roles, nothing inherited. One request a repository. */
  repoTeams(names: readonly string[]): Promise<ReadonlyMap<Key, Repo['teams']>>;

  /** Repository invitations that are open or expired, by repository, as grants with `invitation`. */
  repoInvitations(names: readonly string[]): Promise<ReadonlyMap<Key, Repo['collaborators']>>;

  /** The accounts behind these logins, following nothing: a login nobody has is `missing`. Keyed by folded login. */
  accounts(logins: readonly string[]): Promise<ReadonlyMap<Key, Account>>;

  /** Today's login of each account; an id that leads nowhere is missing from the answer. */
  loginsOf(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;

  /**
   * Accounts of the organisation's single sign-on that are linked to a GitHub account; one login may have several.
   * @throws ReadError `no-saml` where there is no single sign-on, or the token may not see it: never an empty list
   */
  samlIdentities(): Promise<readonly SamlIdentity[]>;

  /** The time on GitHub's own clock, as its last answer told it: quotas and limits are counted by that one. */
  now(): Date;
}

export interface LiveOrganization {
  readonly organization: Organization;
  readonly actor: Actor;
}

export interface Invitations {
  readonly users: ReadonlyMap<Key, User>;
  /** Open invitations to e-mail addresses of which GitHub tells no login. */
  readonly withoutLogin: number;
}

/** A team and the repositories that it shows, which may include those inherited from its parents. */
export interface LiveTeam {
  readonly team: Team;
  /** Keyed by folded repository name; `to` is the team's slug. */
  readonly repos: ReadonlyMap<Key, { readonly repo: string; readonly role: string }>;
  /** Slugs of the teams immediately below. */
  readonly children: readonly string[];
  /** People invited to the organisation who will be in this team once they accept, folded logins. */
  readonly invited: ReadonlySet<Key>;
}

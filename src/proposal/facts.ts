import type { Account } from '../model/account.ts';
import type { Exception } from '../model/exception.ts';
import type { Key } from '../model/identity.ts';
import type { OrgRole, OrgState } from '../model/org-state.ts';
import type { Person } from '../model/person.ts';
import type { Policy } from '../model/policy.ts';

/** All that proposals rest on. */
export interface ProposalFacts {
  /** From sources that passed their checks, each employee once. */
  readonly people: readonly Person[];
  readonly withheld: Withheld;
  /** Desired, as the default branch has it. */
  readonly state: OrgState;
  /** Expired ones too. */
  readonly exceptions: readonly Exception[];
  readonly policy: Pick<Policy, 'offboarding' | 'protected' | 'allowances'>;
  /** ISO date. */
  readonly today: string;
  /** Folded logins of accounts that are no people: the acting one, and others of its kind. */
  readonly bots: ReadonlySet<Key>;
  readonly restored: readonly Restored[];
  /**
   * ISO days on which suspensions came to the default branch, by folded login: asked for those whom {@link dueByDate}
   * of offboarding.ts names. For whoever is missing the date on their line alone counts.
   */
  readonly suspendedSince: ReadonlyMap<Key, string>;
  /**
   * What GitHub says, by the folded login that was asked for. Who was not asked for is listed, not proposed. For a login
   * of the state that GitHub knows under another name, the account as it is called today.
   */
  readonly accounts: ReadonlyMap<Key, Account>;
  /** Everybody whom GitHub has in the organisation, by folded login; invitations are none of them. */
  readonly live: ReadonlyMap<Key, OrgRole>;
}

/** Whom rows of HR disagree about: nothing is proposed about them. */
export interface Withheld {
  readonly employees: ReadonlySet<string>;
  /** Folded. */
  readonly logins: ReadonlySet<Key>;
}

/** A removal that was undone lately; how late is the caller's to say. */
export interface Restored {
  readonly user: Key;
  /** Where a membership of this team alone was taken. */
  readonly team?: Key;
  /** Digests of the basis of the edit that was undone, as `digestOf` of removal-record.ts makes them. */
  readonly basis: readonly string[];
}

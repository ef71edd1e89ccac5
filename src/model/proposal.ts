import type { Position } from './entry.ts';
import type { Evidence } from './person.ts';

/** What the roster and the calendar imply for the state: one proposal for each of the three pull requests. */
export interface Proposals {
  /** Who arrives, with the teams that rules give them. */
  readonly joiners: Proposal;
  /** Who changes teams or login; expired allowances, which take nothing from anybody. */
  readonly movers: Proposal;
  /** Who leaves; expired exceptions and outside collaborators. */
  readonly leavers: Proposal;
}

/** Frozen plain data, in a fixed order: the same facts give the same bytes. */
export interface Proposal {
  readonly edits: readonly Edit[];
  /** What people should know, and nothing is done about. */
  readonly listed: readonly Listed[];
}

/** One decision about the state, with its reason. Logins and slugs are spelled as the state does. */
export type Edit = EditBody & Reasoned;

export type EditBody = UserEdit | RenameUser | TeamEdit | RemoveException | RemoveAllowance;

export interface Reasoned {
  /** One sentence for people. Texts from HR stand in it as JSON strings, cut where they are long. */
  readonly reason: string;
  /** Empty where no row of HR says it but a date of the state, or GitHub. */
  readonly evidence: readonly Evidence[];
  /**
   * What the decision rests on, without the place where it was read: rows move from one export to the next. A removal
   * that was undone lately is not proposed again while all of this is the same.
   */
  readonly basis: readonly string[];
}

export type UserEdit = AddUser | SuspendUser | RemoveUser | RemoveOutside;

/** A line in the employees' file. */
export interface AddUser {
  readonly kind: 'add-user';
  /** As GitHub spells it. */
  readonly login: string;
  readonly id: number;
  readonly employee: string;
}

/** Sets `suspended` on the person's line, and touches nothing else. */
export interface SuspendUser {
  readonly kind: 'suspend-user';
  readonly login: string;
  /** ISO date. */
  readonly suspended: string;
}

/** Takes out every line that names the person; nobody left in the state names them as sponsor. */
export interface RemoveUser {
  readonly kind: 'remove-user';
  readonly login: string;
  /** Slugs of the teams in whose lists they stand, hand-picked or not, sorted. */
  readonly teams: readonly string[];
  /** Names of the repositories that grant them something directly, sorted. */
  readonly repos: readonly string[];
}

/** An outside collaborator whose time is over. */
export interface RemoveOutside {
  readonly kind: 'remove-outside';
  readonly login: string;
  readonly repos: readonly string[];
}

/**
 * The same account under a new login: every line that names it says the new name, sponsors and exceptions too, and no
 * membership or grant changes.
 */
export interface RenameUser {
  readonly kind: 'rename-user';
  readonly before: string;
  /** As GitHub spells it. */
  readonly after: string;
  /** The account's numeric id; the line gets it where it has none. */
  readonly id: number;
}

/** A line in `members` of a team with a rule, never in another list. The login is the new one where it changes too. */
export interface TeamEdit {
  readonly kind: 'add-team-member' | 'remove-team-member';
  readonly team: string;
  readonly login: string;
}

/** The line of an exception that holds no longer. */
export interface RemoveException extends Position {
  readonly kind: 'remove-exception';
  readonly user: string;
  /** ISO date. */
  readonly expires: string;
}

/** The entry of an allowance that holds no longer. */
export interface RemoveAllowance extends Position {
  readonly kind: 'remove-allowance';
  /** Why it was given. */
  readonly why: string;
  /** ISO date. */
  readonly expires: string;
}

export interface Listed {
  readonly kind: ListedKind;
  /** One sentence for people; texts from HR as in an edit's reason. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** As the state spells it, else as HR does: then it is untrusted. */
  readonly login?: string;
  readonly employee?: string;
  /** Slug. */
  readonly team?: string;
  /** ISO date: the last day of what holds, or the first on which the generator will go on. */
  readonly until?: string;
}

export type ListedKind =
  // Joiners
  | 'no-login'
  /** HR has an employee id that no line of the state can hold. */
  | 'not-an-employee-id'
  /** Nobody asked GitHub about the login yet. */
  | 'not-checked'
  | 'no-account'
  /** The login is an organisation's. */
  | 'not-a-person'
  /** GitHub's account is in the state under another login: a rename, where the person is the same. */
  | 'same-account'
  /** An outside collaborator whom HR has as an employee. */
  | 'outside-and-employed'
  // Movers
  /** Not positively moved away: an attribute is missing, or the person is unknown to HR. */
  | 'kept-in-team'
  /** The rule is true of no active person, so it is rather out of date than its whole team gone. */
  | 'rule-matches-nobody'
  /** The rule asks for what no active person has. */
  | 'rule-tells-nothing'
  /** HR names another login, which is not shown to be the same account. */
  | 'other-account'
  // Leavers
  /** HR has the person and does not say whether they are here. */
  | 'unknown'
  /** In the state, and in no row of HR. */
  | 'not-in-hr'
  /** Suspended, and to be removed on `until`. */
  | 'grace'
  /** Suspended in the state and active in HR. */
  | 'suspended-and-active'
  /** Left, and others name them as sponsor: suspended, and not removed. */
  | 'still-sponsor'
  /** An outside collaborator whose sponsor left. */
  | 'sponsor-left'
  | 'exception-in-force'
  /** An exception, allowance or somebody's time ends within 14 days. */
  | 'ends-soon'
  /** A member's time is over: only that of an outside collaborator is acted upon. */
  | 'ended'
  // Any of them
  /** HR and the state do not agree on whose login it is; nothing is proposed about anybody involved. */
  | 'conflict'
  /** An owner, protected account or bot: the generator does not write them. */
  | 'not-written'
  /** An exception in force keeps the person. */
  | 'excepted'
  /** Undone lately, on the same basis. */
  | 'restored-lately';

// Generated from schemas/ by `npm run types`. Do not edit by hand.

/**
 * One source, with exactly one of csv, json, sql, ldap and scim.
 */
export type WrittenSource = {
  [k: string]: unknown;
} & {
  /**
   * A short name for messages and allowances, such as hr, in at most 50 characters.
   */
  name: string;
  /**
   * A CSV file with a header line: { file: ../hr/people.csv }.
   */
  csv?: {
    /**
     * A path from the checkout's root, best outside it, as in ../hr/people.csv.
     */
    file: string;
    /**
     * The one character that stands between columns, as in ";" or "\t"; a comma where absent.
     */
    delimiter?: string;
  };
  /**
   * A list of objects, or an object on each line, from exactly one of file and url: { file: ../hr/people.json } or { url: https://hr.example.com/people, token: env:ROLLCALL_HR_TOKEN }.
   */
  json?: {
    [k: string]: unknown;
  } & {
    /**
     * A path from the checkout's root, best outside it, as in ../hr/people.csv.
     */
    file?: string;
    /**
     * The address, as in https://hr.example.com/people, without user and password; or env: and the name of an environment variable that starts with ROLLCALL_HR_, as in env:ROLLCALL_HR_URL.
     */
    url?: string;
    /**
     * env: and the name of an environment variable that starts with ROLLCALL_HR_, as in env:ROLLCALL_HR_TOKEN: a secret never stands in this file.
     */
    token?: string;
    /**
     * JSON pointer to the list of people, as in /data/people; the whole file where absent.
     */
    at?: string;
  };
  /**
   * A database and one SELECT, with exactly one of url and file: { dialect: postgres, url: env:ROLLCALL_HR_URL, query: SELECT … } or { dialect: sqlite, file: ../hr/people.db, query: SELECT … }.
   */
  sql?: {
    [k: string]: unknown;
  } & {
    /**
     * postgres, mysql (MariaDB too) or sqlite.
     */
    dialect: 'postgres' | 'mysql' | 'sqlite';
    /**
     * env: and the name of an environment variable that starts with ROLLCALL_HR_, as in env:ROLLCALL_HR_TOKEN: a secret never stands in this file.
     */
    url?: string;
    /**
     * A path from the checkout's root, best outside it, as in ../hr/people.csv.
     */
    file?: string;
    /**
     * One SELECT; it runs in a read-only transaction.
     */
    query: string;
  };
  /**
   * An LDAP directory: { url: ldaps://ldap.example.com, base: "ou=people,dc=example,dc=com", bindDn: …, password: env:ROLLCALL_HR_PASSWORD }; bindDn and password go together.
   */
  ldap?: {
    /**
     * The directory's address, as in ldaps://ldap.example.com, without user and password; or env: and the name of an environment variable that starts with ROLLCALL_HR_, as in env:ROLLCALL_HR_URL.
     */
    url: string;
    /**
     * Where to search, as in ou=people,dc=example,dc=com.
     */
    base: string;
    /**
     * The search filter; (objectClass=person) where absent.
     */
    filter?: string;
    /**
     * The name to bind with, as in cn=reader,dc=example,dc=com; or env: and the name of an environment variable that starts with ROLLCALL_HR_.
     */
    bindDn?: string;
    /**
     * env: and the name of an environment variable that starts with ROLLCALL_HR_, as in env:ROLLCALL_HR_TOKEN: a secret never stands in this file.
     */
    password?: string;
  };
  /**
   * A SCIM 2.0 service: { url: https://id.example.com/scim/v2, token: env:ROLLCALL_HR_TOKEN }.
   */
  scim?: {
    /**
     * The service's base address, as in https://id.example.com/scim/v2, without user and password; or env: and the name of an environment variable that starts with ROLLCALL_HR_, as in env:ROLLCALL_HR_URL.
     */
    url: string;
    /**
     * env: and the name of an environment variable that starts with ROLLCALL_HR_, as in env:ROLLCALL_HR_TOKEN: a secret never stands in this file.
     */
    token?: string;
  };
  /**
   * Which column of the source means what; further ones are for the rules of teams. Spaces around a name do not count; upper and lower case do.
   */
  columns: {
    /**
     * The column's name in the source.
     */
    employee: string;
    /**
     * The column's name in the source.
     */
    login?: string;
    /**
     * The column's name in the source.
     */
    email?: string;
    /**
     * The column's name in the source.
     */
    status: string;
    /**
     * The column's name in the source.
     */
    leftOn?: string;
    /**
     * The column's name in the source.
     */
    department?: string;
    /**
     * The column's name in the source.
     */
    [k: string]: string | undefined;
  };
  /**
   * What the status words mean. Every other word, and none, is unknown; an unknown person is never a leaver.
   */
  status: {
    /**
     * Words for people who work here.
     */
    active: Words;
    /**
     * Words for people who have left.
     */
    left: Words;
  };
  /**
   * What must hold for the source to be believed.
   */
  expect?: {
    /**
     * Rows below which the source is not believed, from 1, which holds where absent.
     */
    atLeast?: number;
    /**
     * By how much it may have shrunk since it was last accepted, in percent of its rows; 2 where absent.
     */
    dropPercent?: number;
    /**
     * How many of its people may be of unknown status, in percent; 2 where absent.
     */
    unknownPercent?: number;
    /**
     * How old it may be, in minutes, hours or days, as in 90m, 36h or 2d; any age where absent.
     */
    freshWithin?: string;
  };
};
/**
 * Words as HR writes them; case and spaces are folded.
 *
 * @minItems 1
 *
 * Items: A word as HR writes it. Having none cannot be said here: it is always unknown.
 */
export type Words = string[];
/**
 * A list of rules.
 *
 * @minItems 1
 */
export type Rules = WrittenRule[];
/**
 * A value, a list of values any of which will do, or { prefix: how it begins }; in quotes where it looks like a number. Case and spaces are folded.
 */
export type WrittenCondition =
  | string
  | string[]
  | {
      /**
       * One text, or a list of them.
       */
      prefix: string | string[];
    };
/**
 * A list of logins; [] for none.
 *
 * Items: A GitHub login: letters, digits and hyphens, at most 39 of them (a managed account has _shortcode behind it). A login that looks like a number needs quotes.
 */
export type People = string[];

export interface WrittenFiles {
  organization: WrittenOrganization;
  policy: WrittenPolicy;
  roster: WrittenRoster;
  exceptions: WrittenExceptions;
  users: WrittenUsers;
  team: WrittenTeam;
  repo: WrittenRepo;
}
/**
 * organization.yaml: which organisation the state is of.
 */
export interface WrittenOrganization {
  /**
   * The organisation's login, as in github.com/NAME.
   */
  name: string;
  /**
   * The organisation's numeric id. Where it is given, a run against any other organisation is refused.
   */
  id?: number;
  /**
   * What every member may do in every repository: none, read, write or admin. Absent: not managed.
   */
  basePermission?: 'none' | 'read' | 'write' | 'admin';
  /**
   * owner/name of the repository that holds this state and its pull requests.
   */
  stateRepository?: string;
  /**
   * Names of the organisation's repository roles beyond read, triage, write, maintain and admin.
   *
   * Items: The name of a custom repository role, as GitHub shows it.
   */
  customRoles?: string[];
}
/**
 * policy.yaml: guards and habits. Every key is optional and has a default.
 */
export interface WrittenPolicy {
  /**
   * How much one run may take away, by kind; or the word none: nothing may be taken away.
   */
  removals?: 'none' | WrittenRemovals;
  /**
   * How many owners there must be: { minimum: 2 }.
   */
  owners?: {
    /**
     * The fewest owners that may stand, from 1. Suspended owners do not count.
     */
    minimum?: number;
  };
  /**
   * Logins that no run removes, demotes or suspends.
   *
   * Items: A GitHub login: letters, digits and hyphens, at most 39 of them (a managed account has _shortcode behind it). A login that looks like a number needs quotes.
   */
  protected?: string[];
  /**
   * What happens to who and what stands in GitHub and was never in the state: report or remove.
   */
  unmanaged?: 'report' | 'remove';
  /**
   * What happens to people who are in the state and left the organisation by themselves: report or invite.
   */
  departed?: 'report' | 'invite';
  /**
   * What happens to access taken by hand from people who are still members: repair or report.
   */
  drift?: 'repair' | 'report';
  /**
   * Who must have approved what is applied: { approvals: 1 }.
   */
  review?: {
    /**
     * Approvals that a merged pull request needs; 0 switches the review guard off.
     */
    approvals?: number;
    /**
     * Approvals that a change of policy.yaml needs.
     */
    policyApprovals?: number;
    /**
     * That commit and what came before it count as reviewed.
     */
    since?: string;
  };
  /**
   * How many removals are carried out before each look at what became of them, cumulative: [1, 10, 100%].
   *
   * @minItems 1
   *
   * Items: A count of removals, as in 10, or a share of them, as in 50%.
   */
  waves?: (number | string)[];
  /**
   * How long to wait between two waves, as in 30s, 5m or 1h, up to 99 of each; 0s is not at all.
   */
  pause?: string;
  /**
   * When a run stops rather than go on failing: { failures: 5 }.
   */
  circuitBreaker?: {
    /**
     * So many changes in a row that fail for no reason that GitHub gives end the run, from 1.
     */
    failures?: number;
  };
  /**
   * How people leave: { graceDays: 14 }.
   */
  offboarding?: {
    /**
     * Days between suspension and removal; 0 removes at once.
     */
    graceDays?: number;
  };
  /**
   * Slugs of the teams whose people come back first.
   *
   * Items: A team's slug: lower-case letters, digits, hyphens and underscores, as in the team's address on GitHub.
   */
  restoreFirst?: string[];
  /**
   * The only override of a guard: reviewed, reasoned, at most 14 days.
   */
  allowances?: WrittenAllowance[];
}
/**
 * { members: { count: 10, percent: 1 }, … }; a kind that is absent keeps its default.
 */
export interface WrittenRemovals {
  /**
   * People removed, demoted or suspended, and invitations cancelled.
   */
  members?: WrittenBudget;
  /**
   * People taken out of teams.
   */
  teamMemberships?: WrittenBudget;
  /**
   * Teams deleted; a parent counts with all its descendants.
   */
  teams?: WrittenBudget;
  /**
   * Access to repositories revoked or lowered.
   */
  repoAccess?: WrittenBudget;
  /**
   * All four together.
   */
  total?: WrittenBudget;
}
/**
 * { count: 10, percent: 1 }; where both are given, both must hold.
 */
export interface WrittenBudget {
  /**
   * At most so many in one run.
   */
  count?: number;
  /**
   * At most this share of what stood at the last apply.
   */
  percent?: number;
}
/**
 * { allow: { members: 120 }, reason: why, approvedBy: LOGIN, expires: 2026-11-25 }, with allow, unreviewed or feedRows
 */
export interface WrittenAllowance {
  /**
   * The counts that one run may reach instead, as in { members: 120 }.
   */
  allow?: WrittenCounts;
  /**
   * Ids of commits that need no review.
   *
   * @minItems 1
   *
   * Items: A commit's id in hexadecimal, 7 to 64 digits, in quotes where it looks like a number.
   */
  unreviewed?: string[];
  /**
   * Rows that a source may shrink to, as in { hr: 2900 }.
   */
  feedRows?: {
    /**
     * A whole number from 0.
     */
    [k: string]: number;
  };
  /**
   * Why, in words.
   */
  reason: string;
  /**
   * A GitHub login: letters, digits and hyphens, at most 39 of them (a managed account has _shortcode behind it). A login that looks like a number needs quotes.
   */
  approvedBy: string;
  /**
   * The last day on which it holds, at most 14 days ahead, as in 2026-11-25.
   */
  expires: string;
}
/**
 * The counts that one run may reach instead, as in { members: 120 }.
 */
export interface WrittenCounts {
  /**
   * A whole number from 0.
   */
  members?: number;
  /**
   * A whole number from 0.
   */
  teamMemberships?: number;
  /**
   * A whole number from 0.
   */
  teams?: number;
  /**
   * A whole number from 0.
   */
  repoAccess?: number;
  /**
   * A whole number from 0.
   */
  total?: number;
}
/**
 * roster.yaml: where the HR data comes from and how to read it. Secrets stand in the environment, in variables whose names start with ROLLCALL_HR_; here stands env: and the name, as in env:ROLLCALL_HR_TOKEN.
 */
export interface WrittenRoster {
  /**
   * HR systems and files; what they say of a person is put together. Where two give different attributes, the first wins; where they disagree on the status, it is unknown.
   */
  sources: WrittenSource[];
  /**
   * How a login is found where no column and no line of the state has it: columns for not at all, or saml for the organisation's SAML identities, by the column email. columns where absent.
   */
  identity?: 'columns' | 'saml';
  reviewers?: WrittenReviewers;
}
/**
 * Who is asked to review what is proposed: { users: [alice], teams: [people-ops], maintainers: true }. Nobody where absent.
 */
export interface WrittenReviewers {
  /**
   * Logins of people in the state, as in [alice]; each needs write access to the state repository.
   *
   * Items: A GitHub login: letters, digits and hyphens, at most 39 of them (a managed account has _shortcode behind it). A login that looks like a number needs quotes.
   */
  users?: string[];
  /**
   * Slugs of teams in the state, as in [people-ops]; each needs write access to the state repository.
   *
   * Items: A team's slug: lower-case letters, digits, hyphens and underscores, as in the team's address on GitHub.
   */
  teams?: string[];
  /**
   * true asks, for each proposal, also the maintainers of the teams that it touches and of the teams of whoever leaves; false where absent.
   */
  maintainers?: boolean;
}
/**
 * exceptions.yaml: people who are kept whatever the HR data says, each with a reason, an approver and an end.
 */
export interface WrittenExceptions {
  /**
   * One line for each person.
   */
  exceptions: WrittenException[];
}
/**
 * { user: LOGIN, reason: why, approvedBy: LOGIN, expires: 2026-12-31 }
 */
export interface WrittenException {
  /**
   * A GitHub login: letters, digits and hyphens, at most 39 of them (a managed account has _shortcode behind it). A login that looks like a number needs quotes.
   */
  user: string;
  /**
   * Why, in words.
   */
  reason: string;
  /**
   * A GitHub login: letters, digits and hyphens, at most 39 of them (a managed account has _shortcode behind it). A login that looks like a number needs quotes.
   */
  approvedBy: string;
  /**
   * The last day on which it holds, as in 2026-12-31.
   */
  expires: string;
}
/**
 * users/*.yaml: people with a place in the organisation, one line each. All files are merged; a login stands once.
 */
export interface WrittenUsers {
  /**
   * A line for each person: LOGIN: { id: 1001, employee: E0001, role: member }.
   */
  users: {
    [k: string]: WrittenUser;
  };
}
/**
 * A person's attributes; { } where there are none. Attributes of your own are kept.
 */
export interface WrittenUser {
  /**
   * The account's numeric id. With it, a renamed login is told from another person.
   */
  id?: number;
  /**
   * The employee id in the HR data, in at most 100 characters that can be seen, in quotes where it looks like a number.
   */
  employee?: string;
  /**
   * member (also where absent), owner, or outside: an outside collaborator, in no team.
   */
  role?: 'member' | 'owner' | 'outside';
  /**
   * A GitHub login: letters, digits and hyphens, at most 39 of them (a managed account has _shortcode behind it). A login that looks like a number needs quotes.
   */
  sponsor?: string;
  /**
   * A date, as in 2026-11-20, from which the grace period runs. While it stands the person keeps the seat and holds no access.
   */
  suspended?: string;
  /**
   * A date, as in 2027-01-31, after which a warning asks to look again.
   */
  expires?: string;
  /**
   * An attribute of your own: one text, number, true or false.
   */
  [k: string]: string | number | boolean | 'member' | 'owner' | 'outside' | undefined;
}
/**
 * teams/SLUG.yaml: one team. A list that is absent leaves alone what was never listed.
 */
export interface WrittenTeam {
  /**
   * The team's name for people. Absent: left as it is; a new team is called by its slug.
   */
  name?: string;
  /**
   * The team's numeric id. With it, renaming this file renames the team.
   */
  id?: number;
  /**
   * Old slugs of the team, so that renaming this file renames the team where no id is given.
   *
   * Items: A team's slug: lower-case letters, digits, hyphens and underscores, as in the team's address on GitHub.
   */
  previously?: string[];
  /**
   * false lets go of everything in this file without removing it. true where absent.
   */
  managed?: boolean;
  /**
   * What the team is for. Absent: left as it is.
   */
  description?: string;
  /**
   * A team's slug: lower-case letters, digits, hyphens and underscores, as in the team's address on GitHub.
   */
  parent?: string;
  /**
   * closed (members of the organisation see it) or secret. A nested team cannot be secret.
   */
  privacy?: 'closed' | 'secret';
  rule?: WrittenRule;
  /**
   * Logins of the team's maintainers.
   */
  maintainers?: People;
  /**
   * Logins of the team's members. With a rule, proposals keep this list.
   */
  members?: People;
  /**
   * Logins picked by hand; proposals never touch them.
   */
  extraMembers?: People;
}
/**
 * Attributes of people in the HR data and what they must be, as in { department: Payments }; all of them must hold. Proposals keep `members` equal to this.
 */
export interface WrittenRule {
  /**
   * Rules that must all hold.
   */
  and?: Rules;
  /**
   * Rules of which one must hold.
   */
  or?: Rules;
  /**
   * A rule that must not hold.
   */
  not?: WrittenRule;
  /**
   * The employee id of a manager, or a list of them: who reports to one of them, directly or through others.
   */
  reportsTo?: string | string[];
  [k: string]: WrittenCondition | Rules | WrittenRule | (string | string[]) | undefined;
}
/**
 * repos/NAME.yaml: who may do what in one repository. A map that is absent leaves alone what was never listed.
 */
export interface WrittenRepo {
  /**
   * The repository's numeric id. With it, renaming this file follows the repository's renaming.
   */
  id?: number;
  /**
   * Old names of the repository, for the same purpose where no id is given.
   *
   * Items: A repository's name, without the organisation: letters, digits, dots, hyphens and underscores, at most 100.
   */
  previously?: string[];
  /**
   * false lets go of everything in this file without removing it. true where absent.
   */
  managed?: boolean;
  /**
   * What each team may do: SLUG: read, triage, write, maintain, admin or a custom role. { } for none.
   */
  teams?: {
    /**
     * read, triage, write, maintain, admin, or one of the organisation's customRoles.
     */
    [k: string]: string;
  };
  /**
   * What each person may do by a grant of their own: LOGIN: read, triage, write, maintain, admin or a custom role. { } for none.
   */
  collaborators?: {
    /**
     * read, triage, write, maintain, admin, or one of the organisation's customRoles.
     */
    [k: string]: string;
  };
}

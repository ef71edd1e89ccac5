// Generated from schemas/ by `npm run types`. Do not edit by hand.

/**
 * One source, with exactly one of csv, json, sql, ldap and scim.
 */
export type WrittenSource = {
  [k: string]: unknown;
} & {
  /**
   * A short name for messages and allowances, such as hr.
   */
  name: string;
  /**
   * A CSV file with a header line: { file: ../hr/people.csv }.
   */
  csv?: {
    /**
     * Path from the checkout's root, best outside it.
     */
    file: string;
    /**
     * What stands between columns; a comma where absent.
     */
    delimiter?: string;
  };
  /**
   * A JSON file with a list of objects: { file: ../hr/people.json }.
   */
  json?: {
    /**
     * Path from the checkout's root, best outside it.
     */
    file: string;
    /**
     * JSON pointer to the list of people; the whole file where absent.
     */
    at?: string;
  };
  /**
   * A database and one SELECT.
   */
  sql?: {
    /**
     * postgres, mysql, sqlite or mssql.
     */
    dialect: 'postgres' | 'mysql' | 'sqlite' | 'mssql';
    /**
     * The environment variable that holds the address, with user and password.
     */
    url?: string;
    /**
     * For sqlite: path from the checkout's root.
     */
    file?: string;
    /**
     * One SELECT; it runs in a read-only transaction.
     */
    query: string;
  };
  /**
   * An LDAP directory.
   */
  ldap?: {
    /**
     * The directory's address, as in ldaps://ldap.example.com.
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
     * The environment variable that holds the name to bind with.
     */
    bindDn?: string;
    /**
     * The environment variable that holds the password.
     */
    password?: string;
  };
  /**
   * A SCIM 2.0 service.
   */
  scim?: {
    /**
     * The service's base address, as in https://id.example.com/scim/v2.
     */
    url: string;
    /**
     * The environment variable that holds the bearer token.
     */
    token?: string;
  };
  /**
   * Which column of the source means what; further ones are for the rules of teams.
   */
  columns: {
    /**
     * The column with the employee id.
     */
    employee: string;
    /**
     * The column with the GitHub login.
     */
    login?: string;
    /**
     * The column with the status word.
     */
    status: string;
    /**
     * The column with the leaving date.
     */
    leftOn?: string;
    /**
     * The column with the department.
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
     * A whole number from 0.
     */
    atLeast?: number;
    /**
     * How much smaller than last time it may be.
     */
    dropPercent?: number;
    /**
     * How many people of unknown status it may have.
     */
    unknownPercent?: number;
    /**
     * How old it may be, as in 36h or 2d.
     */
    freshWithin?: string;
  };
};
/**
 * Words as HR writes them; case and spaces are folded.
 *
 * @minItems 1
 */
export type Words = string[];
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
 * roster.yaml: where the HR data comes from and how to read it. Secrets stand in the environment, in variables whose names start with ROLLCALL_HR_.
 */
export interface WrittenRoster {
  /**
   * HR systems and files; what they say of a person is put together.
   */
  sources: WrittenSource[];
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
   * The employee id in the HR data, in quotes where it looks like a number.
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
  /**
   * HR columns and the values they must have, as in { department: Payments }: proposals keep `members` equal to this.
   */
  rule?: {
    /**
     * The value, or a list of values any of which will do.
     */
    [k: string]: string | number | boolean | (string | number | boolean)[];
  };
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

import { counted } from '../model/figures.ts';
import type { OrgRole } from '../model/org-state.ts';
import type { BasePermission } from '../model/permission.ts';
import type { Violation } from '../model/plan.ts';
import { codeBlock } from './escape.ts';
import { fit, lengthOf, type Section } from './markdown-sections.ts';
import { violationAsMarkdown } from './plan-markdown.ts';
import { clipped, name, row, sentence, tableHead } from './proposal/cells.ts';
import { names } from './proposal/edit-words.ts';

/** What `rollcall suspend` asks for. */
export interface SuspensionReport {
  /** At least one. */
  readonly people: readonly Suspended[];
  /** As it was given on the command line. */
  readonly reason: string;
  /** What every member may do in every repository; undefined where the state does not say. */
  readonly basePermission: BasePermission | undefined;
  /** What the budgets of policy.yaml have against it: apply refuses it until that is allowed. */
  readonly overBudget: readonly Violation[];
  /** Days between suspension and removal. */
  readonly graceDays: number;
  /** The branch of the pull request, without `refs/heads/`. */
  readonly branch: string;
}

export interface Suspended {
  readonly login: string;
  readonly employee: string | undefined;
  readonly role: OrgRole;
  /** Slugs of the teams whose lists name them. */
  readonly teams: readonly string[];
  /** Names of the repositories that grant them something directly. */
  readonly repos: readonly string[];
}

/** `Suspend eli`, `Suspend eli and 3 more` */
export function suspensionTitle({ people }: Pick<SuspensionReport, 'people'>): string {
  const more = people.length - 1;
  const login = (people[0]?.login ?? '').replaceAll(/[^\w-]+/g, '').slice(0, 80);
  return `Suspend ${login}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * A suspension for a pull request: what it takes, what it leaves, what to do after the merge.
 * @param options.limit characters; at least 5,000
 */
export function suspensionAsMarkdown(
  report: SuspensionReport,
  { limit = 60_000 }: { readonly limit?: number } = {},
): string {
  const { people, reason } = report;
  const head = [
    `**${counted(people.length, 'person', 'people')} to be suspended:** ${sentence(reason)}`,
    ...report.overBudget.map(violationAsMarkdown),
  ];
  const tail = [whatStays(report), afterTheMerge(report)];
  const { parts, left } = fit([peopleSection(people)], limit - lengthOf([...head, ...tail]) - roomForRemark);
  const missing = left.reduce((sum, { rows }) => sum + rows, 0);
  const remark =
    missing === 0 ? [] : [`**${counted(missing, 'person', 'people')} more did not fit here;** the diff has them.`];
  return `${[...head, ...parts, ...remark, ...tail].join('\n\n')}\n`;
}

const roomForRemark = 100;

function peopleSection(people: readonly Suspended[]): Section {
  const rows = people.map(({ login, employee, role, teams, repos }) => {
    const demoted = role === 'owner' ? ' (owner: demoted to member)' : '';
    const who = `${name(login)}${demoted}`;
    return row([who, employee === undefined ? '' : name(employee), names(teams, name), names(repos, name)]);
  });
  const before = tableHead(['person', 'employee', 'loses teams', 'loses direct access to']);
  return { before, rows, after: '', noun: 'person' };
}

function whatStays({ people, basePermission, graceDays }: SuspensionReport): string {
  const base =
    basePermission === undefined
      ? "what the organisation's base permission gives to all members"
      : `the base permission, which is ${name(basePermission)}`;
  const then = graceDays === 0 ? 'After that' : `After ${counted(graceDays, 'day')}`;
  return `**What stays:** the membership and the seat, and ${base}. Their lines in the files of teams and repositories stay too, so that it can be undone whole. What taking access cannot undo: forks, and issues that are assigned to them. ${then} they are proposed for removal, if HR says by then that they have left.${outsiders(people)}`;
}

/** Who has no seat keeps none. */
function outsiders(people: readonly Suspended[]): string {
  const outside = people.filter(({ role }) => role === 'outside').map(({ login }) => login);
  if (outside.length === 0) return '';
  return ` **Not so of outside collaborators** (${names(outside, name)}): they have no membership, lose all their access, are not proposed for removal by HR's word, and have to accept an invitation to get it back.`;
}

/** How many logins one command names. */
const loginsShown = 50;

function afterTheMerge({ people, branch }: SuspensionReport): string {
  const logins = people.slice(0, loginsShown).map(({ login }) => clipped(login));
  const rest = people.length > loginsShown ? ' …' : '';
  const command = codeBlock('sh', `rollcall apply --user ${logins.join(' ')}${rest}`);
  const undo =
    '**To undo it**, revert the merge, have that merged, and apply the same way: members have everything back at once, with no invitation to accept.';
  return `**After the merge**, this carries it out without waiting for anything else:\n\n${command}\n\n${undo} The branch ${name(branch)} is Rollcall's: commits that people push to it do not stay.`;
}

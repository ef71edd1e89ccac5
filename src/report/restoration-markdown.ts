import { counted } from '../model/figures.ts';
import type { LeftOut, Prospect, RestoreEdit, Way } from '../model/restoration.ts';
import { codeBlock } from './escape.ts';
import { fit, lengthOf, type Section } from './markdown-sections.ts';
import { clipped, name, row, sentence, tableHead } from './proposal/cells.ts';
import { names } from './proposal/edit-words.ts';

/** What `rollcall restore` asks for. */
export interface RestorationReport {
  readonly edits: readonly RestoreEdit[];
  readonly leftOut: readonly LeftOut[];
  /** In the order in which they come back. */
  readonly people: readonly Prospect[];
  readonly from: RestoredFrom;
  /** As it was named on the command line; empty for the whole state. */
  readonly named: readonly string[];
  readonly exact: boolean;
  /** The branch of the pull request, without `refs/heads/`. */
  readonly branch: string;
}

export interface RestoredFrom {
  readonly kind: 'to' | 'revert';
  /** The commit that was gone back to, or the one that is undone. */
  readonly commit: string;
  /** ISO time of that commit. */
  readonly at: string;
}

/** `Restore what stood on 2026-11-20 (1a2b3c4d)`, `Undo 1a2b3c4d for alice and 2 more` */
export function restorationTitle({ from, named, exact }: Pick<RestorationReport, 'from' | 'named' | 'exact'>): string {
  const commit = from.commit.slice(0, 8);
  const what = from.kind === 'revert' ? `Undo ${commit}` : `Restore what stood on ${from.at.slice(0, 10)} (${commit})`;
  const first = (named[0] ?? '').replaceAll(/[^\w.-]+/g, '').slice(0, 80);
  const more = named.length > 1 ? ` and ${named.length - 1} more` : '';
  return `${what}${named.length === 0 ? '' : ` for ${first}${more}`}${exact ? ', exactly' : ''}`;
}

/**
 * A restoration for a pull request: who has what back, how and when; what it takes, what does not come back, and how to
 * apply it.
 * @param options.limit characters; at least 5,000
 */
export function restorationAsMarkdown(
  report: RestorationReport,
  { limit = 60_000 }: { readonly limit?: number } = {},
): string {
  const head = [headline(report), ...ownersAgain(report)];
  const tail = [afterTheMerge(report)];
  const sections = [...peopleSections(report), ...otherSections(report), leftOutSection(report)];
  const { parts, left } = fit(sections, limit - lengthOf([...head, ...tail]) - roomForRemark);
  const missing = left.reduce((sum, { rows }) => sum + rows, 0);
  const remark = missing === 0 ? [] : [`**${counted(missing, 'line')} more did not fit here;** the diff has them.`];
  return `${[...head, ...parts, ...remark, ...tail].join('\n\n')}\n`;
}

const roomForRemark = 100;

function headline({ people, from, exact, edits }: RestorationReport): string {
  const commit = name(from.commit.slice(0, 12));
  const what = from.kind === 'revert' ? `what ${commit} took` : `what they had in ${commit} of ${from.at.slice(0, 10)}`;
  const rest = exact
    ? `It was asked for exactly: what came since goes. ${counted(edits.filter(isTaking).length, 'edit takes', 'edits take')} something.`
    : 'It only adds and raises: what was given since stays.';
  return `**${counted(people.length, 'person has', 'people have')} back ${what}.** ${rest} Policy, roster, exceptions and organization.yaml are as they are.`;
}

function ownersAgain({ people }: RestorationReport): readonly string[] {
  const owners = people.filter(({ becomesOwner }) => becomesOwner).map(({ login }) => login);
  if (owners.length === 0) return [];
  return [
    `> [!WARNING]\n> **${counted(owners.length, 'person is', 'people are')} made owner again:** ${names(owners, name, 50)}. Owners may do everything: look at these lines first.`,
  ];
}

/** Grouped by how they come back, the soonest first; inside a group in the order of the invitations. */
function peopleSections({ people }: RestorationReport): readonly Section[] {
  const groups = new Map<string, Prospect[]>();
  for (const person of people) {
    const heading = headingOf(person.way);
    groups.set(heading, [...(groups.get(heading) ?? []), person]);
  }
  const sections = [...groups].map(([heading, members]) => {
    const rows = members.map(({ login, teams, repos }) => row([name(login), names(teams, name), names(repos, name)]));
    const before = `### ${counted(members.length, 'person', 'people')}: ${heading}\n\n${tableHead(['person', 'teams', 'direct access to'])}`;
    return { before, rows, after: '', noun: 'person', place: placeOf(members[0]?.way) };
  });
  return sections.sort((one, other) => one.place - other.place);
}

const places: readonly Way['kind'][] = [
  'at-once',
  'invited',
  'accepts',
  'outside',
  'quota',
  'seat',
  'not-asked',
  'suspended',
];

function placeOf(way: Way | undefined): number {
  return way === undefined ? places.length : places.indexOf(way.kind);
}

function headingOf(way: Way): string {
  switch (way.kind) {
    case 'at-once':
      return 'back at once, as members of the organisation. Nothing to accept';
    case 'invited':
      return `invited already${way.until === null ? '' : `, until ${way.until}`}. **No access until they accept**`;
    case 'accepts':
      return 'invited when this is applied. **No access until they accept**';
    case 'outside':
      return 'outside collaborators. **No access to a repository until they accept its invitation**, where they lost it';
    case 'quota':
      return `wait for GitHub's quota of 500 invitations in 24 hours: invited from ${way.from.slice(0, 10)} on at the earliest (of those sent in the last 24 hours, only what nobody accepted yet is counted), and **no access until they accept**`;
    case 'seat':
      return 'wait for a seat: there are too few. Buy some, or have some freed; **no access until then, and until they accept**';
    case 'not-asked':
      return 'GitHub was not asked whether they are members. Who is not must accept an invitation first';
    case 'suspended':
      return 'suspended in these lines. They keep the seat where they have one, and **no access**';
  }
}

function otherSections({ edits }: RestorationReport): readonly Section[] {
  const section = (heading: string, chosen: readonly RestoreEdit[]): Section => {
    const rows = chosen.map(({ reason }) => `- ${sentence(reason)}`);
    return { before: `### ${heading}\n\n`, rows, after: '', noun: 'line' };
  };
  return [
    section('Teams and repositories', edits.filter(isOfNobody)),
    section('What it takes', edits.filter(isTaking)),
  ];
}

function isOfNobody(edit: RestoreEdit): boolean {
  if (edit.kind === 'bring-team' || edit.kind === 'bring-repo') return true;
  return edit.kind === 'change-grant' && edit.map === 'teams' && !isTaking(edit);
}

/** Only what was asked for exactly takes something, or changes what is no access. */
function isTaking(edit: RestoreEdit): boolean {
  switch (edit.kind) {
    case 'bring-user':
    case 'bring-team':
    case 'bring-repo':
      return false;
    case 'drop-user':
    case 'drop-team':
    case 'drop-repo':
    case 'change-team':
    case 'change-repo':
      return true;
    case 'change-user':
      return edit.isTaking;
    case 'change-team-member':
      return edit.after !== 'maintainers' && edit.before !== null;
    case 'change-grant':
      return edit.isTaking;
  }
}

function leftOutSection({ leftOut }: RestorationReport): Section {
  const rows = leftOut.map(({ reason }) => `- ${sentence(reason)}`);
  return { before: '### What does not come back\n\n', rows, after: '', noun: 'line' };
}

/** How many logins one command names. */
const loginsShown = 50;

function afterTheMerge({ people, branch }: RestorationReport): string {
  const logins = people.map(({ login }) => clipped(login));
  const urgent =
    logins.length === 0 || logins.length > loginsShown
      ? ''
      : ` Where something else that is merged must wait, this carries out these people's changes and nothing else:\n\n${codeBlock('sh', `rollcall apply --user ${logins.join(' ')}`)}\n\n`;
  return `**After the merge**, ${name('rollcall apply')} carries it out: the workflow does, or whoever runs it. Nothing is given before.${urgent} Run it again for who waits, and for what only acceptance makes possible. **To undo it**, revert the merge. The branch ${name(branch)} is Rollcall's: commits that people push to it do not stay.`;
}

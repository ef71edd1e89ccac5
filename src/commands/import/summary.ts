import type { OrgState } from '../../model/org-state.ts';
import type { Imported, LeftOut } from './imported.ts';

/** How many of one kind are named before `--verbose` is needed to see the rest. */
const named = 10;

export function summaryAsText({ state, comments, leftOut }: Imported, directory: string): string {
  const counts = countsOf(state);
  const kept = comments.size > 0 ? [`  ${counted(comments.size, 'comments')} kept`] : [];
  const left =
    leftOut.length > 0 ? [`  ${counted(leftOut.length, 'things')} left out or to look at, listed above`] : [];
  return [
    `Imported ${state.organization.name} into ${directory}/`,
    `  ${counted(counts.owners, 'owners')}, ${counted(counts.members, 'members')}, ${counted(counts.outside, 'outside collaborators')}`,
    `  ${counted(counts.teams, 'teams')} with ${counted(counts.teamMemberships, 'memberships')}`,
    `  ${counted(counts.repos, 'repositories')} with ${counted(counts.teamGrants, 'grants')} to teams and ${counts.userGrants.toLocaleString('en')} to people`,
    ...kept,
    ...left,
  ].join('\n');
}

/** `{version, organization, directory, counts, comments, leftOut: [{what, subject, why, file, line}]}`. */
export function summaryAsJson({ state, comments, leftOut }: Imported, directory: string): string {
  const summary = {
    version: 1,
    organization: state.organization.name,
    directory,
    counts: countsOf(state),
    comments: comments.size,
    leftOut: leftOut.map(({ what, subject, why, file = null, line = null }) => ({ what, subject, why, file, line })),
  };
  return JSON.stringify(summary, null, 2);
}

/** Each kind with its reason, then which ones; empty where nothing was left out. */
export function leftOutAsText(leftOut: readonly LeftOut[], all: boolean): string {
  const kinds = new Map<string, LeftOut[]>();
  for (const one of leftOut) {
    const kind = `${one.what} (${one.why})`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const lines = [...kinds].flatMap(([kind, list]) => {
    const shown = all ? list : list.slice(0, named);
    const more = list.length - shown.length;
    return [
      `  ${kind}:`,
      ...shown.map(
        ({ subject, file, line }) => `    ${file === undefined ? '' : `${file}:${line}: `}${oneLine(subject)}`,
      ),
      ...(more > 0 ? [`    and ${more.toLocaleString('en')} more; --verbose and --format json name them all`] : []),
    ];
  });
  return lines.length === 0 ? '' : ['Left out, or to look at:', ...lines].join('\n');
}

function countsOf({ users, teams, repos }: OrgState) {
  const having = (wanted: string): number => [...users.values()].filter(({ role }) => role === wanted).length;
  return {
    owners: having('owner'),
    members: having('member'),
    outside: having('outside'),
    teams: teams.size,
    teamMemberships: sum([...teams.values()].map(({ members }) => members.size)),
    repos: repos.size,
    teamGrants: sum([...repos.values()].map(({ teams }) => teams.size)),
    userGrants: sum([...repos.values()].map(({ collaborators }) => collaborators.size)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** `1 team`, `1,266 members`. */
function counted(count: number, plural: string): string {
  const noun = count === 1 ? plural.replace(/ies$/u, 'y').replace(/s$/u, '') : plural;
  return `${count.toLocaleString('en')} ${noun}`;
}

/** Names and comments come from files that nobody vouches for: no line breaks and no terminal commands in them. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

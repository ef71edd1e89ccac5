import type { TeamEdit } from '../../model/proposal.ts';
import { codeBlock } from '../escape.ts';
import type { ProposalReport, Which } from '../proposal.ts';
import { clipped, name, path } from './cells.ts';
import { lineEdits, type PersonRow, personRows } from './rows.ts';
import { pathIn } from './state-paths.ts';

/** How to say no to one line, to all, and afterwards; each part stands alone. */
export function instructions(report: ProposalReport): readonly string[] {
  const { branch, base, which } = report;
  const refusals = sayingNo(report);
  return [
    ...(refusals.length === 0 ? [] : ['**To say no to one line**', ...refusals]),
    `**To say no to all of it**, close this pull request: it stays closed as long as the proposal is this very one.`,
    `**To undo it after the merge**, revert the merge (GitHub's button, or \`git revert\`), have that merged, and let \`rollcall apply\` run. ${undone[which]}`,
    `The branch ${name(branch)} is Rollcall's: each run writes it anew on top of ${name(base)}, and commits that people push to it do not stay. What people want to say goes to ${name(base)}, by a pull request of their own.`,
  ];
}

const undone: Readonly<Record<Which, string>> = {
  joiners:
    'Open invitations are cancelled, and who accepted is taken out again, within the budget for removals. Say no to the line as well, or the next run proposes it again.',
  movers:
    'Memberships that were taken are back at once, and those that were given go. What was taken is not proposed again soon, unless HR says something new.',
  leavers:
    'Who was suspended has everything back at once, with no invitation to accept; who was removed stands in the state suspended, as before: take `suspended` off their lines as well, and they are invited, and have to accept. They are not proposed again soon, unless HR says something new.',
};

/** One example for each kind of line, with the very lines to add. */
function sayingNo(report: ProposalReport): readonly string[] {
  const rows = personRows(report.proposal.edits, report.employees);
  const people = rows.flatMap(({ edits }) => edits);
  const leaver = people.find(
    (edit) => edit.kind === 'remove-user' || edit.kind === 'remove-outside' || edit.kind === 'suspend-user',
  );
  const inTeams = people.flatMap((edit) => ('team' in edit ? [edit] : []));
  const out = inTeams.find(({ kind }) => kind === 'remove-team-member');
  const into = inTeams.find(({ kind }) => kind === 'add-team-member');
  const joiner = people.find((edit) => edit.kind === 'add-user');
  return [
    ...(leaver === undefined ? [] : [keepingIn(report, leaver.login)]),
    ...(out === undefined ? [] : [keepingInTeam(report, out)]),
    ...(joiner === undefined ? [] : [keepingOut(report, joiner.login)]),
    ...(into === undefined
      ? []
      : [
          keepingOutOfTeam(
            report,
            into,
            rows.find(({ edits }) => edits.includes(into)),
          ),
        ]),
    ...(lineEdits(report.proposal.edits).length > 0 ? [goingOn] : []),
  ];
}

const goingOn = 'What has ended and should go on: give its line a later `expires`.';

function keepingIn(report: ProposalReport, login: string): string {
  const line = `exceptions:\n  - { user: ${yamlName(login)}, reason: …, approvedBy: …, expires: … }`;
  const file = path(pathIn(report, 'exceptions.yaml'));
  return `Who should stay: have a line like this merged into ${file}, and the next run leaves them out.\n\n${codeBlock('yaml', line)}`;
}

function keepingInTeam(report: ProposalReport, { team, login }: TeamEdit): string {
  const line = `extraMembers:\n  - ${yamlName(login)}`;
  return `Who should stay in a team: have a line like this merged into ${teamFile(report, team)}, and the next run leaves them out. An exception in ${path(pathIn(report, 'exceptions.yaml'))} keeps somebody in all their teams.\n\n${codeBlock('yaml', line)}`;
}

function keepingOut(report: ProposalReport, login: string): string {
  const line = `protected:\n  - ${yamlName(login)}`;
  return `Who should not join: have HR correct the row, or have a line like this merged into ${path(pathIn(report, 'policy.yaml'))}; Rollcall then writes no line about them.\n\n${codeBlock('yaml', line)}`;
}

function keepingOutOfTeam(report: ProposalReport, { team }: TeamEdit, person: PersonRow | undefined): string {
  const words = `Who should not be in a team: change the \`rule\` in ${teamFile(report, team)}`;
  if (person?.employee === undefined) return `${words}.`;
  const line = `rule: { and: [{ … }, { not: { employee: ${yamlName(person.employee)} } }] }`;
  return `${words} like this, with what it asks for today in place of the dots, and have that merged.\n\n${codeBlock('yaml', line)}`;
}

function teamFile(report: ProposalReport, team: string): string {
  return path(pathIn(report, `teams/${team}.yaml`));
}

/** A login that YAML reads as text: one of digits alone is a number to it, and `null` is nothing. */
function yamlName(login: string): string {
  const isPlain = /^[a-z][\w-]*$/i.test(login) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(login);
  return isPlain ? login : JSON.stringify(clipped(login));
}

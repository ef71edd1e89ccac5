import { counted, grouped, percentText } from '../../model/figures.ts';
import { keyOf } from '../../model/identity.ts';
import type { Edit } from '../../model/proposal.ts';
import { path } from './cells.ts';
import type { ProposalReport, Which } from '../proposal.ts';
import { pathIn } from './state-paths.ts';
import { personRows } from './rows.ts';

type Words = (count: number) => string;

/** How many edits of each kind, in the words of a title and, where the sentence does not say it already, of a sentence. */
const kinds: readonly (readonly [Edit['kind'], Words, Words | undefined])[] = [
  ['suspend-user', (n) => `suspend ${n}`, (n) => `${are(n)} suspended`],
  ['remove-user', (n) => `remove ${n}`, (n) => `${are(n)} removed`],
  ['remove-outside', (n) => `remove ${n} outside`, (n) => `${are(n, 'outside collaborator')} removed`],
  ['add-user', (n) => `add ${n}`, undefined],
  ['rename-user', (n) => `rename ${n}`, (n) => `${are(n)} renamed`],
  ['remove-team-member', (n) => `out of teams ${n}`, (n) => `${are(n, 'team membership')} taken`],
  ['add-team-member', (n) => `into teams ${n}`, (n) => `${are(n, 'team membership')} given`],
  ['remove-exception', (n) => `end ${counted(n, 'exception')}`, (n) => `${are(n, 'exception')} over`],
  ['remove-allowance', (n) => `end ${counted(n, 'allowance')}`, (n) => `${are(n, 'allowance')} over`],
];

function are(count: number, noun?: string): string {
  const subject = noun === undefined ? grouped(count) : counted(count, noun);
  return `${subject} ${count === 1 ? 'is' : 'are'}`;
}

export const titles: Readonly<Record<Which, string>> = { joiners: 'Joiners', movers: 'Movers', leavers: 'Leavers' };

/** `suspend 5, remove 2`: ASCII, and short however many there are. */
export function titleWords({ proposal }: ProposalReport): string {
  const parts = kinds.flatMap(([kind, title]) => {
    const count = countOf(proposal.edits, kind);
    return count === 0 ? [] : [title(count)];
  });
  return parts.length === 0 ? 'nothing to do' : parts.join(', ');
}

function countOf(edits: readonly Edit[], kind: Edit['kind']): number {
  return edits.filter((edit) => edit.kind === kind).length;
}

const verbs: Readonly<Record<Which, readonly [string, string]>> = {
  joiners: ['joins', 'join'],
  movers: ['changes', 'change'],
  leavers: ['leaves', 'leave'],
};

/** Who, how many, and how much of the organisation that is. */
export function summary({ which, proposal, employees, holds }: ProposalReport): string {
  const people = personRows(proposal.edits, employees).length;
  const [one, many] = verbs[which];
  const share =
    holds.members === 0
      ? ''
      : ` (${percentText(people, holds.members)} of the organisation's ${counted(holds.members, 'person', 'people')})`;
  const parts = kinds.flatMap(([kind, , sentence]) => {
    const count = countOf(proposal.edits, kind);
    return count === 0 || sentence === undefined ? [] : [sentence(count)];
  });
  const who = people === 0 ? `Nobody ${one}` : `${counted(people, 'person', 'people')} ${people === 1 ? one : many}`;
  return `**${who}${people === 0 ? '' : share}**${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}

const additions = [
  ['add-user', 'members', 'It adds', 'person', 'people'],
  ['add-team-member', 'teamMemberships', 'It gives', 'team membership', 'team memberships'],
] as const;

/** More than so many, and more than so many percent of what the state holds. */
const large = { count: 10, percent: 10 } as const;

/** Additions have no budget, as they take nothing; that one cell of HR says the same of everybody should strike people. */
export function largeAdditions({ proposal, holds }: ProposalReport): string | undefined {
  const parts = additions.flatMap(([kind, held, verb, noun, nouns]) => {
    const count = countOf(proposal.edits, kind);
    if (count <= large.count || count * 100 <= holds[held] * large.percent) return [];
    const all = counted(holds[held], noun, nouns);
    const share = holds[held] === 0 ? 'none' : `${all}: ${percentText(count, holds[held])} as many`;
    return [`${verb} ${counted(count, noun, nouns)}, and the state holds ${share}.`];
  });
  if (parts.length === 0) return undefined;
  return `> [!WARNING]\n> **This is unusually much.** ${parts.join(' ')} See whether HR's data is right before it is merged.`;
}

const budgeted = [
  ['members', 'person', 'people'],
  ['teamMemberships', 'team membership', 'team memberships'],
] as const;

/** `7 of 35 people`, so that everybody sees how much of the budget it takes. */
export function budget(report: ProposalReport): string {
  const { removals, allowed, holds } = report;
  const parts = budgeted.flatMap(([kind, noun, nouns]) => {
    const [taken, most] = [removals[kind], allowed[kind]];
    if (taken === 0) return [];
    const share = holds[kind] === 0 ? '' : `, ${percentText(taken, holds[kind])} of all`;
    if (most === Infinity) return [`${counted(taken, noun, nouns)}, without a limit${share}`];
    return [`${grouped(taken)} of ${counted(most, noun, nouns)} that one run may take${share}`];
  });
  if (parts.length === 0) return 'It takes nothing away from anybody.';
  return `**Budget** (\`removals\` in ${path(pathIn(report, 'policy.yaml'))}): ${parts.join('; ')}.`;
}

/** Who needs an invitation, and how long GitHub's quota makes that take. */
export function invitations({ proposal, invitations }: ProposalReport): string | undefined {
  const joining = proposal.edits.flatMap((edit) => (edit.kind === 'add-user' ? [edit] : []));
  if (joining.length === 0) return undefined;
  const { present, open, perDay } = invitations;
  const needed = joining.filter(({ login }) => !present.has(keyOf(login))).length;
  const already = joining.length - needed;
  const days = Math.max(1, Math.ceil(needed / perDay));
  const others = already === 0 ? '' : ` ${are(already)} in the organisation or invited already.`;
  if (needed === 0) return `**Invitations:** none is needed.${others}`;
  const quota = `GitHub takes ${grouped(perDay)} in 24 hours, so all are sent within ${counted(days, 'day')}`;
  return `**Invitations:** ${grouped(needed)} ${needed === 1 ? 'person needs' : 'people need'} one. ${quota}.${others} ${are(open, 'invitation')} open today.`;
}

/** What the days of grace mean for who leaves. */
export function grace({ which, graceDays, proposal }: ProposalReport): string | undefined {
  if (which !== 'leavers' || !proposal.edits.some(({ kind }) => kind === 'suspend-user')) return undefined;
  const days = counted(graceDays, 'day');
  return `Who is suspended keeps the membership and the seat, and loses teams and direct access; their removal is proposed after ${days}.`;
}

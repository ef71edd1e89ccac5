import { counted } from '../../model/figures.ts';
import type { AccessReview, DatedHolding, HeldBy } from '../../model/holding.ts';
import { csv } from '../csv.ts';
import { code, json, markdown, visible } from '../escape.ts';
import { short } from '../headline.ts';
import { shortTime } from '../journal.ts';
import { cut, type Section } from '../markdown-sections.ts';
import { plainly } from '../paint.ts';
import type { TextOptions } from '../plan-text.ts';
import type { Quote } from '../words.ts';

/** What an access review rests on, and what is in no row. */
export function reviewSentences(review: AccessReview, quote: Quote): readonly string[] {
  const { about, asked, moment, branch, commit, cameAt, remoteAsked, wrongDates, basePermission, applied, unreadable } =
    review;
  const at = moment === null ? `at ${quote(asked)}` : `at ${shortTime(moment)} UTC`;
  const came =
    cameAt === null
      ? `, which is not on ${quote(branch)}'s own line of commits`
      : `, which came to ${quote(branch)} at ${shortTime(cameAt)} UTC`;
  const base =
    basePermission === undefined
      ? 'What every member may do in every repository, the state does not say.'
      : basePermission === 'none'
        ? 'Every member: nothing besides (base permission none).'
        : `Besides, every member who is not outside may ${quote(basePermission)} every repository (base permission), who is suspended too.`;
  return [
    ...(about === null ? [] : [narrowWords(about, quote)]),
    `What the state said ${at}: commit ${quote(short(commit))}${came}. What was live may have been something else.`,
    appliedWords(applied, commit, quote),
    base,
    ...(remoteAsked ? [] : ['The remote was not reached: the history is as this clone has it.']),
    ...(wrongDates === 0
      ? []
      : [
          `The dates of ${counted(wrongDates, 'commit')} contradict the order; such a commit counts as having come with the one before it.`,
        ]),
    ...(unreadable.length === 0
      ? []
      : [
          `These files could not be understood whole, and what is wrong in them is missing: ${unreadable.map(quote).join(', ')}.`,
        ]),
  ];
}

function narrowWords({ noun, name }: NonNullable<AccessReview['about']>, quote: Quote): string {
  switch (noun) {
    case 'user':
      return `Only what ${quote(name)} held.`;
    case 'team':
      return `Only who was in the team ${quote(name)}, and what it gave.`;
    case 'repo':
      return `Only who might touch the repository ${quote(name)}.`;
  }
}

function appliedWords(applied: AccessReview['applied'], commit: string, quote: Quote): string {
  if (applied === null) return 'The journal does not tell what had been applied then.';
  const what = applied.commit === commit ? 'this commit' : `another commit, ${quote(short(applied.commit))}`;
  return `By the journal, ${what} had been applied last (${shortTime(applied.at)} UTC, run ${quote(applied.run)}).`;
}

function byWords(by: HeldBy, quote: Quote): string {
  switch (by.way) {
    case 'direct':
      return 'direct';
    case 'owner':
      return 'owners hold every repository';
    case 'suspended':
      return `suspended since ${quote(by.since)}: keeps the seat, holds nothing`;
    case 'team':
      return by.grantedTo === undefined
        ? `team ${quote(by.team)}`
        : `team ${quote(by.team)}, inherited from ${quote(by.grantedTo)}`;
  }
}

/** A paragraph for each person. */
export function accessAsText(review: AccessReview, { paint = plainly }: TextOptions = {}): string {
  const head = [
    paint('bold', `${visible(review.organization)}: who had what`),
    ...reviewSentences(review, visible).map((sentence) => paint('dim', sentence)),
    countWords(review),
  ];
  const people = [...byPerson(review)].map(([login, rows]) =>
    [paint('bold', visible(login)), ...rows.map(textRow)].join('\n'),
  );
  return `${[head.join('\n'), ...people].join('\n\n')}\n`;
}

function countWords({ holdings }: AccessReview): string {
  const people = new Set(holdings.map(({ login }) => login)).size;
  return `${counted(people, 'person', 'people')}, ${counted(holdings.length, 'row')}.`;
}

function byPerson({ holdings }: AccessReview): ReadonlyMap<string, readonly DatedHolding[]> {
  const found = new Map<string, DatedHolding[]>();
  for (const row of holdings) {
    const rows = found.get(row.login) ?? [];
    found.set(row.login, rows);
    rows.push(row);
  }
  return found;
}

function textRow({ kind, name, permission, by, since }: DatedHolding): string {
  const what = kind === 'repository' && name === '*' ? 'every repository' : `${kind} ${visible(name)}`;
  const how = by.way === 'direct' && kind !== 'repository' ? '' : ` (${byWords(by, visible)})`;
  return `  ${what}: ${visible(permission)}${how}${since === null ? '' : `, ${sinceWords(since, visible)}`}`;
}

function sinceWords({ commit, cameAt }: NonNullable<DatedHolding['since']>, quote: Quote): string {
  return `since ${cameAt === null ? '' : `${cameAt.slice(0, 10)} `}(${quote(short(commit))})`;
}

export function accessAsMarkdown(review: AccessReview, limit = 60_000): string {
  const head = [
    `### ${code(review.organization)}: who had what`,
    [...reviewSentences(review, markdown), countWords(review)].map((sentence) => `- ${sentence}`).join('\n'),
  ];
  const table: Section = {
    before: '| person | kind | name | permission | by | since |\n|---|---|---|---|---|---|\n',
    rows: review.holdings.map(
      ({ login, kind, name, permission, by, since }) =>
        `| ${[code(login), kind, code(name), code(permission), byWords(by, markdown), since === null ? '' : sinceWords(since, markdown)].join(' | ')} |`,
    ),
    after: '',
    noun: 'row',
  };
  return cut(head, [table], limit, 'rollcall history --at … --csv');
}

/** Everything, keys in a fixed order. */
export function accessAsJson(review: AccessReview): string {
  const { holdings, basePermission = null, ...facts } = review;
  return json({ version: 1, says: 'what the state said, not what was live', ...facts, basePermission, rows: holdings });
}

const columns = [
  'login',
  'id',
  'employee',
  'kind',
  'name',
  'permission',
  'by',
  'team',
  'inherited_from',
  'suspended_since',
  'file',
  'line',
  'since',
  'since_commit',
  'commit',
];

/** One row for each person and thing, with the commit that says it in each, so that a row can stand alone. */
export function accessAsCsv({ holdings, commit }: AccessReview): string {
  return csv([columns, ...holdings.map((row) => csvRow(row, commit))]);
}

function csvRow(
  { login, id, employee, kind, name, permission, by, at, since: line }: DatedHolding,
  commit: string,
): readonly string[] {
  const { team, grantedTo, since } = { team: '', grantedTo: '', since: '', ...by };
  const who = [login, id === null ? '' : String(id), employee ?? ''];
  return [
    ...who,
    kind,
    name,
    permission,
    by.way,
    team,
    grantedTo,
    since,
    at?.file ?? '',
    at === null ? '' : String(at.line),
    line?.cameAt ?? '',
    line?.commit ?? '',
    commit,
  ];
}
